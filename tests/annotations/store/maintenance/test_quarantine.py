"""A store that an older version has let break opens again, with everything good in force."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.clock import utc_now
from annotations.store.decisions.log import read_log
from annotations.store.maintenance import doctor
from annotations.store.maintenance.merge import merge
from annotations.store.maintenance.quarantine import quarantine
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from annotations.store.queries.statistics import statistics
from tests.annotations.store.fixtures import filled
from tests.annotations.store.older_stores import make_older_store
from tests.annotations.store.validation.forged_rows import GREATEST_ID, Forgery, forge, forgeries
from tests.annotations.store.validation.test_scan import make_foreign_store

FORGERIES = dict(list(forgeries())[:: int(os.environ.get("SOI_FORGERIES_STEP", "5"))])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_foreign_store(tmp_path_factory.mktemp("template") / "minh.db")


def problems(store: Store) -> list[str]:
    return [str(problem.description) for problem in doctor.examine(store)]


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_quarantined(template: Path, tmp_path: Path, forgery: Forgery) -> None:
    path = Path(shutil.copy(template, tmp_path / "minh.db"))
    forge(path, forgery)
    with Store.open(path) as store:
        assert problems(store)
        quarantine(store)
        assert problems(store) == []
        assert "hoa" in {entry.review.annotator for entry in read_log(store)}
        statistics(store)
        store.rows()
        claim = read_mentions(store, "a.txt")[0].id
        assert store.set_verdict(claim, "lan", Verdict.REFUTED).decision
        assert quarantine(store) == []
    with filled(tmp_path / "lan.db") as store:
        assert merge(store, path).flawed_rows == ()


def test_moved_rows_are_logged(template: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(template, tmp_path / "minh.db"))
    rowid = forge(path, Forgery("decisions", "decided_at", "'hôm qua'"))
    with Store.open(path) as store:
        (quarantined,) = quarantine(store)
        row = store.connection.execute("SELECT * FROM quarantine").fetchone()
    assert (row["table_name"], row["row_id"], row["flaw"], row["column_name"]) == (
        "decisions", quarantined.id, "date", "decided_at",
    )  # fmt: skip
    assert json.loads(row["contents"])["decided_at"] == "hôm qua"
    assert rowid == quarantined.rowid


def test_what_came_behind_a_poisoned_id_counts(store: Store, tmp_path: Path) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    insert = (
        "INSERT INTO decisions (id, step, claim_id, annotator, verdict, tags, note, decided_at) "
        "VALUES (?1, ?1, ?2, 'lan', ?3, '[]', '', ?4)"
    )
    for decision, verdict, time in (
        (GREATEST_ID, Verdict.REFUTED, "2026-01-01T00:00:00.000Z"),
        (
            "00000000-0000-7000-8000-000000000000",
            Verdict.UNVERIFIABLE,
            f"{utc_now()[:-1]}9Z",
        ),  # behind the first
    ):
        store.connection.execute(insert, (decision, claim, verdict, time))
    path = make_older_store(tmp_path / "old.db", store.path, "m006_findings")
    with Store.open(path) as old_store:
        quarantine(old_store)
        assert [review.verdict for review in read_reviews(old_store, "a.txt")] == [Verdict.UNVERIFIABLE]
        assert problems(old_store) == []
        assert [entry.review.verdict for entry in read_log(old_store)][-1] == Verdict.UNVERIFIABLE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "last_migration", ["m002_versions_and_placements", "m006_findings", "m007_misdated_ids"]
)
def test_older(template: Path, tmp_path: Path, last_migration: str) -> None:
    """A broken store of an older version is migrated, so that doctor can look at it."""
    for number, forgery in enumerate(list(FORGERIES.values())[::25]):
        if forgery.column in {"previous", "hash"}:
            continue
        path = make_older_store(tmp_path / f"old{number}.db", template, last_migration)
        forge(path, forgery)
        with Store.open(path) as store:
            quarantine(store)
            assert problems(store) == []
