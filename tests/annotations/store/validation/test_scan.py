"""Merging forged rows: each is left out and named, and nothing of it is stored."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.model import Article, Confidence, Correction, Evidence, Kind, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.chain import HASHED_COLUMNS
from annotations.store.connection import snapshot
from annotations.store.decisions.log import read_log
from annotations.store.decisions.tags import Tag
from annotations.store.maintenance import doctor
from annotations.store.maintenance.merge import merge
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.statistics import statistics
from annotations.store.validation.scan import scan
from tests.annotations.store.fixtures import TEXT, article, mentions
from tests.annotations.store.validation.forged_rows import Forgery, forge, forgeries

EDITED = TEXT.replace("97", "98")
FORGERIES = dict(forgeries())


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a row of every kind; the rows that were stored last refer to nothing that others need."""
    return make_foreign_store(tmp_path_factory.mktemp("foreign") / "minh.db")


def make_foreign_store(path: Path) -> Path:
    with Store.open(path, create=True) as store:
        import_article(store, article(), mentions(), "1")
        decide_on(store, "hoa", "a.txt")
        import_article(store, article(text=EDITED), mentions(EDITED), "1")
        import_article(store, Article("b.txt", "/corpus/b.txt", TEXT + "."), mentions(TEXT + "."), "1")
        store.define_tag(Tag("vội", "v", "red"))
        decide_on(store, "minh", "b.txt")
    return path


def decide_on(store: Store, annotator: str, article_id: str) -> None:
    claims = [claim.id for claim in read_mentions(store, article_id)]
    store.set_seen(article_id, annotator, is_seen=True)
    store.set_article_note(article_id, annotator, "hay")
    store.set_verdicts(claims, annotator, Verdict.VERIFIED)
    store.set_tags(claims[0], annotator, ["nhanh"])
    store.set_evidence(claims[1], annotator, [Evidence("https://so.vn", "97", "2026-01-02")])
    store.set_confidence(claims[1], annotator, Confidence.LOW)
    store.undo(annotator)
    store.correct(claims[-1], annotator, Correction("48.6", kind=Kind.PERCENTAGE))


def test_a_store_that_soi_made_has_no_flaws(foreign: Path, tmp_path: Path) -> None:
    with Store.open(foreign) as store, snapshot(store.connection):
        assert scan(store.connection).flawed_rows == []
    with Store.open(tmp_path / "lan.db", create=True) as store:
        assert merge(store, foreign).flawed_rows == ()


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_forged_rows(foreign: Path, tmp_path: Path, forgery: Forgery) -> None:
    path = Path(shutil.copy(foreign, tmp_path / "minh.db"))
    rowid = forge(path, forgery)
    with Store.open(tmp_path / "lan.db", create=True) as store:
        import_article(store, article(), mentions(), "1")
        decide_on(store, "lan", "a.txt")
        report = merge(store, path)
        flawed_rows = [row for row in report.flawed_rows if (row.table, row.rowid) == (forgery.table, rowid)]
        assert [row.column for row in flawed_rows] in ([forgery.column], related_columns(forgery))
        assert list(doctor.examine(store)) == []
        assert "hoa" in {entry.review.annotator for entry in read_log(store)}, "sound rows are taken"
        statistics(store)
        store.rows()
        assert not merge(store, path).new_decisions


def related_columns(forgery: Forgery) -> list[str]:
    """The column that is named where a forged value is sound by itself and contradicts another column."""
    if forgery.table in HASHED_COLUMNS:
        return ["hash" if forgery.column != "start_shift" else "end_shift"]
    return {
        ("texts", "sha256"): ["text"],
        ("claims", "text_sha256"): ["article_id"],
        ("claims", "start_offset"): ["id"],
        ("claims", "end_offset"): ["id"],
        ("claims", "extent_start"): ["extent_end"],
    }.get((forgery.table, forgery.column), [])
