"""How sources are read: the format where a name does not tell it, and the columns of tables."""

from __future__ import annotations

from typing import NamedTuple

# The source of articles that were read from standard input: no file of that name is missed later.
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
    ``source`` is stored as where the articles come from, in place of the path that is read.
    """

    format_name: str = ""
    columns: ColumnNames = ColumnNames()
    table: str = ""
    sql: str = ""
    source: str = ""


DEFAULT_OPTIONS = ReadOptions()
