"""Files that did not change since their article was read are not read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims.extractor import Extractor
from annotations.corpus.options import DEFAULT_OPTIONS, ReadOptions
from annotations.corpus.reader import CorpusFile, read_file
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.reports import Imported
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.articles.read_files import RESTING_NANOSECONDS

LONG_AGO = 1_700_000_000  # seconds since 1970


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles that count as written long ago."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("a.txt", "Xã có 1.234 hộ dân."), ("b.txt", "Đạt 62,8% kế hoạch.")):
        write(folder / name, text)
    monkeypatch.setattr("annotations.store.articles.read_files.RESTING_NANOSECONDS", -RESTING_NANOSECONDS)
    return folder


def write(path: Path, text: str, time: int = LONG_AGO) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time, time))


def reads(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch, options: ReadOptions = DEFAULT_OPTIONS
) -> list[str]:
    """The names of the files that an import reads."""
    names: list[str] = []

    def read_and_name(file: CorpusFile, read_options: ReadOptions) -> Iterator[Article | CorpusError]:
        names.append(file.name)
        return read_file(file, read_options)

    with monkeypatch.context() as patch:
        patch.setattr("annotations.store.articles.corpus_import.read_file", read_and_name)
        parts = list(import_corpus(store, corpus, options=options))
    assert [report.article for part in parts for report in part.reports] == ["a.txt", "b.txt"]
    return names


def test_an_unchanged_file_is_read_once(store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads(store, corpus, monkeypatch) == ["a.txt", "b.txt"]
    assert reads(store, corpus, monkeypatch) == []
    assert reads(store, corpus, monkeypatch, ReadOptions(verifies=True)) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("time", [LONG_AGO, LONG_AGO + 1], ids=["same_time", "later"])
def test_a_file_that_was_written_is_read(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch, time: int
) -> None:
    reads(store, corpus, monkeypatch)
    write(corpus / "b.txt", "Đạt 63,9% kế hoạch.", time)  # as long as before
    assert reads(store, corpus, monkeypatch) == ["b.txt"]


def test_a_file_that_was_replaced_is_read(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads(store, corpus, monkeypatch)
    write(corpus / "c", "Đạt 63,9% kế hoạch.")
    (corpus / "c").replace(corpus / "b.txt")
    assert reads(store, corpus, monkeypatch) == ["b.txt"]


def test_a_file_that_was_written_just_now_is_read_again(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.articles.read_files.RESTING_NANOSECONDS", RESTING_NANOSECONDS)
    reads(store, corpus, monkeypatch)
    assert reads(store, corpus, monkeypatch) == ["a.txt", "b.txt"]


def test_another_extractor_reads_anew(store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(store, corpus, monkeypatch)
    monkeypatch.setattr(Extractor, "name", "soi of tomorrow")
    assert reads(store, corpus, monkeypatch) == ["a.txt", "b.txt"]
    assert reads(store, corpus, monkeypatch) == []


def test_an_article_that_was_edited_elsewhere_is_read(
    store: Store, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads(store, corpus, monkeypatch)
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    write(other_folder / "b.txt", "Đạt 70% kế hoạch.")
    (part,) = [part for part in import_corpus(store, other_folder) if part.reports]
    assert part.reports[0].imported is Imported.EDITED
    assert reads(store, corpus, monkeypatch) == ["b.txt"]
