"""The file of a store and its side files: which paths can be one, and side files that belong to another database."""

from __future__ import annotations

import errno
import os
import stat
from itertools import count
from pathlib import Path

from annotations.errors import StoreError, UsageError
from annotations.files.sqlite_files import SIDE_SUFFIXES, side_file
from annotations.text import visible


def expect_usable_path(path: Path, *, create: bool) -> None:
    """Raise UsageError for a path at which no store can be or, with ``create``, can be made."""
    _expect_file_name(path)
    status, shown_path = _status(path), visible(str(path))
    if status is None:
        if not create:
            raise UsageError(
                "There is no store at {path}: make one by opening a corpus with  soi CORPUS  "
                "or name another with --store FILE.",
                path=shown_path,
            )
        if not path.parent.is_dir():
            raise UsageError(
                "The folder {path} for the store does not exist; make it first.",
                path=visible(str(path.parent)),
            )
        if not os.access(
            path.parent, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids
        ):
            raise UsageError(
                "No store can be made in {path}, because it may not be written: allow it, or name a file elsewhere "
                "with --store FILE.",
                path=visible(str(path.parent)),
            )
    elif stat.S_ISDIR(status.st_mode):
        raise UsageError("{path} is a folder; name a file for the store with --store FILE.", path=shown_path)
    elif not stat.S_ISREG(status.st_mode):
        raise UsageError(
            "{path} is a pipe, a socket or a device; name a file for the store with --store FILE.",
            path=shown_path,
        )


def _expect_file_name(path: Path) -> None:
    """Raise UsageError for the names that SQLite does not take for files: what is stored there is lost or elsewhere."""
    if str(path) == ":memory:" or str(path).startswith("file:"):
        raise UsageError(
            "{name} is no name of a store, because SQLite takes it for something else than a file; if a file of that "
            "name is meant, write {path}.",
            name=visible(str(path)),
            path=visible(str(path.absolute())),
        )


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise StoreError(
            "No permission to use the store {path}: allow it or name another with --store FILE.",
            path=visible(str(path)),
        ) from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno not in (errno.ELOOP, errno.ENAMETOOLONG):
            raise
        raise UsageError(
            "{path} cannot be a file: its name is too long, has a NUL, or is a link to itself; name another with "
            "--store FILE.",
            path=visible(str(path)),
        ) from error


def set_side_files_aside(path: Path) -> None:
    """Rename the side files at a path that belong to another database, so that SQLite does not apply them to this one.

    They keep what they hold, under the name with ``.of-another-store`` behind it; what holds nothing is deleted.
    """
    for suffix in SIDE_SUFFIXES:
        found_file = side_file(path, suffix)
        if not os.path.lexists(found_file):
            continue
        if suffix == "-shm" or (not found_file.is_symlink() and found_file.stat().st_size == 0):
            found_file.unlink()
        else:
            found_file.rename(free_name(found_file.with_name(f"{found_file.name}.of-another-store")))


def free_name(path: Path) -> Path:
    """The path, or the first of ``path-2``, ``path-3``… that nothing has."""
    numbered_paths = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return path if not os.path.lexists(path) else next(p for p in numbered_paths if not os.path.lexists(p))
