"""Importing with worker processes: the same store as without, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from annotations.claims.extractor import Extractor
from annotations.model import Article, Mention
from annotations.reports import Imported
from annotations.store import Store
from annotations.store.articles import extraction_queue
from annotations.store.articles.corpus_import import ImportProgress, import_corpus
from annotations.store.queries.claims import read_mentions

ARTICLES = 12
DEADLY = "7.txt"


class DeadlyExtractor(Extractor):
    """Kills its process on one article: each time, or the first time only."""

    def __init__(self, memory: Path | None = None) -> None:
        """``memory``: a file that is made when the process is killed, which happens once then."""
        super().__init__()
        self._memory = memory

    def extract(self, article: Article) -> list[Mention]:
        if article.id == DEADLY and not (self._memory and self._memory.exists()):
            if self._memory:
                self._memory.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(article)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus that is handed to the workers from its second article on, three articles a chunk."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        text = f"Xã {number} có {number + 2}.234 hộ dân, tăng {number + 1},5%.\nNăm 2024 đạt {number + 40} tỷ đồng."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(extraction_queue, "FIRST_CHARACTERS", 100)
    monkeypatch.setattr(extraction_queue, "CHUNK_CHARACTERS", 200)
    return folder


def imported(store: Store, corpus: Path, workers: int, extractor: Extractor | None = None) -> ImportProgress:
    """Import a corpus and add its progress up."""
    parts = list(import_corpus(store, corpus, extractor, workers=workers))
    return ImportProgress(
        [report for part in parts for report in part.reports],
        [error for part in parts for error in part.errors],
        deaths=parts[-1].deaths,
        is_done=parts[-1].is_done,
    )


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What an import derives from the texts, in the order in which it was stored."""
    tables = ("articles", "claims", "checked", "findings", "finding_claims")
    with Store.open(path) as store:
        return {
            table: [tuple(row) for row in store.connection.execute(f"SELECT * FROM {table}")]
            for table in tables
        }


def test_the_number_of_workers_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    stores = {workers: tmp_path / f"{workers}.db" for workers in (1, 3)}
    for workers, path in stores.items():
        with Store.open(path, create=True) as store:
            assert [report.imported for report in imported(store, corpus, workers).reports] == [
                Imported.NEW
            ] * ARTICLES
    assert rows_of(stores[1]) == rows_of(stores[3])
    assert len(rows_of(stores[1])["claims"]) > 2 * ARTICLES


def test_edits_and_unchanged_articles_keep_their_order(corpus: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        imported(store, corpus, 2)
        (corpus / "3.txt").write_text(
            "Xã 3 có 9.234 hộ dân, tăng 4,5%.\nNăm 2024 đạt 43 tỷ đồng. " * 5, encoding="utf-8"
        )
        outcomes = {report.article: report.imported for report in imported(store, corpus, 2).reports}
    assert list(outcomes) == sorted(f"{number}.txt" for number in range(ARTICLES))
    assert {name for name, outcome in outcomes.items() if outcome is Imported.EDITED} == {"3.txt"}


def test_a_worker_that_dies_once_loses_nothing(corpus: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        progress = imported(store, corpus, 2, DeadlyExtractor(tmp_path / "killed"))
        assert (progress.deaths, progress.errors) == (1, [])
        assert len(progress.reports) == ARTICLES
        assert all(read_mentions(store, f"{number}.txt") for number in range(ARTICLES))


def test_an_article_that_kills_workers_is_told(corpus: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        progress = imported(store, corpus, 2, DeadlyExtractor())
        assert [str(error).partition(":")[0] for error in progress.errors] == [DEADLY]
        assert progress.deaths >= 2
        read_articles = [name for name in progress.articles if read_mentions(store, name)]
        assert len(progress.reports) == ARTICLES
        assert set(progress.articles) - set(read_articles) == {DEADLY}
        assert imported(store, corpus, 1).changed == {DEADLY}  # it is tried again
