"""A sheet of an Excel workbook (.xlsx) with a header row: an article a row."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError, UsageError
from annotations.extras import load_extra
from annotations.model import Article
from annotations.text import visible

_MOST_UNPACKED_BYTES = 500_000_000
# What openpyxl and the modules below it raise on damaged workbooks: it checks little of what it reads. SyntaxError is
# that of XML.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, SyntaxError, ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError,
    OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip


def read_workbook(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each row of the first sheet, or of the one named by ``options.table``."""
    openpyxl = load_extra("openpyxl", "xlsx")
    try:
        _expect_unpacked_size(path)
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except _DAMAGED as error:
        raise _unreadable(path) from error
    try:
        sheet = _sheet(workbook, options.table, path)
        yield from articles_of_records(_records(sheet, path), path, options.columns)
    finally:
        workbook.close()


def _expect_unpacked_size(path: Path) -> None:
    """Raise CorpusError for a workbook that unpacks to more than is read: openpyxl holds all its words in memory."""
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED_BYTES:
            raise CorpusError(
                "{path} unpacks to more than {most} MB: save it as .csv.",
                path=visible(str(path)), most=_MOST_UNPACKED_BYTES // 1_000_000,
            )  # fmt: skip


def _sheet(workbook: Any, name: str, path: Path) -> Any:
    if not name:
        return workbook.worksheets[0]
    if name not in workbook.sheetnames:
        raise UsageError(
            "{path} has no sheet {name}: it has {names}.",
            path=visible(str(path)), name=visible(name), names=visible(", ".join(workbook.sheetnames)),
        )  # fmt: skip
    return workbook[name]


def _unreadable(path: Path) -> CorpusError:
    return CorpusError(
        "{path} is no Excel workbook, is damaged or is protected by a password: save it again as .xlsx without one.",
        path=visible(str(path)),
    )


def _records(sheet: Any, path: Path) -> Iterator[Record | CorpusError]:
    """The rows of a sheet, which openpyxl reads while they are asked for; those before a damaged one are kept."""
    try:
        rows = sheet.iter_rows(values_only=True)
        header = [str(cell) if cell is not None else "" for cell in next(rows, ())]
        for number, cells in enumerate(rows, start=2):
            if any(cell is not None for cell in cells):
                cells_by_name = zip(header, cells, strict=False)
                yield Record(number, {name: _cell(cell) for name, cell in cells_by_name if name})
    except _DAMAGED:
        yield _unreadable(path)


def _cell(value: object) -> object:
    """A cell as the other tables have it: dates in ISO 8601, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
