"""How sources are read: the format where a name does not tell it, and the columns of tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from annotations.errors import Sentence

# The source of articles that were read from a pipe: no file of that name is missed later.
STANDARD_INPUT = "-"


class ColumnNames(NamedTuple):
    """The columns of a table that hold the parts of an article; a name that is empty is looked for among the usual ones."""

    text: str = ""
    id: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""


class ReadPosition:
    """How far the file that is being read is read, for progress; known for texts and JSON, not for databases."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._size = 0

    def follow(self, file: BinaryIO) -> None:
        """Tell from now on how far this file is read."""
        self._file, self._size = file, os.fstat(file.fileno()).st_size

    @property
    def share(self) -> float:
        """The share of the file that is read, from 0 to 1."""
        if self._file is None or not self._size:
            return 0.0
        return 1.0 if self._file.closed else self._file.tell() / self._size


class ReadOptions(NamedTuple):
    """Options for reading a source.

    ``format_name`` is a key of ``annotations.corpus.formats.FORMATS`` and overrides the ending of a file's name. ``columns``
    are those of a table. ``table`` is the sheet of a workbook or the table of a database, ``sql`` a query instead.
    ``pipes`` are the files that stand for pipes, each with the name that errors give it: the source of their articles is
    ``STANDARD_INPUT``, and the id of a text is its hash (``text_id``), as it has no name of its own. ``verifies``: whether an
    import reads files again that did not change since their articles were stored. ``position`` tells meanwhile how far a
    file is read.
    """

    format_name: str = ""
    columns: ColumnNames = ColumnNames()
    table: str = ""
    sql: str = ""
    pipes: Mapping[Path, str | Sentence] = MappingProxyType({})
    verifies: bool = False
    position: ReadPosition | None = None


DEFAULT_OPTIONS = ReadOptions()
