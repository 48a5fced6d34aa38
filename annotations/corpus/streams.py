"""Opening a file that may be compressed, as a stream of bytes or text."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from annotations.errors import CorpusError
from annotations.extras import load_extra
from annotations.text import visible

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The endings of compressed files, and the module that reads each.
_MODULES = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma", ".zst": "backports.zstd"}


def without_compression(name: str) -> str:
    """The name of a file without the ending of its compression."""
    path = Path(name)
    return path.stem if path.suffix.lower() in _MODULES else name


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The content of a file, decompressed by its ending. Raises CorpusError where it cannot be read."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            yield file if suffix not in _MODULES else _decompressed(file, suffix)
    except (EOFError, OSError, ValueError) as error:
        raise CorpusError(
            "{path} cannot be read to its end ({reason}): copy it again from its source.",
            path=visible(str(path)),
            reason=visible(str(error)),
        ) from error


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """The content of a file as text in UTF-8, or in UTF-16 if it begins with its mark; line ends as they are."""
    with open_bytes(path) as stream:
        buffered = io.BufferedReader(cast(io.RawIOBase, stream))
        encoding = "utf-16" if buffered.peek(2)[:2] in _UTF16 else "utf-8-sig"
        try:
            yield io.TextIOWrapper(buffered, encoding=encoding, newline="")
        except UnicodeDecodeError as error:
            raise CorpusError(
                "{path} is not UTF-8: convert it, for example with  iconv -f WINDOWS-1258 -t UTF-8.",
                path=visible(str(path)),
            ) from error


def _decompressed(file: BinaryIO, suffix: str) -> BinaryIO:
    module = load_extra("backports.zstd", "zstd") if suffix == ".zst" else import_module(_MODULES[suffix])
    return cast(BinaryIO, module.open(file))
