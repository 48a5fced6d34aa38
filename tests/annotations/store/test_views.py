"""The views of a store, for Datasette and SQLite's shell: the names of an export, and values as corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotations.exports.rows import COLUMNS
from annotations.store import Store
from annotations.store.migrations.registry import MIGRATIONS
from tests.annotations.exports.newsroom import ARTICLE, newsroom

VIEWS = {
    "current_claims",
    "reviewed_claims",
    "disputed_claims",
    "contradicted_claims",
    "orphans",
    "article_reviews",
    "assigned",
    "settled_claims",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def viewed(store: Store, view: str) -> list[dict[str, object]]:
    """The rows of a view as any other program reads them: without the functions of the store's connection."""
    store.connection.execute("PRAGMA wal_checkpoint")
    connection = sqlite3.connect(store.path)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(f"SELECT * FROM {view}")]
    finally:
        connection.close()


def test_every_view_can_be_read_and_has_the_names_of_an_export(store: Store) -> None:
    views = {row[0] for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert views == VIEWS
    for view in VIEWS:
        names = {row[1] for row in store.connection.execute(f"PRAGMA table_info({view})")}
        assert names & {"claim", "article"}
        assert not names & {"id", "claim_id", "article_id", "start_offset", "whole"}
        viewed(store, view)


def test_a_current_claim_has_its_newest_correction(store: Store) -> None:
    money, percentage, *_ = viewed(store, "current_claims")
    assert (money["quote"], money["value"], money["number"]) == ("101 tỷ", "100000000000", 1e11)
    assert (money["extracted_value"], money["modifier"]) == ("101000000000", "almost")
    assert (percentage["value"], percentage["number"]) == ("62.8", 62.8)
    assert {*money} - {*COLUMNS} == {"number"}
    store.undo("minh")
    store.undo("minh")
    store.undo("minh")
    assert viewed(store, "current_claims")[0]["value"] == "101000000000"


def test_a_reviewed_claim_has_the_value_of_its_annotator(store: Store) -> None:
    values = {
        row["annotator"]: row["value"] for row in viewed(store, "reviewed_claims") if row["kind"] == "money"
    }
    assert values == {"lan": "101000000000", "minh": "100000000000"}


def test_a_disputed_claim_names_its_verdicts(store: Store) -> None:
    (disputed,) = viewed(store, "disputed_claims")
    assert (disputed["article"], disputed["quote"]) == (ARTICLE.id, "101 tỷ")
    assert disputed["verdicts"] == '{"lan":"verified","minh":"refuted"}'


def test_a_store_of_an_earlier_version_gets_the_views(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    MIGRATIONS.apply(Database(connection), stop_before="m009_views")
    assert "claim" not in {row[1] for row in connection.execute("PRAGMA table_info(reviewed_claims)")}
    connection.close()
    with Store.open(path) as opened:
        assert viewed(opened, "reviewed_claims") == []
        names = {row[1] for row in opened.connection.execute("PRAGMA table_info(reviewed_claims)")}
    assert names >= {"claim", "value", "extracted_value", "number"}
