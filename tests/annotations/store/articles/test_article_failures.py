"""An article on which the program fails: the others go in, it is named, and it is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations import checks
from annotations.claims.extractor import Extractor
from annotations.corpus import article_failures, read_header
from annotations.errors import CorpusError, StoreError
from annotations.model import Bearing, Finding
from annotations.search import parse
from annotations.search.terms import terms
from annotations.store import Store
from annotations.store.articles.corpus_import import ImportProgress, import_corpus
from annotations.store.findings import all_are_checked, check_articles
from annotations.store.queries.claims import read_mentions
from annotations.store.search import CorpusSearch, build_index, is_complete

GOOD = "Xã có 1.234 hộ dân.\nTỷ lệ đạt 62,8%."
BAD = "Đây là bài hỏng: 628 thủ tục, đạt 62,8%."


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        yield store


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("a.txt", GOOD), ("b.txt", BAD), ("c.txt", f"{GOOD}\n")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def failing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which raises where one of its arguments is the bad article."""

    def failing_function(*arguments: Any, **options: Any) -> Any:
        if any("hỏng" in getattr(argument, "text", argument) for argument in arguments[:2]):
            raise ValueError("lạ\x1b[31m")
        return function(*arguments, **options)

    return failing_function


def imported(store: Store, corpus: Path) -> ImportProgress:
    parts = list(import_corpus(store, corpus))
    return ImportProgress(
        [report for part in parts for report in part.reports],
        [error for part in parts for error in part.errors],
        parts[-1].missing,
    )


def assert_names_the_article(errors: list[CorpusError]) -> None:
    (error,) = errors
    assert str(error).startswith("b.txt: the program failed on this article (ValueError: lạ␛[31m at ")
    assert "test_article_failures.py:" in str(error)


def count_claims(store: Store, article: str) -> int:
    return len(list(read_mentions(store, article)))


def test_a_header_that_fails(opened: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("annotations.corpus.formats.plain_text.read_header", failing(read_header))
        progress = imported(opened, news)
        assert progress.articles == ["a.txt", "c.txt"]
        assert_names_the_article(progress.errors)
    progress = imported(opened, news)
    assert (progress.articles, progress.errors) == (["a.txt", "b.txt", "c.txt"], [])


def test_an_extractor_that_fails(opened: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "extract", lambda self, article: failing(lambda _: [])(article))
        progress = imported(opened, news)
        assert_names_the_article(progress.errors)
        # The text is there to be read, and is read again by every import.
        assert progress.articles == ["a.txt", "b.txt", "c.txt"]
        assert_names_the_article(imported(opened, news).errors)
    assert count_claims(opened, "b.txt") == 0
    assert imported(opened, news).errors == []
    assert count_claims(opened, "b.txt") == 2


def test_an_edited_article_that_fails_keeps_its_claims(
    opened: Store, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news / "b.txt").write_text(BAD.replace("hỏng", "tốt"), encoding="utf-8")
    imported(opened, news)
    (news / "b.txt").write_text(BAD, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "extract", lambda self, article: failing(lambda _: [])(article))
        progress = imported(opened, news)
    assert_names_the_article(progress.errors)
    assert "b.txt" in progress.articles
    assert count_claims(opened, "b.txt") == 2
    assert not progress.missing


def test_checks_that_fail(opened: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors: list[CorpusError] = []
    with monkeypatch.context() as patch:
        patch.setattr(checks, "check", failing(checks.check))
        assert imported(opened, news).errors == []
        assert count_claims(opened, "b.txt") == 2
        assert list(check_articles(opened, on_failure=errors.append)) == []
        assert_names_the_article(errors)
    assert not all_are_checked(opened)
    assert list(check_articles(opened)) == ["b.txt"]


def test_a_finding_on_no_claim_fails_at_its_article(
    opened: Store, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(opened, news)
    with opened.write_transaction() as connection:
        connection.execute("DELETE FROM checked")
    finding = Finding("total", Bearing.IMPLIES, ((7, 9),), (), "")
    monkeypatch.setattr(checks, "check", lambda article, mentions: [finding])
    errors: list[CorpusError] = []
    assert list(check_articles(opened, on_failure=errors.append)) == []
    assert len(errors) == 3


def test_an_index_that_fails(opened: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(opened, news)
    errors: list[CorpusError] = []
    with monkeypatch.context() as patch:
        patch.setattr("annotations.store.search.index.terms", failing(terms))
        list(build_index(opened, on_failure=errors.append))
    assert_names_the_article(errors)
    assert not is_complete(opened)
    answers = CorpusSearch(opened).search(parse("1.234 hộ "))
    assert {article.article for article in answers} == {"a.txt", "c.txt"}
    list(build_index(opened, on_failure=errors.append))
    assert is_complete(opened)
    assert len(errors) == 1


def test_errors_of_the_store_are_not_the_articles() -> None:
    with pytest.raises(StoreError), article_failures("a.txt"):
        raise StoreError("The disk is full.")
