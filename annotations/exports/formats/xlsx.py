"""Reviewed claims as a spreadsheet with typed cells (``soi[xlsx]``): text stays text, values are numbers, days are dates.

XlsxWriter writes it, not openpyxl: it writes rows as they come, and the same bytes for the same cells.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from annotations.errors import UsageError
from annotations.exports.cells import row_cells, runs_as_formula
from annotations.exports.columns import Column, ColumnType, day_of, typed_columns
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import BinaryFormat
from annotations.exports.row_source import Values
from annotations.exports.rows import COLUMNS
from annotations.extras import load_extra
from annotations.files.partial_folders import temporary_folder
from annotations.model import Kind

EXTRA = "xlsx"
_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767  # characters of a cell
_DIGITS = 15  # of a number in a cell
_EPOCH = date(1900, 3, 1)  # spreadsheets disagree on earlier days
_WIDTHS = {"title": 40, "quote": 20, "note": 30, "sentence": 60, "prefix": 20, "suffix": 20}
_NO_TIME = "2000-01-01T00:00:00Z"  # of a store without decisions
# Columns with a value, and the columns with its kind.
_VALUE_KINDS = {"value": "kind", "extracted_value": "extracted_kind"}
_ENTRY_DATE = (1980, 1, 31, 0, 0, 0)  # that XlsxWriter gives to the parts of a workbook
_CUSTOM, _CORE = "docProps/custom.xml", "docProps/core.xml"
_TIME = re.compile(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)<")


def write_xlsx(contents: ExportContents, out: BinaryIO) -> None:
    """Write a sheet of reviews and one that says where they come from.

    Raises UsageError for more rows than a sheet holds. A text that is longer than a cell holds is cut, and ends in …
    """
    xlsxwriter = load_extra("xlsxwriter", EXTRA)
    with temporary_folder() as folder:
        path = folder / "reviews.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(folder)}) as workbook:
            _set_properties(workbook, contents)
            _write_reviews(workbook, contents)
            _write_provenance(workbook, contents)
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, out)


def _write_reviews(workbook: Any, contents: ExportContents) -> None:
    sheet = workbook.add_worksheet("reviews")
    writer = _RowWriter(workbook, sheet, marks_text=contents.options.escapes_formulas is not False)
    number = 0
    for number, values in enumerate(contents.row_source.values(), start=1):
        if number == _MOST_ROWS:
            raise UsageError(
                "A spreadsheet holds {rows} rows and these are more: choose fewer with a query, or export parquet.",
                rows=_MOST_ROWS,
            )
        writer.write_row(number, values)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, number), len(COLUMNS) - 1)
    # Excel warns of text that looks like a number, which a quote such as 8.200 is on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(2, number + 1)}"})


def _set_properties(workbook: Any, contents: ExportContents) -> None:
    created = datetime.fromisoformat(contents.provenance.time or _NO_TIME)
    workbook.set_properties(
        {"title": "Reviewed claims", "created": created.astimezone(UTC).replace(tzinfo=None)}
    )
    for name, value in contents.provenance._asdict().items():
        workbook.set_custom_property(f"soi.{name}", value, "text")


class _RowWriter:
    """Writes the header, and rows with the type of each column.

    ``marks_text`` marks text that begins like a formula as text for good (the apostrophe that Excel shows, as a property of
    the cell): the text stays as it is, and no editing of the cell runs it.
    """

    def __init__(self, workbook: Any, sheet: Any, *, marks_text: bool) -> None:
        self._sheet, self._marks_text = sheet, marks_text
        self._text_mark = workbook.add_format({"quote_prefix": True})
        self._integer = workbook.add_format({"num_format": "0"})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self._time = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._writers = [self._writer_of(column) for column in typed_columns()[: len(COLUMNS)]]
        heading = workbook.add_format({"bold": True})
        for index, name in enumerate(COLUMNS):
            sheet.set_column(index, index, _WIDTHS.get(name, 14))
            sheet.write_string(0, index, name, heading)

    def write_row(self, number: int, values: Values) -> None:
        for index, (write, cell) in enumerate(zip(self._writers, row_cells(values), strict=True)):
            if cell is not None and cell != "":
                write(number, index, cell, values)

    def _writer_of(self, column: Column) -> Callable[[int, int, Any, Values], None]:
        if column.name in _VALUE_KINDS:
            return partial(self._write_value, COLUMNS.index(_VALUE_KINDS[column.name]))
        writers: dict[ColumnType, Callable[[int, int, Any, Values], None]] = {
            ColumnType.INTEGER: self._write_number,
            ColumnType.DAY: self._write_day,
            ColumnType.TIME: self._write_time,
            ColumnType.BOOLEAN: self._write_boolean,
        }
        return writers.get(column.type, self._write_text)

    def _write_text(self, row: int, column: int, cell: str, _values: Values) -> None:
        text = cell if len(cell) <= _LONGEST_TEXT else f"{cell[: _LONGEST_TEXT - 1]}…"
        is_marked = self._marks_text and runs_as_formula(text)
        self._sheet.write_string(row, column, text, self._text_mark if is_marked else None)

    def _write_number(self, row: int, column: int, cell: int, _values: Values) -> None:
        self._sheet.write_number(row, column, cell)

    def _write_boolean(self, row: int, column: int, cell: str, _values: Values) -> None:
        self._sheet.write_boolean(row, column, cell == "true")

    def _write_day(self, row: int, column: int, cell: str, values: Values) -> None:
        day = day_of(cell) if len(cell) == len("2026-11-30") else None
        if day is None or day < _EPOCH:
            self._write_text(row, column, cell, values)
        else:
            self._sheet.write_datetime(row, column, day, self._day)

    def _write_time(self, row: int, column: int, cell: str, _values: Values) -> None:
        time = datetime.fromisoformat(cell).astimezone(UTC).replace(tzinfo=None)
        self._sheet.write_datetime(row, column, time, self._time)

    def _write_value(self, kind_index: int, row: int, column: int, cell: str, values: Values) -> None:
        """A value as a number or a date where a cell holds it exactly, else as text."""
        if values[kind_index] == Kind.DATE:
            self._write_day(row, column, cell, values)
        elif values[kind_index] != Kind.TIME and (number := _exact_number(cell)) is not None:
            is_whole = number == number.to_integral_value()
            self._sheet.write_number(row, column, float(number), self._integer if is_whole else None)
        else:
            self._write_text(row, column, cell, values)


def _exact_number(value: str) -> Decimal | None:
    """A value with as many digits as a cell keeps; None for a longer one, a range or a list."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and len(number.normalize().as_tuple().digits) <= _DIGITS else None


def _write_provenance(workbook: Any, contents: ExportContents) -> None:
    sheet = workbook.add_worksheet("about")
    for number, (name, value) in enumerate(contents.provenance._asdict().items()):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, value[:_LONGEST_TEXT])


def _is_own(path: Path) -> bool:
    """Whether a workbook names soi and nobody has saved it since: a program that saves it sets the time of the change."""
    try:
        with ZipFile(path) as workbook:
            created, modified = _TIME.findall(workbook.read(_CORE))
            dates = {entry.date_time for entry in workbook.infolist()}
            is_unchanged = created == modified and dates == {_ENTRY_DATE}
            return is_unchanged and b'name="soi.tool"' in workbook.read(_CUSTOM)
    except (BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, ValueError):
        return False


FORMAT = BinaryFormat(".xlsx", write_xlsx, _is_own)
