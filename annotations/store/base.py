"""One connection to a store: opening it, bringing its schema up to date, closing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotations.errors import StoreError, UsageError
from annotations.store.connection import connect, plain_errors, transaction, write_ahead
from annotations.text import visible

if TYPE_CHECKING:
    from sqlite_utils import Database

# All there are, by name: known without loading sqlite-utils, so that a store in order opens at once.
KNOWN_MIGRATIONS = {
    "m001_first_schema",
    "m002_versions_and_placements",
    "m003_search_index",
    "m004_search_terms",
    "m005_listing",
    "m006_findings",
}


class OpenStore:
    """What every part of a store has: its path and the one connection, of the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._file = _identity(path)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, migrate: bool = True) -> Self:
        """Open the store at ``path``, bringing its schema up to date; make it first if ``create``.

        Without ``migrate`` an older store stays as it is: only to look whether it is one, or to copy it.
        Raises UsageError where there is none or none can be, StoreError where the file is no store.
        """
        store = cls(path, connect(path, create=create))
        try:
            with plain_errors(path):
                store._expect_store(create=create)
                if migrate:
                    store._migrate()
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for a part of the package that asks questions of its own."""
        with plain_errors(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within one transaction that holds the write lock.

        Raises StoreError where the file is not the one that was opened any more: SQLite would go on writing
        to a deleted file, and everything would be gone with the program.
        """
        if _identity(self.path) != self._file:
            raise StoreError(
                "The store {store} was moved, deleted or replaced while it was open; nothing was stored. Put it "
                "back, or leave and start again.",
                store=visible(str(self.path)),
            )
        with plain_errors(self.path), transaction(self._connection):
            yield self._connection

    def backup(self, to: Path) -> None:
        """Copy the store, as it is at one moment, to a file that is not there yet; others may go on writing.

        Raises UsageError where the file is there already or its folder is not.
        """
        shown = visible(str(to))
        if to.exists():
            raise UsageError("{path} is there already; name a file that is not.", path=shown)
        if not to.parent.is_dir():
            raise UsageError("The folder {path} does not exist; make it first.", path=visible(str(to.parent)))
        part = to.with_name(f".{to.name}.part")
        try:
            with plain_errors(to), closing(sqlite3.connect(part)) as target:
                self._connection.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)

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

    def _last_id(self) -> str | None:
        """The greatest id of all that was decided: the next one sorts behind it, whatever the clock says."""
        query = (
            "SELECT max(coalesce((SELECT max(id) FROM decisions), ''), "
            "coalesce((SELECT max(id) FROM article_decisions), ''))"
        )
        return self._connection.execute(query).fetchone()[0] or None

    @cached_property
    def _db(self) -> Database:
        # Imported at the first write: it takes seven times as long to load as opening the file and reading.
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self._connection, execute_plugins=False)

    def is_current(self) -> bool:
        """Tell whether the store has the schema of this version."""
        return self._applied() == KNOWN_MIGRATIONS

    def _tables(self) -> set[str]:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {row[0] for row in self._connection.execute(query)}

    def _applied(self) -> set[str]:
        if "_sqlite_migrations" not in self._tables():
            return set()
        query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'soi'"
        return {row[0] for row in self._connection.execute(query)}

    def _expect_store(self, *, create: bool) -> None:
        """Refuse what is no store, and a store of a newer version."""
        applied, shown = self._applied(), visible(str(self.path))
        if not applied and (self._tables() or not create):
            if self._tables():
                raise StoreError(
                    "{path} is an SQLite database of another program; it was left as it is. Name another file.",
                    path=shown,
                )
            raise StoreError(
                "{path} is an empty file, not a store; it was left as it is. Name another file.",
                path=shown,
            )
        if applied - KNOWN_MIGRATIONS:
            raise StoreError(
                "The store {store} was made by a newer soi; install that to open it.", store=shown
            )

    def _migrate(self) -> None:
        write_ahead(self._connection)
        applied = self._applied()
        if applied == KNOWN_MIGRATIONS:
            return
        from annotations.store.migrations.registry import MIGRATIONS  # noqa: PLC0415

        if applied:
            self._back_up_before(min(KNOWN_MIGRATIONS - applied))
        # Immediate, so that of two processes making the same store the second finds it made.
        with transaction(self._connection):
            MIGRATIONS.apply(self._db)

    def _back_up_before(self, migration: str) -> None:
        copy = self.path.with_name(f"{self.path.name}.before-{migration}")
        if not copy.exists():
            self.backup(copy)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
