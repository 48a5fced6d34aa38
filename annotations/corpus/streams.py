"""Opening a file that may be compressed, as a stream of bytes or text."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from annotations.corpus.options import ReadPosition
from annotations.corpus.vietnamese_encodings import decode_certain, wide_encoding
from annotations.errors import CorpusError
from annotations.extras import load_extra
from annotations.text import visible

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE = 1 << 16  # bytes by which an encoding is told
_MOST_BYTES_OF_OTHERS = 200_000_000  # of a file that is not UTF-8, which is decoded at once
_MOST_DAMAGED = 0.1  # share of damaged characters among those that are not ASCII
_MOST_EXPANSION = 100  # what a file of text and blanks hardly reaches
_LEAST_BOUND = 100_000_000  # bytes that any file may unpack to
# What a module raises on damaged data beside EOFError, OSError and ValueError, and where that is defined.
_ERRORS = {
    "gzip": ("zlib", "error"),
    "lzma": ("lzma", "LZMAError"),
    "backports.zstd": ("backports.zstd", "ZstdError"),
}
# The endings of compressed files, and the module that reads each.
_MODULES = {
    ".gz": "gzip", ".tgz": "gzip", ".bz2": "bz2", ".tbz2": "bz2", ".xz": "lzma", ".txz": "lzma", ".zst": "backports.zstd",
}  # fmt: skip
_COMPRESSED_TAR = (".tgz", ".tbz2", ".txz")


def without_compression(name: str) -> str:
    """The name of a file without the ending of its compression."""
    path = Path(name)
    if path.suffix.lower() in _COMPRESSED_TAR:
        return f"{path.stem}.tar"
    return path.stem if is_compressed(name) else name


def is_compressed(name: str) -> bool:
    """Whether a file of that name is compressed."""
    return Path(name).suffix.lower() in _MODULES


@contextmanager
def open_bytes(path: Path, position: ReadPosition | None = None) -> Iterator[BinaryIO]:
    """The content of a file, decompressed by its ending; ``position`` follows how far it is read.

    Raises CorpusError where it cannot be read.
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            if position:
                position.follow(file)
            yield file if suffix not in _MODULES else _decompressed(file, suffix)
    except _damage_errors(suffix) as error:
        raise CorpusError(
            "{path} cannot be read to its end ({reason}): copy it again from its source.",
            path=visible(str(path)),
            reason=visible(str(error)),
        ) from error


@contextmanager
def open_text(path: Path, position: ReadPosition | None = None) -> Iterator[TextIO]:
    """The content of a file as text, with its line ends as they are.

    It is UTF-8, in which bytes of something else become surrogates (``surrogateescape``); UTF-16, or windows-1258 where
    that is certain. Raises CorpusError for other encodings.
    """
    with open_bytes(path, position) as stream:
        buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE)
        sample = buffered.peek(_SAMPLE)[:_SAMPLE]
        if encoding := wide_encoding(sample):
            yield io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="")
        elif _is_utf8(sample):
            yield io.TextIOWrapper(buffered, encoding="utf-8-sig", errors="surrogateescape", newline="")
        else:
            yield io.StringIO(
                _decode_other(buffered.read(_MOST_BYTES_OF_OTHERS), visible(str(path))), newline=""
            )


def _is_utf8(sample: bytes) -> bool:
    """Whether bytes are UTF-8; the last character may be incomplete."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _decode_other(data: bytes, path_text: str) -> str:
    """Decode windows-1258, or UTF-8 that is damaged here and there."""
    if decoded := decode_certain(data):
        return decoded.text
    text = data.decode("utf-8-sig", "surrogateescape")
    damaged = sum("\udc80" <= char <= "\udcff" for char in text)
    if damaged > _MOST_DAMAGED * sum(not char.isascii() for char in text):
        raise CorpusError(
            "{path} is not UTF-8: convert it, for example with  iconv -f WINDOWS-1258 -t UTF-8.",
            path=path_text,
        )
    return text


@contextmanager
def open_utf8_bytes(path: Path, position: ReadPosition | None = None) -> Iterator[BinaryIO]:
    """The content of a file as bytes of UTF-8; UTF-16 that begins with its mark is recoded."""
    with open_bytes(path, position) as stream:
        buffered = io.BufferedReader(cast(io.RawIOBase, stream))
        if buffered.peek(2)[:2] in _UTF16:
            yield cast(BinaryIO, io.BufferedReader(_RecodedBytes(buffered)))
        else:
            yield buffered


def _decompressed(file: BinaryIO, suffix: str) -> BinaryIO:
    size = os.fstat(file.fileno()).st_size
    most_bytes = max(_LEAST_BOUND, size * _MOST_EXPANSION)
    module = load_extra("backports.zstd", "zstd") if suffix == ".zst" else import_module(_MODULES[suffix])
    return cast(BinaryIO, _BoundedBytes(module.open(file), most_bytes, visible(str(file.name))))


def _damage_errors(suffix: str) -> tuple[type[Exception], ...]:
    """What reading a damaged file raises; the module of its compression has an error of its own once it is loaded."""
    module, name = _ERRORS.get(_MODULES.get(suffix, ""), ("", ""))
    error = getattr(sys.modules.get(module), name, OSError)
    return (EOFError, OSError, ValueError, error)


class _RecodedBytes(io.RawIOBase):
    """A stream of UTF-16 as UTF-8; what is not UTF-16 becomes a replacement character."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream, self._recoded = stream, b""
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")

    def readable(self) -> bool:
        """True: it is only read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer with the next bytes; 0 at the end."""
        view = memoryview(buffer)
        while not self._recoded:
            chunk = self._stream.read(len(view))
            self._recoded = self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        content, self._recoded = self._recoded[: len(view)], self._recoded[len(view) :]
        view[: len(content)] = content
        return len(content)


class _BoundedBytes(io.RawIOBase):
    """A decompressed stream that raises CorpusError beyond a bound: few bytes may unpack to many gigabytes."""

    def __init__(self, stream: BinaryIO, most_bytes: int, path: str) -> None:
        super().__init__()
        self._stream, self._most_bytes, self._path, self._bytes = stream, most_bytes, path, 0

    def readable(self) -> bool:
        """True: it is only read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer with the next bytes; 0 at the end."""
        view = memoryview(buffer)
        content = self._stream.read(len(view))
        view[: len(content)] = content
        self._bytes += len(content)
        if self._bytes > self._most_bytes:
            raise CorpusError(
                "{path} unpacks to more than {most} MB, a hundred times its size: if that is right, unpack it "
                "yourself and read what comes out.",
                path=self._path, most=self._most_bytes // 1_000_000,
            )  # fmt: skip
        return len(content)
