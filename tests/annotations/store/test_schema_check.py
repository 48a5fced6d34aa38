"""A store whose schema another program has changed is refused with a sentence; what SQLite makes is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.store import Store
from annotations.store.connection import MAX_ROW_BYTES
from annotations.store.maintenance.merge import merge
from tests.annotations.store.fixtures import filled
from tests.annotations.store.older_stores import make_older_store

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
FOREIGN_SCHEMAS = {
    "trigger": (
        "CREATE TRIGGER steal AFTER INSERT ON decisions BEGIN DELETE FROM places; END",
        "trigger steal",
    ),
    "temp_named": ("CREATE TRIGGER sqlite AFTER INSERT ON texts BEGIN SELECT 1; END", "trigger sqlite"),
    "view": ("CREATE VIEW mine AS SELECT 1", "view mine"),
    "table": ("CREATE TABLE notes (x)", "table notes"),
    "virtual_table": ("CREATE VIRTUAL TABLE notes USING fts5 (x)", "table notes"),
    "index": ("CREATE INDEX slow ON claims (abs(start_offset))", "index slow"),
    "index_of_migrations": (
        "CREATE INDEX slow ON _sqlite_migrations (upper(name))",
        "index slow",
    ),
    "column": ("ALTER TABLE claims ADD COLUMN x BLOB AS (zeroblob(1000000000))", "table claims"),
    "check": ("ALTER TABLE tags ADD COLUMN x INT CHECK (x > 0)", "table tags"),
    "endless_view": (f"DROP VIEW disputed_claims; CREATE VIEW disputed_claims AS {ENDLESS} x FROM n", "view"),
    "endless_reviews": (
        f"DROP VIEW orphans; CREATE VIEW orphans AS {ENDLESS} x AS claim_id, '' AS article_id FROM n",
        "view orphans",
    ),
    "lost_trigger": ("DROP TRIGGER decisions_are_never_changed", "trigger decisions_are_never_changed"),
    "lost_index": ("DROP INDEX claims_by_unit", "index claims_by_unit"),
    "escape": ('CREATE VIEW "a\x1b[2J" AS SELECT 1', "view a␛[2J"),
}
FOREIGN = pytest.mark.parametrize(("statements", "words"), FOREIGN_SCHEMAS.values(), ids=FOREIGN_SCHEMAS)


def change_schema(path: Path, statements: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(statements)
    connection.close()


@FOREIGN
def test_a_foreign_schema_is_refused(tmp_path: Path, statements: str, words: str) -> None:
    filled(tmp_path / "soi.db").close()
    change_schema(tmp_path / "soi.db", statements)
    with pytest.raises(StoreError, match="Another program has changed") as caught:
        Store.open(tmp_path / "soi.db")
    assert words in str(caught.value)
    with filled(tmp_path / "lan.db") as store, pytest.raises(StoreError, match="Another program has changed"):
        merge(store, tmp_path / "soi.db")


@FOREIGN
def test_a_foreign_older_schema_is_refused(tmp_path: Path, statements: str, words: str) -> None:
    filled(tmp_path / "soi.db").close()
    path = make_older_store(tmp_path / "old.db", tmp_path / "soi.db", "m006_findings")
    change_schema(path, statements)
    with pytest.raises(StoreError, match="Another program has changed"):
        Store.open(path)
    assert not list(tmp_path.glob("*.before-*"))


def test_what_sqlite_makes_is_no_foreign_schema(tmp_path: Path) -> None:
    filled(tmp_path / "soi.db").close()
    change_schema(tmp_path / "soi.db", "ANALYZE")
    Store.open(tmp_path / "soi.db").close()
    change_schema(tmp_path / "soi.db", "VACUUM")
    Store.open(tmp_path / "soi.db").close()


def test_a_schema_with_another_layout_is_the_same(tmp_path: Path) -> None:
    """Versions of SQLite write an added column with other blanks."""
    filled(tmp_path / "soi.db").close()
    sql = "CREATE   TABLE\nannotators (name TEXT PRIMARY KEY CHECK (name <> '')) STRICT"
    change_schema(
        tmp_path / "soi.db",
        "PRAGMA writable_schema = ON; "
        f"UPDATE sqlite_master SET sql = '{sql.replace(chr(39), chr(39) * 2)}' WHERE name = 'annotators'",
    )
    Store.open(tmp_path / "soi.db").close()


def test_a_row_that_is_too_large_is_an_error_of_the_store(tmp_path: Path) -> None:
    with filled(tmp_path / "soi.db") as store:
        store.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
        assert store.connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) < MAX_ROW_BYTES
        with pytest.raises(StoreError, match="too big"), store.read_access() as connection:
            connection.execute("SELECT zeroblob(1000001)").fetchone()
