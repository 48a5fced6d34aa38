"""The objects of a store's schema: tables, views, indexes and triggers.

``migrations/schema.sql`` is the schema of this version; a test compares it with the migrations.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

SCHEMA_FILE = Path(__file__).with_name("migrations") / "schema.sql"
MIGRATIONS_TABLE = "_sqlite_migrations"
# Tables that SQLite makes by itself: statistics, and the shadow tables of the full-text indexes.
_OWN_TABLES = {
    MIGRATIONS_TABLE,
    *(f"sqlite_{name}" for name in ("sequence", "stat1", "stat4")),
    *(
        f"{index}_{name}"
        for index in ("search_index", "search_titles")
        for name in ("data", "idx", "content", "docsize", "config")
    ),
}

# sqlite-utils makes it; columns only, as an expression would be evaluated.
_INDEX_OF_MIGRATIONS = re.compile(
    rf"CREATE UNIQUE INDEX \S+\s+ON \S?{MIGRATIONS_TABLE}\S?\s*\([\s,\w\[\]\"]+\)", re.ASCII
)

_SEPARATOR = ";\n\n"


class SchemaObject(NamedTuple):
    """A row of sqlite_master: a table, view, index or trigger with its statement."""

    kind: str
    name: str
    sql: str | None

    @property
    def is_made_by_sqlite(self) -> bool:
        """Whether SQLite makes the object for one of soi's, with a statement that depends on its version."""
        if self.kind == "index":
            is_automatic = self.sql is None and self.name.startswith("sqlite_autoindex_")
            return is_automatic or _INDEX_OF_MIGRATIONS.fullmatch(self.sql or "") is not None
        is_plain_table = self.kind == "table" and (self.sql or "").startswith("CREATE TABLE ")
        return is_plain_table and self.name in _OWN_TABLES


def read_schema(connection: sqlite3.Connection) -> list[SchemaObject]:
    """The objects of a file by kind and name, without those that SQLite makes by itself."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    objects = (SchemaObject(str(row[0]), str(row[1]), row[2]) for row in rows)
    return [schema_object for schema_object in objects if not schema_object.is_made_by_sqlite]


def has_current_schema(connection: sqlite3.Connection) -> bool:
    """Whether a file has exactly the schema of this version: opening a store waits for it."""
    cursor = connection.cursor()
    cursor.row_factory = None
    current_statements = _current_statements()
    # Unordered: SQLite would copy all statements to sort them.
    rows = cursor.execute("SELECT sql, type, name FROM sqlite_master").fetchall()
    unknown_rows = [row for row in rows if row[0] not in current_statements]
    return (
        len(rows) - len(unknown_rows) == len(current_statements)
        and current_statements.issubset([row[0] for row in rows])
        and all(SchemaObject(str(kind), str(name), sql).is_made_by_sqlite for sql, kind, name in unknown_rows)
    )


@cache
def current_schema_text() -> str:
    """The ``schema_text`` of this version."""
    return SCHEMA_FILE.read_text(encoding="utf-8")


@cache
def _current_statements() -> frozenset[str]:
    return frozenset(statements(current_schema_text()))


def schema_text(objects: Iterable[SchemaObject]) -> str:
    """The statements of a schema, as in ``migrations/schema.sql``."""
    return "".join(f"{schema_object.sql}{_SEPARATOR}" for schema_object in objects)


def statements(schema: str) -> list[str]:
    """The statements of a ``schema_text``."""
    return schema.split(_SEPARATOR)[:-1]
