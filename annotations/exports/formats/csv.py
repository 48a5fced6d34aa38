"""Reviewed claims as CSV: RFC 4180 but for a single line feed after each row, UTF-8, with a header line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TextIO

from annotations.exports.cells import row_cells
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.rows import COLUMNS, are_export_columns

_LINE_END = "\r\n"


class LineFeeds:
    """A stream for ``csv.writer`` that ends each row in a line feed alone.

    The writer quotes a carriage return in a cell only where the rows end in one. It writes each row in one call.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, row: str) -> int:
        return self._out.write(row.removesuffix(_LINE_END) + "\n")


def write_csv(contents: ExportContents, out: TextIO, delimiter: str = ",") -> None:
    """Write one row a review; tags are one cell, separated by ``;``, evidence and findings are JSON lists."""
    escapes_formulas = bool(contents.options.escapes_formulas)
    writer = csv.writer(LineFeeds(out), delimiter=delimiter, lineterminator=_LINE_END)
    writer.writerow(COLUMNS)
    values = contents.row_source.values()
    writer.writerows(row_cells(row, escapes_formulas=escapes_formulas) for row in values)


def is_own_csv(path: Path, delimiter: str = ",") -> bool:
    """Whether a file begins with the header of this or an earlier version's export."""
    header = first_line(path).removeprefix(b"\xef\xbb\xbf")
    return are_export_columns(header.decode("utf-8", "replace").split(delimiter))


FORMAT = TextFormat(".csv", write_csv, is_own_csv, takes_bom=True)
