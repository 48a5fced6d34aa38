"""The registry of import formats: which function reads the files of which suffix.

A new format is a module of this package with a function from a path and an article id to articles and errors, and
one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from annotations.corpus.formats.plain_text import read_plain_text
from annotations.errors import CorpusError
from annotations.model import Article

FormatReader = Callable[[Path, str], Iterator[Article | CorpusError]]

READERS: dict[str, FormatReader] = {
    ".txt": read_plain_text,
}


def has_reader(name: str) -> bool:
    """Whether the suffix of a file name, in any case, is registered."""
    return Path(name).suffix.lower() in READERS


def reader_for(path: Path) -> FormatReader:
    """Return the reader of a file; a single file with an unknown suffix is read as plain text."""
    return READERS.get(path.suffix.lower(), read_plain_text)
