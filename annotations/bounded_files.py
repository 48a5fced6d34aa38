"""Reading a file that somebody else may have made: never more than a limit, and never waiting for a pipe or a device."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

from annotations.errors import Sentence, UsageError
from annotations.system_errors import FileRefusedError, reason_of
from annotations.text import brief, visible

_MEGABYTE = 1_000_000
_MOST_TOML_BYTES = _MEGABYTE


class NoRegularFileError(FileRefusedError):
    """A pipe, a device or a socket."""

    def __init__(self) -> None:
        super().__init__(Sentence("it is a pipe or a device"))


class FileTooLargeError(FileRefusedError):
    """A file with more bytes than the limit."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        limit = f"{most_bytes / _MEGABYTE:g} MB"
        super().__init__(Sentence("it has more than {limit}", limit=limit))


class ChangingFileError(FileRefusedError):
    """A file that has another size than the system says, as while it is written, or in /proc."""

    def __init__(self) -> None:
        super().__init__(Sentence("it is still being written, or has no size of its own"))


def read_bounded(path: Path, most_bytes: int) -> bytes:
    """The bytes of a regular file that has at most ``most_bytes``.

    Raises FileRefusedError for what is no regular file, is larger, or grows or shrinks while it is read; other OSErrors
    as the system does; ValueError for a path with a NUL character.
    """
    _expect_regular(path.stat(), most_bytes)  # before opening: opening some devices does something
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        status = os.fstat(descriptor)  # of what was opened: another program may have replaced the file
        _expect_regular(status, most_bytes)
        data = _read(descriptor, status.st_size + 1)
    finally:
        os.close(descriptor)
    if len(data) != status.st_size:
        raise ChangingFileError
    return data


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text and the tables of a TOML file; raises UsageError with a sentence where it cannot be read."""
    # Here and not above: most have no TOML file of their own, and loading the parser delays every start.
    import tomllib  # noqa: PLC0415

    shown_path = visible(str(path))
    try:
        text = read_bounded(path, _MOST_TOML_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            "{path} is not UTF-8 (byte {offset}): save it in UTF-8.", path=shown_path, offset=error.start
        ) from error
    except (OSError, ValueError) as error:
        raise UsageError(
            "{path} cannot be read: {reason}.", path=shown_path, reason=reason_of(error)
        ) from error
    try:
        return text, tomllib.loads(text)
    except RecursionError as error:
        raise UsageError(
            "{path} is nested too deeply: write it with fewer brackets.", path=shown_path
        ) from error
    except ValueError as error:  # a number of thousands of digits is no TOMLDecodeError
        raise UsageError(
            "{path} is not TOML: {reason}.", path=shown_path, reason=brief(str(error), 200)
        ) from error


def expect_regular(path: Path) -> None:
    """Raise as ``read_bounded`` does for what is no regular file: a library that opens a pipe would wait for it."""
    _expect_regular(path.stat(), sys.maxsize)


def _expect_regular(status: os.stat_result, most_bytes: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise NoRegularFileError
    if status.st_size > most_bytes:
        raise FileTooLargeError(most_bytes)


def _read(descriptor: int, size: int) -> bytes:
    """Read up to ``size`` bytes: the system may give fewer at once."""
    chunks = []
    while size > 0 and (chunk := os.read(descriptor, size)):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
