"""How sources are read: the format where a name does not tell it, and the columns of tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

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


class ReadOptions(NamedTuple):
    """Options for reading a source.

    ``format_name`` is a key of ``annotations.corpus.formats.FORMATS`` and overrides the ending of a file's name. ``columns``
    are those of a table. ``table`` is the sheet of a workbook or the table of a database, ``sql`` a query instead.
    ``pipes`` are the files that stand for pipes, each with the name that errors give it: the source of their articles is
    ``STANDARD_INPUT``, and the id of a text is its hash (``text_id``), as it has no name of its own. ``verifies``: whether an
    import reads files again that did not change since their articles were stored.
    """

    format_name: str = ""
    columns: ColumnNames = ColumnNames()
    table: str = ""
    sql: str = ""
    pipes: Mapping[Path, str | Sentence] = MappingProxyType({})
    verifies: bool = False


DEFAULT_OPTIONS = ReadOptions()
