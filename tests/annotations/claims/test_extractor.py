"""The extractor and its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.claims.extractor import Extractor
from annotations.errors import CorpusError, UsageError
from annotations.model import Article

TEXT = "Cả xã thu 35 xờ lúa trong vụ này."


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.toml"
    path.write_text('[units.measure]\n"xờ" = ["xờ"]\n', encoding="utf-8")
    return path


def test_the_name_changes_with_the_words(words: Path) -> None:
    built_in, extended = Extractor(), Extractor(words)
    assert built_in.name == Extractor().name != extended.name
    words.write_text('[units.measure]\n"xờ" = ["xờ", "xơ"]\n', encoding="utf-8")
    assert Extractor(words).name != extended.name


def test_a_users_words_are_added_to_the_built_in_ones(words: Path) -> None:
    article = Article("a.txt", "a.txt", TEXT)
    units = [
        [mention.unit for mention in extractor.extract(article)]
        for extractor in (Extractor(), Extractor(words))
    ]
    assert units[0] != units[1] == ["xờ"]


def test_words_that_cannot_be_read_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Extractor(tmp_path / "missing.toml")


def test_a_text_with_too_many_numbers_is_an_error_of_its_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.claims.extraction.MOST_NUMBERS", 100)
    assert len(Extractor().extract(Article("a.txt", "a.txt", "1; " * 100))) == 100
    with pytest.raises(CorpusError, match=r"a\.txt: the text has more than 100 numbers"):
        Extractor().extract(Article("a.txt", "a.txt", "1; " * 101))
