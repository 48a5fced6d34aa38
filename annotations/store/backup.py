"""Copying a store while other programs write to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.files.partial_files import partial_file, place_new, sweep
from annotations.files.sqlite_files import belongs_to_database
from annotations.store.connection import full_disk_errors, plain_errors
from annotations.store.log_marks import unrelated_mark
from annotations.text import visible

# Of a copy that is worked on for a while and then deleted: the store itself may be read-only.
WORKING_COPY = 0o600

if TYPE_CHECKING:
    from annotations.store.store import Store


def back_up(store: Store, target: Path, *, permissions: int | None = None) -> None:
    """Copy a store, as it is at one moment, to a file that does not exist yet.

    ``permissions`` are the bits of the copy's mode; without them it has those of the store. The copy gets its name when it is whole, and is on disk when this returns. Raises UsageError where the target
    exists, belongs to a store, or cannot be made in its folder.
    """
    shown_path = visible(str(target))
    if os.path.lexists(target):
        raise UsageError("{path} is there already; name a file that is not.", path=shown_path)
    if not target.parent.is_dir():
        raise UsageError("The folder {path} does not exist; make it first.", path=visible(str(target.parent)))
    if belongs_to_database(target, store.path):
        raise UsageError(
            "{path} is a store or belongs to one, so it was left as it is; name another file.",
            path=shown_path,
        )
    sweep(target.parent)
    try:
        with full_disk_errors(target):
            _copy(store.connection, target, store.file.permissions if permissions is None else permissions)
    except FileExistsError as error:  # made by another program meanwhile
        raise UsageError("{path} is there already; name a file that is not.", path=shown_path) from error
    except PermissionError as error:
        raise UsageError(
            "{path} cannot be written: no permission; name a file elsewhere.", path=shown_path
        ) from error


def copy_file(path: Path, target: Path, permissions: int) -> None:
    """Copy the database in a file, without its log; raises FileExistsError where the target exists."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        _copy(connection, target, permissions)


def _copy(source: sqlite3.Connection, target: Path, permissions: int) -> None:
    with partial_file(target, 0o600) as part:
        with plain_errors(target), closing(sqlite3.connect(part.path)) as copy:
            # Nothing to roll back, and synced as a whole: a copy that fails is deleted.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, with no -wal beside it
            copy.execute(f"PRAGMA user_version = {unrelated_mark()}")
        os.fchmod(part.descriptor, permissions)
        place_new(part, target)
