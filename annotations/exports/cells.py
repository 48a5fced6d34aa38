"""The fields of an export row as cells of a table: lists become text, and text that would run as a formula is quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from annotations.exports.rows import ExportRow

Cell = str | int | None
# The first characters by which a spreadsheet takes a cell for a formula; a number is none.
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d+(?:[.,]\d+)*\Z)")


def row_cells(row: ExportRow, *, escapes_formulas: bool = False) -> list[Cell]:
    """The cells of a row in the order of ``COLUMNS``.

    Tags are one cell, separated by ``;``; evidence and findings are JSON lists, empty where there is none; whether a
    claim is ambiguous is ``true`` or ``false``. With ``escapes_formulas`` text that begins like a formula gets an apostrophe before it.
    """
    cells = [_cell(name, value) for name, value in row.items()]
    return [_escaped(cell) for cell in cells] if escapes_formulas else cells


def _cell(name: str, value: object) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value) if name == "tags" else _json_cell(value)
    return value if isinstance(value, (str, int)) else None


def _escaped(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _json_cell(objects: Sequence[object]) -> str:
    return json.dumps(objects, ensure_ascii=False) if objects else ""
