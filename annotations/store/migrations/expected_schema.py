"""The schema that migrations make, found by running them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from importlib import import_module

from sqlite_utils import Database

from annotations.store.schema import SchemaObject, read_schema


def expected_schema(migrations: Collection[str]) -> list[SchemaObject]:
    """The objects of a store to which the migrations of these names were applied."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        database = Database(connection, execute_plugins=False)
        for name in sorted(migrations):
            import_module(f"annotations.store.migrations.{name}").migrate(database)
        return read_schema(connection)
