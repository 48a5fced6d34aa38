"""Stores of earlier versions."""

from __future__ import annotations

import sqlite3
from importlib import import_module
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from annotations.store.store import KNOWN_MIGRATIONS

_TABLES = ("texts", "articles", "versions", "annotators", "tags", "claims", "decisions", "article_decisions")


def make_older_store(path: Path, template: Path, last_migration: str) -> Path:
    """Make a store with the schema up to a migration and with the rows of another store."""
    migrations = Migrations("soi")
    for name in sorted(KNOWN_MIGRATIONS):
        if name <= last_migration:
            migrations(name=name)(import_module(f"annotations.store.migrations.{name}").migrate)
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute("ATTACH DATABASE ? AS template", (str(template),))
    for table in _TABLES:
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM template.{table} ORDER BY rowid"
        )
    connection.close()
    return path
