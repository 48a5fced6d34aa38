"""Importing a corpus: progress, errors, missing articles, and extraction only where it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims.extractor import Extractor
from annotations.errors import UsageError
from annotations.model import Article, Verdict
from annotations.reports import Imported, ImportPlan
from annotations.store import Store
from annotations.store.articles import corpus_import
from annotations.store.articles.corpus_import import (
    ImportProgress,
    extract_and_import,
    import_corpus,
    own_articles,
)
from annotations.store.articles.dry_run import plan_import
from annotations.store.queries.claims import read_mentions

TEXT = "Toàn tỉnh có 628 thủ tục trực tuyến, đạt 62,8%."


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "empty.db", create=True) as opened:
        yield opened


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Xã có 1.234 hộ dân.", encoding="utf-8")
    return folder


def imported(empty_store: Store, corpus: Path) -> ImportProgress:
    """Import a corpus and add its progress up."""
    parts = list(import_corpus(empty_store, corpus))
    return ImportProgress(
        [report for part in parts for report in part.reports],
        [error for part in parts for error in part.errors],
        parts[-1].missing,
        max(part.files for part in parts),
        parts[-1].is_done,
    )


def test_new_articles_are_extracted_and_counted(empty_store: Store, news: Path) -> None:
    first, last = import_corpus(empty_store, news)
    assert (first.articles, first.files, first.is_done) == ([], 2, False)
    assert (last.articles, last.changed, last.is_done) == (["a.txt", "b.txt"], {"a.txt", "b.txt"}, True)
    assert {report.imported for report in last.reports} == {Imported.NEW}


def test_unchanged_articles_are_not_extracted(
    empty_store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(empty_store, news)
    monkeypatch.setattr(Extractor, "extract", None)
    progress = imported(empty_store, news)
    assert (progress.articles, progress.changed, progress.files) == (["a.txt", "b.txt"], set(), 2)


def test_edits_are_reported(empty_store: Store, news: Path) -> None:
    imported(empty_store, news)
    (news / "a.txt").write_text(TEXT.replace("62,8%", "63,8%"), encoding="utf-8")
    progress = imported(empty_store, news)
    assert [report.article for report in progress.edits] == ["a.txt"]
    assert progress.changed == {"a.txt"}


def test_progress_comes_while_a_long_corpus_is_imported(
    empty_store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_import, "PROGRESS_SECONDS", 0)
    parts = list(import_corpus(empty_store, news))
    assert [part.articles for part in parts] == [[], ["a.txt"], ["b.txt"], []]
    assert [part.is_done for part in parts] == [False, False, False, True]
    repeated_parts = list(import_corpus(empty_store, news))
    assert [part.files for part in repeated_parts] == [2, 2, 2]


def test_unreadable_file_is_an_error_the_rest_is_imported(empty_store: Store, news: Path) -> None:
    (news / "a.txt").write_bytes("Đạt 5%".encode() + b"\xff")
    progress = imported(empty_store, news)
    assert ["a.txt" in str(error) for error in progress.errors] == [True]
    assert progress.articles == ["b.txt"]


def test_an_article_of_a_taken_name_is_an_error(empty_store: Store, news: Path, tmp_path: Path) -> None:
    imported(empty_store, news)
    empty_store.set_verdict(read_mentions(empty_store, "a.txt")[0].id, "lan", Verdict.VERIFIED)
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    (other_folder / "a.txt").write_text(
        "Một bài khác hẳn, viết về 17 chiếc cầu ở miền núi.", encoding="utf-8"
    )
    progress = imported(empty_store, other_folder)
    assert progress.articles == []
    assert ["a.txt is left out" in str(error) for error in progress.errors] == [True]


def test_articles_without_a_file_are_missing(empty_store: Store, news: Path) -> None:
    imported(empty_store, news)
    (news / "b.txt").unlink()
    assert imported(empty_store, news).missing == ["b.txt"]
    assert imported(empty_store, news / "a.txt").missing == ["b.txt"]


def test_overlapping_corpora_are_imported_once(empty_store: Store, news: Path) -> None:
    parts = list(import_corpus(empty_store, [news / "a.txt", news]))
    assert [article for part in parts for article in part.articles] == ["a.txt", "b.txt"]


def test_a_corpus_that_does_not_exist_is_refused(empty_store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(import_corpus(empty_store, tmp_path / "nowhere"))


def test_one_article_is_extracted_once(empty_store: Store) -> None:
    article = Article("a.txt", "/corpus/a.txt", TEXT)
    assert extract_and_import(empty_store, article).is_extracted
    assert not extract_and_import(empty_store, article).is_extracted


def test_the_same_text_under_another_path_is_one_article(empty_store: Store, news: Path) -> None:
    (news / "c").mkdir()
    (news / "c" / "bản sao.txt").write_text(TEXT, encoding="utf-8")
    for plan in plan_import(empty_store, news):
        assert isinstance(plan, ImportPlan)
        assert (plan.imported is Imported.DUPLICATE, plan.twin) == (
            "c/" in plan.article,
            "a.txt" * ("c/" in plan.article),
        )
    for _time in range(2):
        parts = list(import_corpus(empty_store, news))
        duplicates = [report for part in parts for report in part.duplicates]
        assert [(report.article, report.twin) for report in duplicates] == [("c/bản sao.txt", "a.txt")]
        assert [article for part in parts for article in part.articles] == ["a.txt", "b.txt"]


def test_a_renamed_file_is_the_article_that_it_was(empty_store: Store, news: Path) -> None:
    imported(empty_store, news)
    claim = read_mentions(empty_store, "a.txt")[0]
    empty_store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
    (news / "a.txt").rename(news / "z.txt")
    progress = imported(empty_store, news)
    assert (progress.articles, progress.missing) == (["b.txt", "a.txt"], [])


def test_a_store_has_articles_of_its_own(empty_store: Store, news: Path) -> None:
    imported(empty_store, news)
    (news / "a.txt").unlink()
    part = own_articles(empty_store)
    assert (part.articles, part.changed, part.is_done) == (["a.txt", "b.txt"], set(), True)
