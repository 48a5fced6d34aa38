"""The columns of the claims table: which of them fit a width, and the text of each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rich.cells import cell_len

from annotations.model import Mention
from annotations.review.excerpts import words_before, words_behind
from annotations.store.row_mapping import CONTEXT
from annotations.store.table.claim_order import Column
from annotations.store.table.claim_table import ClaimRow
from annotations.text import visible
from tui.language.i18n import _, mark
from tui.language.numbers import format_day, format_value
from tui.language.wording import SIGNS, kind_name, role_name, short_kind_name, unit_name, whole_phrase
from tui.widgets.cell_text import fit_cells, fit_last_cells

GAP = 1  # blank cells behind each column
# A narrower text column is of no use; a wider one only moves the other columns away.
MIN_TEXT_WIDTH, MAX_TEXT_WIDTH = 25, 72
READABLE_TEXT_WIDTH = 44
# The narrowest table that keeps the kind, shortened to a word; in narrower ones the text needs the cells.
MIN_WIDTH_WITH_KIND = 38

# Text, and the name of its style in tui.styles.line_styles.CLAIMS.
Piece = tuple[str, str | None]
# Gives a cell its text: the row, its mention as the annotator corrected it, the width, the annotator.
CellText = Callable[[ClaimRow, Mention, int, str], Iterator[Piece]]


def _sign_cell(row: ClaimRow, _mention: Mention, _width: int, annotator: str) -> Iterator[Piece]:
    verdict = row.verdicts.get(annotator)
    yield SIGNS[verdict], verdict.value.replace("_", "-") if verdict else "unreviewed"
    yield "≠" if row.disputed else " ", "disputed"


def _kind_cell(row: ClaimRow, mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    kind = kind_name(mention.kind) if mention.kind else role_name(mention.role)
    yield fit_cells(_flag_correction(kind, mention.kind, row.claim.mention.kind), width), "kind"


def _short_kind_cell(_row: ClaimRow, mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    kind = short_kind_name(mention.kind) if mention.kind else role_name(mention.role)
    yield fit_cells(kind, width), "kind"


def _value_cell(row: ClaimRow, mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    yield fit_cells(_value(row, mention), width, right=True), "value"


def _value_with_unit_cell(row: ClaimRow, mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    value, unit = _value(row, mention), _unit(row, mention)
    with_unit = value + (f" {unit}" if unit[:1].isalpha() else unit)
    # A number whose end is cut off would read as another number, so the unit goes first.
    text = with_unit if cell_len(visible(with_unit)) <= width else value
    yield fit_cells(text, width, right=True), "value"


def _unit_cell(row: ClaimRow, mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    yield fit_cells(_unit(row, mention), width), None


def _text_cell(row: ClaimRow, _mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    """The number between the words of its line, as many as fit."""
    claim = row.claim
    (_, line_start, prefix), (suffix, line_end, _) = (
        claim.prefix.rpartition("\n"),
        claim.suffix.partition("\n"),
    )
    # The store keeps only so many characters of context: a word at its edge may be cut.
    prefix = visible(words_before(prefix, cut=not line_start and claim.mention.start > len(claim.prefix)))
    suffix = visible(words_behind(suffix, cut=not line_end and len(claim.suffix) >= CONTEXT))
    number = visible(claim.mention.text)
    quote = fit_cells(number, min(width, cell_len(number)))
    spare = width - cell_len(quote)
    prefix_width = min(cell_len(prefix), max(spare // 2, spare - cell_len(suffix)))
    yield fit_last_cells(prefix, prefix_width), "dim"
    yield quote, "quote"
    yield fit_cells(suffix, spare - prefix_width), "dim"


def _tags_cell(row: ClaimRow, _mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    yield fit_cells(" ".join(f"#{tag}" for tag in row.tags), width), "tag"


def _annotator_cell(row: ClaimRow, _mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    verdicts = [f"{SIGNS[verdict]}{annotator}" for annotator, verdict in row.verdicts.items()]
    text = " ".join([*(["≠"] if row.disputed else []), *verdicts])
    yield fit_cells(text, width), "disputed" if row.disputed else "dim"


def _article_cell(row: ClaimRow, _mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    yield fit_cells(row.title or row.claim.article, width), "dim"


def _date_cell(row: ClaimRow, _mention: Mention, width: int, _annotator: str) -> Iterator[Piece]:
    yield fit_cells(format_day(row.published or ""), width), "dim"


def _flag_correction(text: str, corrected: str | None, extracted: str | None) -> str:
    """``text`` with an arrow before it where the annotator corrected what the extractor read."""
    return text if corrected == extracted else f"→{text}"


def _value(row: ClaimRow, mention: Mention) -> str:
    value = format_value(mention.value, mention.kind) if mention.value else "?"
    value += f" {whole_phrase(mention)}" if mention.of else ""
    return _flag_correction(value, mention.value, row.claim.mention.value)


def _unit(row: ClaimRow, mention: Mention) -> str:
    unit = unit_name(mention.unit or "") + (f"/{mention.per}" if mention.per else "")
    return _flag_correction(unit, mention.unit, row.claim.mention.unit)


@dataclass(frozen=True, slots=True)
class Field:
    """A column on the screen: ``position`` orders the columns from the left, ``width`` is in cells."""

    title: str
    column: Column
    cell: CellText
    width: int
    position: int
    right: bool = False  # flush right


SIGN = Field("", Column.VERDICT, _sign_cell, 2, 0)
KIND = Field(mark("kind"), Column.KIND, _kind_cell, 10, 1)
SHORT_KIND = replace(KIND, width=7, cell=_short_kind_cell)
VALUE = Field(mark("value"), Column.VALUE, _value_cell, 15, 2, right=True)
VALUE_WITH_UNIT = replace(VALUE, cell=_value_with_unit_cell)
UNIT = Field(mark("unit"), Column.VALUE, _unit_cell, 8, 3)
TEXT = Field(mark("text"), Column.TEXT, _text_cell, MIN_TEXT_WIDTH, 4)
TAGS = Field(mark("tags"), Column.TAG, _tags_cell, 12, 5)
ANNOTATOR = Field(mark("by"), Column.ANNOTATOR, _annotator_cell, 14, 6)
ARTICLE = Field(mark("article"), Column.ARTICLE, _article_cell, 12, 7)
DATE = Field(mark("date"), Column.DATE, _date_cell, 11, 8)

_REQUIRED_FIELDS = (SIGN, VALUE, TEXT)
_OPTIONAL_FIELDS = (KIND, UNIT, ARTICLE, TAGS, ANNOTATOR, DATE)


@lru_cache(maxsize=32)
def fields_for(width: int) -> Sequence[tuple[Field, int]]:
    """The columns that fit a table of ``width`` cells, each with its width; the text column gets the spare cells."""
    spare = width - 1 - sum(field.width + GAP for field in _REQUIRED_FIELDS)
    fields = list(_REQUIRED_FIELDS)
    if spare < KIND.width + GAP and width >= MIN_WIDTH_WITH_KIND:
        fields.append(SHORT_KIND)
        spare -= SHORT_KIND.width + GAP
    for field in _OPTIONAL_FIELDS:
        # Tags, people and dates are often empty or alike: the text gets cells before they do.
        text_growth_first = 0 if field in (KIND, UNIT, ARTICLE) else READABLE_TEXT_WIDTH - MIN_TEXT_WIDTH
        if field.width + GAP + text_growth_first > spare:
            break
        fields.append(field)
        spare -= field.width + GAP
    if UNIT not in fields:
        fields[fields.index(VALUE)] = VALUE_WITH_UNIT
    text_growth = max(0, min(spare, MAX_TEXT_WIDTH - MIN_TEXT_WIDTH))
    widths = {
        TEXT: max(1, TEXT.width + min(spare, text_growth)),
        ARTICLE: ARTICLE.width + max(0, spare - text_growth),
    }
    return [
        (field, widths.get(field, field.width)) for field in sorted(fields, key=lambda field: field.position)
    ]


_COLUMN_NAMES = {
    Column.ARTICLE: mark("article"),
    Column.KIND: mark("kind"),
    Column.VALUE: mark("value"),
    Column.TEXT: mark("text"),
    Column.VERDICT: mark("verdict"),
    Column.TAG: mark("tag"),
    Column.ANNOTATOR: mark("annotator"),
    Column.DATE: mark("date"),
}


def column_name(column: Column) -> str:
    """The name of a column that the table can be sorted by, in the language in use."""
    return _(_COLUMN_NAMES[column])


def cell_pieces(row: ClaimRow, field: Field, width: int, annotator: str) -> Iterator[Piece]:
    """The styled text of a cell, exactly ``width`` cells wide, with the annotator's corrections."""
    return field.cell(row, row.corrected_mention(annotator), width, annotator)
