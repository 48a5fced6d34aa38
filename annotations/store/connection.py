"""Opening a store's file: the settings every connection has, and SQLite's errors in plain sentences."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.errors import StoreError, UsageError
from annotations.text import visible

BUSY_SECONDS = 5.0

_SENTENCES = {
    "SQLITE_NOTADB": "{path} is not a soi store (not a SQLite database); it was left as it is. "
    "Name another file with --store FILE.",
    "SQLITE_CORRUPT": "The store {path} is damaged. Copy it to a safe place, then try  "
    "sqlite3 {path} .recover  or go back to a copy.",
    "SQLITE_FULL": "The disk with {path} is full, so this was not stored; what was stored before is safe. "
    "Free some space and try again.",
    "SQLITE_BUSY": "The store {path} is locked by another program; close that and try again.",
    "SQLITE_LOCKED": "The store {path} is locked by another program; close that and try again.",
    "SQLITE_READONLY": "The store {path} cannot be written: the file or its folder is read-only. "
    "Allow writing or name a file elsewhere with --store FILE.",
    "SQLITE_CANTOPEN": "The store {path} cannot be opened or made there: check the folder and its "
    "permissions, or name a file elsewhere with --store FILE.",
    "SQLITE_PERM": "No permission to use the store {path}: allow it or name another with --store FILE.",
    "SQLITE_IOERR": "The disk failed while the store {path} was used ({detail}); what was stored before is "
    "safe. Check the disk and try again.",
}


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on the store at ``path`` into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        primary = "_".join(name.split("_")[:2])
        sentence = _SENTENCES.get(primary, "The store {path} could not be used: {detail}.")
        raise StoreError(sentence.format(path=visible(str(path)), detail=error)) from error


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the SQLite file at ``path`` with a store's settings; one connection belongs to one thread.

    Raises UsageError for a path where no store can be, StoreError where SQLite refuses it.
    """
    shown = visible(str(path))
    if path.is_dir():
        raise UsageError(f"{shown} is a folder; name a file for the store with --store FILE.")
    if not path.exists():
        if not create:
            raise UsageError(
                f"There is no store at {shown}: make one by opening a corpus with  soi CORPUS  "
                "or name another with --store FILE."
            )
        if not path.parent.is_dir():
            raise UsageError(
                f"The folder {visible(str(path.parent))} for the store does not exist; make it first."
            )
    with plain_errors(path):
        # Autocommit: transactions begin where the code says so, and begin immediate (see transaction()).
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _settings(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _settings(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        # SQLite does not wait on its own for the lock this needs when two processes make a store at once.
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the write lock at its start.

    A deferred one that reads before it writes loses the race with another writer at once, whatever the
    timeout; an immediate one waits its turn.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
