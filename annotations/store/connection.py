"""Connections to a store's file: settings, transactions, and SQLite's errors as StoreError."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.errors import Sentence, StoreError
from annotations.files.partial_files import FULL_DISK_ERRORS, is_disk_full
from annotations.text import visible

BUSY_SECONDS = 5.0
MAX_ROW_BYTES = 512 << 20  # of a row or a value: the longest text that is imported, and more
POLL_SECONDS = 0.005
# SQLite's errors that may come from a disk without room, beside SQLITE_FULL.
_MAY_BE_FULL = ("SQLITE_IOERR", "SQLITE_CANTOPEN")

_SENTENCES = {
    "SQLITE_NOTADB": Sentence(
        "{path} is not a soi store (not a SQLite database); it was left as it is. Name another file."
    ),
    "SQLITE_CORRUPT": Sentence(
        "The store {path} is damaged. Copy it to a safe place, then try  "
        "sqlite3 {quoted} .recover  or go back to a copy."
    ),
    "SQLITE_FULL": Sentence(
        "The disk with {path} is full, so this was not stored; what was stored before is safe. "
        "Free some space and try again."
    ),
    "SQLITE_CONSTRAINT": Sentence(
        "The store {path} does not have what this is about any more ({detail}); open the article again."
    ),
    "SQLITE_BUSY": Sentence("The store {path} is locked by another program; close that and try again."),
    "SQLITE_LOCKED": Sentence("The store {path} is locked by another program; close that and try again."),
    "SQLITE_READONLY": Sentence(
        "The store {path} cannot be written: the file or its folder is read-only. "
        "Allow writing or name a file elsewhere with --store FILE."
    ),
    "SQLITE_CANTOPEN": Sentence(
        "The store {path} cannot be opened or made there: check the folder and its "
        "permissions, or name a file elsewhere with --store FILE."
    ),
    "SQLITE_PERM": Sentence(
        "No permission to use the store {path}: allow it or name another with --store FILE."
    ),
    "SQLITE_IOERR": Sentence(
        "The disk failed while the store {path} was used ({detail}); what was stored before is "
        "safe. Check the disk and try again."
    ),
}

_OTHERWISE = Sentence(
    "The store {path} could not be used ({detail}); run  soi doctor  to see what is wrong with it."
)


def quoted(path: Path) -> str:
    """A path quoted for a shell command, safe to show."""
    import shlex  # noqa: PLC0415 (only for an error)

    return visible(shlex.quote(str(path)))


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on the store at ``path`` into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        primary = "_".join(name.split("_")[:2])
        if primary in _MAY_BE_FULL and is_disk_full(path.parent):
            primary = "SQLITE_FULL"
        sentence = _SENTENCES.get(primary, _OTHERWISE)
        raise StoreError(
            sentence.template, path=visible(str(path)), quoted=quoted(path), detail=visible(str(error))
        ) from error
    except UnicodeDecodeError as error:
        # SQLite's message quotes the damaged bytes of a schema, which Python fails to decode.
        template = _SENTENCES["SQLITE_CORRUPT"].template
        raise StoreError(template, path=visible(str(path)), quoted=quoted(path)) from error


@contextmanager
def full_disk_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors of a full disk, in a block that writes the file at ``path``, into a StoreError."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL_DISK_ERRORS:
            raise
        raise store_error("SQLITE_FULL", path) from error


def store_error(name: str, path: Path) -> StoreError:
    """The error on the store at ``path`` that stands for a primary error of SQLite."""
    return StoreError(_SENTENCES[name].template, path=visible(str(path)))


def connected(address: str, *, is_uri: bool = False, is_exclusive: bool = False) -> sqlite3.Connection:
    """A connection with a store's settings; one connection belongs to one thread.

    With ``is_exclusive`` SQLite keeps the index of the write-ahead log in memory, not in a -shm file.
    """
    # Autocommit: transactions begin where the code says so, and begin immediate (see transaction()).
    connection = sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, uri=is_uri)
    try:
        if is_exclusive:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _settings(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _settings(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    _distrust(connection)
    connection.execute(
        "SELECT count(*) FROM sqlite_master"
    )  # SQLite reads the file only with the first query


def _distrust(connection: sqlite3.Connection) -> None:
    """Settings for a file that anybody may have made: https://sqlite.org/security.html."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_ROW_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


@contextmanager
def trusted_schema(connection: sqlite3.Connection) -> Iterator[None]:
    """Trust the schema for a block that migrates it, after it was compared with what soi makes."""
    connection.execute("PRAGMA trusted_schema = ON")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, False)
    try:
        yield
    finally:
        _distrust(connection)


def write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a store's file to WAL mode, in which readers and a writer do not wait for each other."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        # SQLite's busy timeout does not cover this lock, which two processes that make a store both want.
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return  # a reader needs no WAL mode; a write would report the error
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction with the write lock; wait as long as other writers commit.

    SQLite serves waiting writers in no order and looks for the lock ever more seldom: a writer in slices would hardly
    ever be overtaken. The lock is looked for every ``POLL_SECONDS`` instead. Only if data_version did not change during
    ``BUSY_SECONDS``, the holder of the lock hangs, and the error is raised.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        if _has_begun(connection):
            return
        last_version, deadline = _data_version(connection), time.monotonic() + BUSY_SECONDS
        while not _has_begun(connection, is_last_try=time.monotonic() > deadline):
            time.sleep(POLL_SECONDS)
            if time.monotonic() > deadline and (version := _data_version(connection)) != last_version:
                last_version, deadline = version, time.monotonic() + BUSY_SECONDS
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


def _data_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _has_begun(connection: sqlite3.Connection, *, is_last_try: bool = False) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or is_last_try:
            raise
        return False
    return True


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that takes the write lock at its start (BEGIN IMMEDIATE).

    A deferred transaction that reads before it writes fails at once if another connection wrote meanwhile, whatever the
    timeout; an immediate one waits.
    """
    _begin(connection)
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that only reads: all its queries see the store as it was at the first one.

    Temporary tables may be written; other writers do not wait for it.
    """
    connection.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        if connection.in_transaction:  # an interrupted statement may have ended it
            connection.execute("COMMIT")
