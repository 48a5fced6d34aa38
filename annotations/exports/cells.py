"""The values of an export row as cells of a table: lists become text, and text that would run as a formula is quoted."""

from __future__ import annotations

import json
import re

from annotations.exports.row_source import AMBIGUOUS, EVIDENCE, FINDINGS, METADATA, TAGS, Values
from annotations.model import Article

Cell = str | int | None
# The first characters by which a spreadsheet takes a cell for a formula; a number is none.
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d+(?:[.,]\d+)*\Z)")
_EMPTY_LIST, _EMPTY_OBJECT = "[]", "{}"


def row_cells(values: Values, *, escapes_formulas: bool = False) -> list[Cell]:
    """The cells of a row in the order of ``COLUMNS``.

    Tags are one cell, separated by ``;``; evidence and findings are JSON lists, metadata is a JSON
    object, each empty where there is none; whether a
    claim is ambiguous is ``true`` or ``false``. With ``escapes_formulas`` text that begins like a formula gets an apostrophe before it.
    """
    cells = list(values)
    tags = cells[TAGS]
    cells[TAGS] = "" if tags == _EMPTY_LIST else ";".join(json.loads(tags))
    for index in (EVIDENCE, FINDINGS):
        if cells[index] == _EMPTY_LIST:
            cells[index] = ""
    if cells[METADATA] == _EMPTY_OBJECT:
        cells[METADATA] = ""
    cells[AMBIGUOUS] = "true" if cells[AMBIGUOUS] else "false"
    return [_without_formula(cell) for cell in cells] if escapes_formulas else cells


def article_cells(article: Article, text_sha256: str) -> tuple[str | None, ...]:
    """The values of a row in a table of articles, in the order of ``metadata.data_package.ARTICLE_COLUMNS``."""
    metadata = json.dumps(dict(article.metadata), ensure_ascii=False) if article.metadata else None
    return (
        article.id, article.title, article.outlet, article.author, article.published, article.url, metadata,
        article.source, text_sha256, article.text,
    )  # fmt: skip


def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet that reads a text, as from CSV, would take it for a formula."""
    return _FORMULA.match(text) is not None


def _without_formula(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and runs_as_formula(cell) else cell
