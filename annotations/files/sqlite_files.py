"""Telling SQLite's files from others, and one file from another."""

from __future__ import annotations

import stat
from pathlib import Path

SIDE_SUFFIXES = ("-wal", "-shm", "-journal")
_MAGIC = b"SQLite format 3\0"
STORE_ID = 0x736F6931  # "soi1", the application id in the header of a store


def file_identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of the file that a path leads to, or None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def side_file(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside a database: ``suffix`` is one of ``SIDE_SUFFIXES``."""
    return path.with_name(path.name + suffix)


def is_store(path: Path) -> bool:
    """Whether a file is a store of soi, by the header of SQLite's file format and the application's id in it."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except (OSError, ValueError):
        return False
    return header.startswith(_MAGIC) and header[68:72] == STORE_ID.to_bytes(4, "big")


def belongs_to_database(path: Path, opened: Path | None = None) -> bool:
    """Whether a path is an SQLite database or the name of a side file of one, whether or not that file exists.

    Links, hard links too, count as the file itself. ``opened`` is the database that this process has open: it is not
    read, because closing a file gives up all locks that the process has on it.
    """
    return is_part_of(path, opened) or any(map(_is_database, _databases(path)))


def is_part_of(path: Path, database: Path | None) -> bool:
    """Whether a path leads to a database or to one of its side files, or is the name of a side file; reads nothing."""
    if database is None:
        return False
    own_files = [database, *(side_file(database, suffix) for suffix in SIDE_SUFFIXES)]
    return bool(
        {file_identity(name) for name in _databases(path)}
        & {file_identity(file) for file in own_files} - {None}
    )


def _databases(path: Path) -> list[Path]:
    """The path and, where its name is that of a side file, the path of its database."""
    suffix = next((suffix for suffix in SIDE_SUFFIXES if path.name.endswith(suffix)), None)
    return [path] if suffix is None else [path, path.with_name(path.name.removesuffix(suffix))]


def _is_database(path: Path) -> bool:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
