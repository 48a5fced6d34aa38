"""CSV and TSV with a header line: an article a row. The separator is found in the header."""

from __future__ import annotations

import csv
import inspect
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TextIO

from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions, ReadPosition
from annotations.corpus.streams import open_text
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible

_SEPARATORS = ("\t", ";", "|", ",")  # a header has the separator more often than any other of these
_STATED = re.compile(r"\ufeff?\"?sep=(.)\"?[\r\n]*\Z", re.IGNORECASE)  # what Excel writes above the header
_LONGEST_CELL = 20_000_000  # code points; the module's own limit is shorter than an article may be


class _LineTooLongError(Exception):
    """A line that a decompressed file goes on with for ever, perhaps."""


def read_csv_table(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each row; a row with other cells than the header is an error with its line."""
    return articles_of_records(_records(path, options.position), path, options.columns)


def _records(path: Path, position: ReadPosition | None) -> Iterator[Record | CorpusError]:
    path_text = visible(str(path))
    csv.field_size_limit(_LONGEST_CELL)
    with open_text(path, position) as stream:
        header_line, first_line = stream.readline(_LONGEST_CELL), 1
        stated_separator = _STATED.match(header_line)
        if stated_separator:
            header_line, first_line = stream.readline(_LONGEST_CELL), 2
        separator = stated_separator[1] if stated_separator else max(_SEPARATORS, key=header_line.count)
        header = next(csv.reader([header_line], delimiter=separator), [])
        lines = _bounded_lines(stream)
        rows = csv.reader(lines, delimiter=separator)
        while True:
            row_line = rows.line_num + first_line + 1
            try:
                cells = next(rows, None)
            except _LineTooLongError:
                yield CorpusError(
                    "{path}, line {line}: longer than {most} characters; the rest of the file is left out.",
                    path=path_text, line=rows.line_num + first_line + 1, most=_LONGEST_CELL,
                )  # fmt: skip
                return
            except csv.Error:
                yield CorpusError(
                    "{path}, line {line}: this cannot be read as CSV; the line is left out.",
                    path=path_text, line=rows.line_num + first_line,
                )  # fmt: skip
                continue
            if cells is None:
                return
            if inspect.getgeneratorstate(lines) == inspect.GEN_CLOSED:  # the file ends within this row
                yield CorpusError(
                    "{path}, line {line}: a quotation mark is opened and never closed; the rest of the file is left out.",
                    path=path_text, line=row_line,
                )  # fmt: skip
                return
            if len(cells) == len(header):
                yield Record(rows.line_num + first_line, dict(zip(header, cells, strict=True)))
            elif cells:
                yield CorpusError(
                    "{path}, line {line}: {cells} cells where the header has {columns}; the row is left out.",
                    path=path_text, line=rows.line_num + first_line, cells=len(cells), columns=len(header),
                )  # fmt: skip


def _bounded_lines(stream: TextIO) -> Generator[str]:
    while line := stream.readline(_LONGEST_CELL):
        if len(line) == _LONGEST_CELL and not line.endswith("\n"):
            raise _LineTooLongError
        yield line
