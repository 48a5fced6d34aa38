"""Keeping what is stored when the file of an open store is moved, replaced or deleted."""

from __future__ import annotations

import ctypes
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.store.backup import back_up, copy_file
from annotations.store.connection import plain_errors, quoted
from annotations.store.store_files import free_name
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store


def secure(store: Store) -> StoreError:
    """Move all that is stored into the file that is open, wherever it is; gives the error that tells where.

    A file that was deleted, also by another that took its name, is copied to a new file. The side files that are left at
    the path are deleted: SQLite would apply them to the file that is there now. Raises StoreError where the disk fails.
    """
    if store.file.is_in_place():
        return _secure_overwritten(store)
    with plain_errors(store.path):
        store.log.checkpoint()
        place = store.file.whereabouts()
        error = (
            _deleted_error(store.path, _kept_copy(store))
            if place is None
            else _moved_error(store.path, place)
        )
        store.file.unlink_side_files()
    return error


def _secure_overwritten(store: Store) -> StoreError:
    """Keep what was decided since the store was opened; leave the file that was written over it as it is.

    What was in the file before is lost. The log is deleted and the connection never closed: SQLite would write the log
    of the former file into the new one.
    """
    store.is_overwritten = True
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(store.connection))  # Python would close it at its end
    store.file.unlink_former_side_files()
    # The connection's lock keeps others from using the new file. Closing any descriptor gives up the process's locks.
    with store.file.real_path.open("rb"):
        pass
    if not len(store.session):
        return StoreError(
            "The store {store} was overwritten while it was open; it is left as it is now. Leave and start again.",
            store=visible(str(store.path)),
        )
    copy = free_name(store.path.with_name(f"{store.path.name}.kept"))
    with plain_errors(store.path):
        copy_file(store.file.real_path, copy, store.file.permissions)
        with type(store).open(copy) as kept_store, kept_store.write_transaction() as connection:
            store.session.insert_into(connection)
    return StoreError(
        "The store {store} was overwritten while it was open. What was decided here since it was opened is kept in {copy}, "
        "with what is in the store now; nothing more is stored. Leave and start again;  soi merge {quoted}  takes it into "
        "a store.",
        store=visible(str(store.path)),
        copy=visible(str(copy)),
        quoted=quoted(copy),
    )


def _kept_copy(store: Store) -> Path:
    if store.file.kept_copy is not None:
        return store.file.kept_copy
    folder = store.path.parent if store.path.parent.is_dir() else Path(tempfile.gettempdir())
    copy = free_name(folder / f"{store.path.name}.kept")
    back_up(store, copy)
    store.file.kept_copy = copy
    return copy


def _moved_error(path: Path, place: Path) -> StoreError:
    return StoreError(
        "The store {store} was moved to {place} while it was open. Everything stored so far is there; nothing more is "
        "stored. Move it back, or leave and start again with  --store {quoted}.",
        store=visible(str(path)),
        place=visible(str(place)),
        quoted=quoted(place),
    )


def _deleted_error(path: Path, copy: Path) -> StoreError:
    return StoreError(
        "The store {store} was deleted or replaced while it was open. Everything stored so far is kept in {copy}; "
        "nothing more is stored. Leave and start again;  soi merge {quoted}  takes it into a store.",
        store=visible(str(path)),
        copy=visible(str(copy)),
        quoted=quoted(copy),
    )
