"""Marks by which a ``-wal`` file is known to belong to the database beside it.

SQLite applies whatever ``-wal`` it finds beside a database. If a program was killed and somebody puts a backup in place of
the database, the log of the former file destroys the backup. Therefore the first transaction of each log stores a mark
in the database's header (``PRAGMA user_version``): a random tag, and the tag of the mark before it. The log holds the
header with the new mark; the database holds this mark, if the log was applied, or the one before it.
"""

from __future__ import annotations

import mmap
import os
import sqlite3
import struct
from pathlib import Path

HEADER_BYTES, _FRAME_HEADER = 32, 24  # before the first frame; before the page in each frame
SALTS = slice(16, 24)  # random numbers in the header that SQLite chooses when it begins the log anew
_MAGIC = (0x377F0682, 0x377F0683)
DATABASE_HEADER = 100  # bytes
_USER_VERSION = 60  # its offset in the header, which page 1 begins with


def next_mark(mark: int) -> int:
    """A mark for a new log of a database that has ``mark``, as a signed integer of 32 bits."""
    former_tag = _tag(mark)
    tag = former_tag
    while tag in (0, former_tag):
        tag = int.from_bytes(os.urandom(2), "big")
    (signed,) = struct.unpack(">i", struct.pack(">I", tag << 16 | former_tag))
    return int(signed)


def unrelated_mark() -> int:
    """A mark for a copy: no log of the database that it was copied from is taken for one of the copy."""
    return next_mark(next_mark(0))


def is_log_of(log: Path, mark: int) -> bool:
    """Whether a log can be of the database that has ``mark``: not if all its marks are of another one.

    A log without a mark is, for all that is known: an earlier version or another program wrote it.
    """
    marks = _marks(log)
    return not marks or _is_among(mark, marks)


def is_marked_log_of(log: Path, mark: int) -> bool:
    """Whether a log has marks, and one of them is ``mark`` or the next one."""
    return not is_empty(log) and _is_among(mark, _marks(log))


def _is_among(mark: int, logged_marks: set[int]) -> bool:
    return any(mark == logged or _tag(mark) == logged & 0xFFFF for logged in logged_marks)


def file_mark(path: Path) -> int | None:
    """The mark in a database itself, without its log; None where the file is no database, or just being written.

    SQLite opens and closes the file: closing it elsewhere in this process would give up the locks of the process's
    connections.
    """
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def mark_of_header(header: bytes) -> int | None:
    """The mark in the first ``DATABASE_HEADER`` bytes of a database; None where they are no header."""
    if len(header) < DATABASE_HEADER or not header.startswith(b"SQLite format 3\0"):
        return None
    return int(struct.unpack_from(">i", header, _USER_VERSION)[0])


def are_successive(mark: int, other_mark: int) -> bool:
    """Whether two marks are the same, or one of them is the next of the other."""
    return mark == other_mark or _tag(mark) == other_mark & 0xFFFF or _tag(other_mark) == mark & 0xFFFF


def has_mark(log: Path) -> bool:
    """Whether a log holds the header of the database, and with it a mark."""
    return is_empty(log) or bool(_marks(log))


def is_empty(log: Path) -> bool:
    """Whether a log has no frames: the next transaction begins it."""
    try:
        return log.stat().st_size <= HEADER_BYTES
    except OSError:
        return True


def _marks(log: Path) -> set[int]:
    """The marks of the page 1 in a log, in the frames that SQLite would apply."""
    with log.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        magic, _version, page_size = struct.unpack_from(">3I", content)
        if magic not in _MAGIC or page_size < 512:  # SQLite does not apply it either
            return set()
        salts = content[SALTS]
        frames = range(HEADER_BYTES, len(content) - _FRAME_HEADER - page_size + 1, _FRAME_HEADER + page_size)
        return {
            struct.unpack_from(">i", content, frame + _FRAME_HEADER + _USER_VERSION)[0]
            for frame in frames
            if content[frame : frame + 4] == b"\0\0\0\1" and content[frame + 8 : frame + 16] == salts
        }


def _tag(mark: int) -> int:
    return mark >> 16 & 0xFFFF
