"""Copying a store while other programs write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.store.connection import plain_errors
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store


def back_up(store: Store, target: Path) -> None:
    """Copy a store, as it is at one moment, to a file that does not exist yet.

    The copy is written beside the target and renamed when it is whole. Raises UsageError where the target exists or
    its folder does not.
    """
    if target.exists():
        raise UsageError("{path} is there already; name a file that is not.", path=visible(str(target)))
    if not target.parent.is_dir():
        raise UsageError("The folder {path} does not exist; make it first.", path=visible(str(target.parent)))
    part = target.with_name(f".{target.name}.part")
    try:
        with plain_errors(target), closing(sqlite3.connect(part)) as copy:
            store.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, with no -wal beside it
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
