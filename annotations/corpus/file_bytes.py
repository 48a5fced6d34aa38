"""The bytes of a file that is one article: bounded, and decompressed by its ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotations.bounded_files import FileTooLargeError, read_bounded
from annotations.corpus.file_errors import file_errors
from annotations.corpus.streams import is_compressed, open_bytes


def read_file_bytes(path: Path, most_bytes: int) -> bytes:
    """Return the content of a regular file that has at most ``most_bytes``; raises CorpusError where it cannot be read."""
    with file_errors(path):
        if not is_compressed(path.name):
            return read_bounded(path, most_bytes)
        with open_bytes(path) as stream:
            content = _read(stream.read, most_bytes + 1)
        if len(content) > most_bytes:
            raise FileTooLargeError(most_bytes)
        return content


def _read(read: Callable[[int], bytes], most_bytes: int) -> bytes:
    """The first bytes of a stream, which may give fewer at once than are asked for."""
    pieces, size = list[bytes](), 0
    while size < most_bytes and (piece := read(most_bytes - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
