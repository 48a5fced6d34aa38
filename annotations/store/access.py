"""Opening the file of a store for writing or, where it cannot be written, for reading without writing beside it."""

from __future__ import annotations

import os
import sqlite3
from enum import Enum, auto
from pathlib import Path

from annotations.errors import StoreError
from annotations.files.partial_files import is_disk_full, partial_file, replace_target
from annotations.files.sqlite_files import side_file
from annotations.store.connection import connected, store_error
from annotations.store.log_marks import file_mark, is_empty, is_log_of
from annotations.store.opened_file import OPENING, OpenedFile, is_open_here, sole_use
from annotations.store.store_files import set_side_files_aside
from annotations.text import visible


class Access(Enum):
    """Whether a store can be written and, if not, why."""

    WRITING = auto()
    READ_ONLY = auto()
    DISK_FULL = auto()


def open_file(path: Path, *, read_only: bool = False) -> tuple[sqlite3.Connection, Access, OpenedFile]:
    """A connection to the existing file at ``path``, what can be done with it, and the file; raises SQLite's errors.

    A file that cannot be written, or in a folder that cannot, is read without a copy: nothing is written beside it. With
    ``read_only`` SQLite refuses every write to a file that could be written.
    """
    real_path = Path(os.path.realpath(path))
    with OPENING:
        connection, access = _connection(path, real_path, read_only=read_only)
        return connection, access, OpenedFile(path, real_path)


def _connection(path: Path, real_path: Path, *, read_only: bool) -> tuple[sqlite3.Connection, Access]:
    if not (os.access(real_path, os.W_OK) and os.access(real_path.parent, os.W_OK | os.X_OK)):
        return _reading_connection(real_path), Access.READ_ONLY
    _clear_side_files(real_path)
    if read_only:
        # Not immutable: others may write meanwhile.
        return connected(f"{real_path.as_uri()}?mode=ro", is_uri=True), Access.READ_ONLY
    try:
        return connected(str(path.absolute())), Access.WRITING
    except sqlite3.OperationalError:
        if not is_disk_full(real_path.parent):
            raise
    _clear_side_files(real_path)  # those that SQLite could not fill
    return _reading_connection(real_path), Access.DISK_FULL


def access_error(access: Access, path: Path) -> StoreError:
    """The error of writing to a store that was opened with this access."""
    return store_error("SQLITE_FULL" if access is Access.DISK_FULL else "SQLITE_READONLY", path)


def _reading_connection(path: Path) -> sqlite3.Connection:
    """A connection that makes no file: SQLite would make a -shm that the writers might not be able to write."""
    address, log = path.as_uri(), side_file(path, "-wal")
    if (is_empty(log) and not side_file(path, "-shm").exists()) or not _has_own_log(path):
        return connected(f"{address}?mode=ro&immutable=1", is_uri=True)
    if side_file(path, "-shm").exists():  # a program may be writing: with its -shm SQLite reads beside it
        try:
            return connected(f"{address}?mode=ro", is_uri=True)
        except sqlite3.OperationalError:
            if is_empty(log):
                return connected(f"{address}?mode=ro&immutable=1", is_uri=True)
    return connected(f"{address}?mode=ro&vfs=unix-none", is_uri=True, is_exclusive=True)


def _has_own_log(path: Path) -> bool:
    """Whether the write-ahead log beside a database is its own, or empty."""
    log = side_file(path, "-wal")
    if is_empty(log):
        return True
    mark = file_mark(path)
    return mark is None or is_log_of(log, mark)  # opening what is no database says so


def _clear_side_files(path: Path) -> None:
    """Make side files harmless that no program uses with the file at ``path``.

    They are left by a program that was killed, by another user, or by a program whose store was at this path before and
    is elsewhere now. A -shm is deleted, because SQLite makes it from the log; a log of another file is set aside.
    """
    log, index = side_file(path, "-wal"), side_file(path, "-shm")
    if not (index.exists() or log.exists()) or is_open_here(path):
        return
    with sole_use(path) as is_sole:
        if not is_sole:
            _expect_own_log(path)
            return
        if is_empty(log):
            log.unlink(missing_ok=True)
        elif not _has_own_log(path):
            set_side_files_aside(path)
        elif not os.access(log, os.W_OK):
            _copy_for_this_user(log)
        index.unlink(missing_ok=True)


def _expect_own_log(path: Path) -> None:
    """Raise StoreError where another program has in use a log of what the file held before it was overwritten."""
    if not _has_own_log(path):
        raise StoreError(
            "{path} was overwritten while another program has the store open; leave that program, then start again.",
            path=visible(str(path)),
        )


def _copy_for_this_user(log: Path) -> None:
    """Replace a log that another user left, and that only they can write, by a copy."""
    with partial_file(log) as part, log.open("rb") as stream:
        while block := stream.read(1 << 20):
            os.write(part.descriptor, block)
        replace_target(part, log)
