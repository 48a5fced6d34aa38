"""The schema of a new store, made at once: running every migration takes five times as long, and loads sqlite-utils.

A test compares such a store with one that the migrations make.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from annotations.files.sqlite_files import STORE_ID
from annotations.store.schema import MIGRATIONS_TABLE, current_schema_text, statements

# An object is made behind those that it is about.
_KINDS = ("TABLE", "VIRTUAL", "INDEX", "UNIQUE", "VIEW", "TRIGGER")
# As sqlite-utils makes it.
_MIGRATIONS = f"""
CREATE TABLE "{MIGRATIONS_TABLE}" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx_{MIGRATIONS_TABLE}_migration_set_name"
    ON "{MIGRATIONS_TABLE}" ("migration_set", "name")
"""
# How FTS5 makes the index of the words, see m004_search_terms.
_SEARCH_SETTINGS = {"hashsize": 16_000_000, "automerge": 8}


def make_schema(connection: sqlite3.Connection, migrations: Iterable[str]) -> None:
    """Make the current schema in an empty file, which counts as made by these migrations, within a transaction."""
    connection.execute(f"PRAGMA application_id = {STORE_ID}")
    for statement in sorted(statements(current_schema_text()), key=_place):
        connection.execute(statement)
    for setting, value in _SEARCH_SETTINGS.items():
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES (?, ?)", (setting, value))
    for statement in _MIGRATIONS.split(";"):
        connection.execute(statement.strip())
    applied_at = str(datetime.now(UTC))
    connection.executemany(
        f"INSERT INTO {MIGRATIONS_TABLE} (migration_set, name, applied_at) VALUES ('soi', ?, ?)",
        [(name, applied_at) for name in sorted(migrations)],
    )


def _place(statement: str) -> int:
    kind = statement.split(maxsplit=2)[1]
    return _KINDS.index(kind)
