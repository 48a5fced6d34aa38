"""The database for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.exports.row_source import JSON_COLUMNS
from annotations.exports.rows import COLUMNS
from annotations.store import Store
from annotations.store.export import export, export_rows
from tests.annotations.exports.newsroom import ARTICLE, TEXT, newsroom


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def test_the_tables_hold_the_rows(store: Store, tmp_path: Path) -> None:
    export(store, "sqlite", tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as database:
        database.row_factory = sqlite3.Row
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        query = "SELECT * FROM reviews JOIN articles USING (article) ORDER BY reviews.start, annotator"
        rows = database.execute(query).fetchall()
        for read, row in zip(rows, export_rows(store), strict=True):
            assert read["text"] == TEXT
            for name in COLUMNS:
                value = json.loads(read[name]) if name in JSON_COLUMNS else read[name]
                assert value == row[name]  # type: ignore[literal-required]
        assert [row["number"] for row in rows] == [101e9, 100e9, 62.8, 62.8]
        claims = database.execute("SELECT article, extracted_value FROM claims").fetchall()
        assert {tuple(claim) for claim in claims} == {(ARTICLE.id, "101000000000"), (ARTICLE.id, "62.8")}
        types = {row[0] for row in database.execute("SELECT type FROM sqlite_master")}
        assert types == {"table", "index"}
        keys = {row[2] for row in database.execute("PRAGMA foreign_key_list(reviews)")}
        assert keys == {"articles", "claims", "annotators"}


def test_a_database_that_was_changed_since_is_left_alone(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.db"
    export(store, "sqlite", path)
    assert FORMATS.is_export(path)
    export(store, "sqlite", path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE mine (id)")
    for overwrite in (False, True):
        with pytest.raises(UsageError, match="is a store or belongs to one"):
            export(store, "sqlite", path, overwrite=overwrite)
    assert not FORMATS.is_export(store.path)
