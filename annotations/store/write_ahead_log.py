"""The write-ahead log of an open store: transactions that mark it, and moving what it holds into the file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from annotations.files.sqlite_files import side_file
from annotations.store.connection import BUSY_SECONDS, transaction
from annotations.store.log_marks import (
    HEADER_BYTES,
    SALTS,
    are_successive,
    has_mark,
    is_empty,
    is_marked_log_of,
    next_mark,
)
from annotations.store.opened_file import OpenedFile

# How long nothing is written before the log is moved into the file, and up to how many bytes: moving more would keep
# the next decision waiting.
IDLE_SECONDS, MAX_IDLE_BYTES = 1.0, 1 << 23


class WriteAheadLog:
    """The log of one connection's store."""

    def __init__(self, connection: sqlite3.Connection, database: OpenedFile) -> None:
        self._connection, self._database = connection, database
        self._file = side_file(database.real_path, "-wal")
        self._descriptor: int | None = (
            None  # of the log, once there is one: it stays as long as the connection
        )
        self._salts = b""
        # The time of the last transaction whose changes may be in the log only.
        self._last_write = None if is_empty(self._file) else monotonic()
        self._mark, self._version = self._read_mark(), self._read_version()
        self._stamp = database.stamp()

    @contextmanager
    def marked_transaction(self) -> Iterator[None]:
        """A transaction with the write lock; the first of a log stores a mark, see ``log_marks``."""
        with transaction(self._connection):
            if self._is_empty():
                self._store_mark()
            yield
        self._last_write = monotonic()
        salts = self._read_salts()
        # SQLite begins a full log anew in the middle of any transaction: only afterwards can that be seen.
        if salts != self._salts and not has_mark(self._file):
            self.mark()
        self._salts = salts

    def mark(self) -> None:
        """Store a mark, in a transaction of its own."""
        with transaction(self._connection):
            self._store_mark()

    def _store_mark(self) -> None:
        self._mark = next_mark(self._read_mark())
        self._connection.execute(f"PRAGMA user_version = {self._mark}")

    def _read_mark(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _read_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def is_file_overwritten(self) -> bool:
        """Whether another program than SQLite has written into the file, as ``cp backup.db soi.db`` does.

        Its mark is then not one of the last two that were stored. The file is only looked at when it was written, which
        SQLite does when it moves the log into it.
        """
        stamp = self._database.stamp()
        if stamp == self._stamp:
            return False
        while not self._has_own_mark():
            try:
                if (version := self._read_version()) == self._version:
                    return True
                self._version, self._mark = version, self._read_mark()  # other connections have stored since
            except (
                sqlite3.DatabaseError,
                UnicodeDecodeError,
            ):  # what SQLite reads does not fit together any more
                return True
        self._stamp = stamp
        return False

    def _has_own_mark(self) -> bool:
        mark = self._database.mark()
        # Of several marks in one log, as of programs that began it together, the file may have the one before the first.
        return mark is not None and (are_successive(mark, self._mark) or is_marked_log_of(self._file, mark))

    def checkpoint_if_idle(self) -> None:
        """Move what the log holds into the file if nothing was written for a while, and nobody works in it just now."""
        if self._last_write is None or monotonic() - self._last_write < IDLE_SECONDS:
            return
        if self._is_empty() or (
            self._file.stat().st_size <= MAX_IDLE_BYTES and self.checkpoint(busy_seconds=0)
        ):
            self._last_write = None

    def close(self) -> None:
        """Give up the descriptor of the log."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _is_empty(self) -> bool:
        if self._descriptor is None:
            return is_empty(self._file)
        return os.fstat(self._descriptor).st_size <= HEADER_BYTES

    def _read_salts(self) -> bytes:
        """The random numbers that SQLite chooses when it begins the log anew."""
        if self._descriptor is None:
            self._descriptor = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC)
        return os.pread(self._descriptor, SALTS.stop - SALTS.start, SALTS.start)

    def checkpoint(self, *, busy_seconds: float = BUSY_SECONDS) -> bool:
        """Move all that the log holds into the file, and empty the log; False where other programs keep it in use."""
        connection = self._connection
        connection.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
        try:
            (is_busy, *_counts) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            is_busy = 1
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        return not is_busy
