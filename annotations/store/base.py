"""One connection to a store: opening it, bringing its schema up to date, closing it."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotations.errors import StoreError
from annotations.store.connection import connect, plain_errors, transaction
from annotations.text import visible

if TYPE_CHECKING:
    from sqlite_utils import Database

KNOWN_MIGRATIONS = {"m001_first_schema"}


class OpenStore:
    """What every part of a store has: its path and the one connection, of the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the store at ``path``, bringing its schema up to date; make it first if ``create``.

        Raises UsageError where there is none or none can be, StoreError where the file is no store.
        """
        store = cls(path, connect(path, create=create))
        try:
            with plain_errors(path):
                store._migrate()
        except BaseException:
            store.close()
            raise
        return store

    def version(self) -> int:
        """A number that is another one when another connection has written since it was last asked for."""
        with plain_errors(self.path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _db(self) -> Database:
        # Imported at the first write: it takes seven times as long to load as opening the file and reading.
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self._connection, execute_plugins=False)

    def _migrate(self) -> None:
        tables = {
            row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        applied: set[str] = set()
        if "_sqlite_migrations" in tables:
            query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'soi'"
            applied = {row[0] for row in self._connection.execute(query)}
        if tables and not applied:
            raise StoreError(
                f"{visible(str(self.path))} is an SQLite database of another program; it was left as it is. "
                "Name another file with --store FILE."
            )
        if applied == KNOWN_MIGRATIONS:
            return
        if applied - KNOWN_MIGRATIONS:
            raise StoreError(
                f"The store {visible(str(self.path))} was made by a newer soi; install that to open it."
            )
        from annotations.store.schema import MIGRATIONS  # noqa: PLC0415

        # Immediate, so that of two processes making the same store the second finds it made.
        with transaction(self._connection):
            MIGRATIONS.apply(self._db)
