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


_INDEX_OF_THIS_SQLITE_UTILS = (
    f'CREATE UNIQUE INDEX "idx_{MIGRATIONS_TABLE}_migration_set_name"\n'
    f'    ON "{MIGRATIONS_TABLE}" ("migration_set", "name")'
)
_SEPARATOR = ";\n\n"
_JOINED = f"""
    SELECT group_concat(sql, ?) FROM (
        SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
            AND NOT (type = 'table' AND substr(sql, 1, 13) = 'CREATE TABLE '
                AND name IN ({", ".join("?" * len(_OWN_TABLES))}))
            AND NOT (type = 'index' AND sql = ?)
        ORDER BY type, name
    )
"""


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


def read_schema_text(connection: sqlite3.Connection) -> str:
    """``schema_text`` of a file as SQLite joins it: opening a store waits for it."""
    text = connection.execute(_JOINED, (_SEPARATOR, *_OWN_TABLES, _INDEX_OF_THIS_SQLITE_UTILS)).fetchone()[0]
    return f"{text}{_SEPARATOR}"


@cache
def current_schema_text() -> str:
    """The ``schema_text`` of this version."""
    return SCHEMA_FILE.read_text(encoding="utf-8")


def schema_text(objects: Iterable[SchemaObject]) -> str:
    """The statements of a schema, as in ``migrations/schema.sql``."""
    return "".join(f"{schema_object.sql}{_SEPARATOR}" for schema_object in objects)


def statements(schema: str) -> list[str]:
    """The statements of a ``schema_text``."""
    return schema.split(_SEPARATOR)[:-1]
