"""The columns of the claims table: which fit into a width, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from annotations.model import Mention
from annotations.review.excerpts import words_before, words_behind
from annotations.store.row_mapping import CONTEXT
from annotations.store.table.claim_order import Column
from annotations.store.table.claim_table import ClaimRow
from annotations.text import visible
from tui.language.i18n import _, mark
from tui.language.numbers import day, figure
from tui.language.wording import SIGNS, kind_name, role_name, short_kind_name, whole

GAP = 1
# A text cell of fewer cells says nothing; wider than this it only moves the rest away.
LEAST_TEXT, MOST_TEXT = 25, 72
# What a claim measures is said in narrow tables too, if in a word; in narrower ones its text is worth more.
LEAST_WITH_KIND = 36

# What is drawn, and the part of the table whose style it has.
Piece = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Field:
    """A column as it is drawn: ``place`` is its place from the left, ``width`` in cells."""

    title: str
    column: Column
    width: int
    place: int
    right: bool = False
    whole: bool = False  # whether the unit stands with the value


SIGN = Field("", Column.VERDICT, 2, 0)
KIND = Field(mark("kind"), Column.KIND, 10, 1)
SHORT_KIND = replace(KIND, width=5)
VALUE = Field(mark("value"), Column.VALUE, 15, 2, right=True)
VALUE_WITH_UNIT = replace(VALUE, whole=True)
UNIT = Field(mark("unit"), Column.VALUE, 8, 3)
TEXT = Field(mark("text"), Column.TEXT, LEAST_TEXT, 4)
TAGS = Field(mark("tags"), Column.TAG, 12, 5)
BY = Field(mark("by"), Column.ANNOTATOR, 14, 6)
ARTICLE = Field(mark("article"), Column.ARTICLE, 12, 7)
DATE = Field(mark("date"), Column.DATE, 11, 8)

_ALWAYS = (SIGN, VALUE, TEXT)
_IF_THERE_IS_ROOM = (KIND, UNIT, ARTICLE, TAGS, BY, DATE)


@lru_cache(maxsize=32)
def fields_for(width: int) -> Sequence[tuple[Field, int]]:
    """The columns that fit into so many cells, with their widths; the text takes what is left."""
    room = width - 1 - sum(field.width + GAP for field in _ALWAYS)
    chosen = list(_ALWAYS)
    if room < KIND.width + GAP and width >= LEAST_WITH_KIND:
        chosen.append(SHORT_KIND)
        room -= SHORT_KIND.width + GAP
    for field in _IF_THERE_IS_ROOM:
        if field.width + GAP > room:
            break
        chosen.append(field)
        room -= field.width + GAP
    if UNIT not in chosen:
        chosen[chosen.index(VALUE)] = VALUE_WITH_UNIT
    more = max(0, min(room, MOST_TEXT - LEAST_TEXT))
    widths = {TEXT: max(1, TEXT.width + min(room, more)), ARTICLE: ARTICLE.width + max(0, room - more)}
    return [
        (field, widths.get(field, field.width)) for field in sorted(chosen, key=lambda field: field.place)
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
    """What is sorted by, in words."""
    return _(_COLUMN_NAMES[column])


def pieces(row: ClaimRow, field: Field, width: int, annotator: str) -> Iterator[Piece]:
    """What stands in a cell, exactly as wide as it is."""
    meant = row.corrected_mention(annotator)
    if field is SIGN:
        verdict = row.verdicts.get(annotator)
        yield SIGNS[verdict], verdict.value.replace("_", "-") if verdict else "unreviewed"
        yield "≠" if row.disputed else " ", "disputed"
    elif field is KIND:
        kind = kind_name(meant.kind) if meant.kind else role_name(meant.role)
        yield fitted(_changed(kind, meant.kind, row.claim.mention.kind), width), "kind"
    elif field is SHORT_KIND:
        kind = short_kind_name(meant.kind) if meant.kind else role_name(meant.role)
        yield fitted(kind, width), "kind"
    elif field is VALUE:
        yield fitted(_value(row, meant), width, right=True), "value"
    elif field is VALUE_WITH_UNIT:
        value, unit = _value(row, meant), _unit(row, meant)
        both = value + (f" {unit}" if unit[:1].isalpha() else unit)
        # A number of which the end is missing is another number.
        yield fitted(both if cell_len(visible(both)) <= width else value, width, right=True), "value"
    elif field is UNIT:
        yield fitted(_unit(row, meant), width), None
    elif field is TEXT:
        yield from _in_its_sentence(row, width)
    elif field is TAGS:
        yield fitted(" ".join(f"#{tag}" for tag in row.tags), width), "tag"
    elif field is BY:
        said = [f"{SIGNS[verdict]}{name}" for name, verdict in row.verdicts.items()]
        yield (
            fitted(" ".join([*(["≠"] if row.disputed else []), *said]), width),
            ("disputed" if row.disputed else "dim"),
        )
    else:
        published = day(row.published or "")
        yield fitted(published if field is DATE else row.title or row.claim.article, width), "dim"


def _changed(said: str, meant: str | None, read: str | None) -> str:
    """What a claim says for the annotator, with a sign where the extractor read something else."""
    return said if meant == read else f"→{said}"


def _value(row: ClaimRow, meant: Mention) -> str:
    value = figure(meant.value, meant.kind) if meant.value else "?"
    value += f" {whole(meant)}" if meant.of else ""
    return _changed(value, meant.value, row.claim.mention.value)


def _unit(row: ClaimRow, meant: Mention) -> str:
    unit = (meant.unit or "") + (f"/{meant.per}" if meant.per else "")
    return _changed(unit, meant.unit, row.claim.mention.unit)


def _in_its_sentence(row: ClaimRow, width: int) -> Iterator[Piece]:
    """The number with the words of its line around it, as many as there is room for."""
    claim = row.claim
    (_, begins, before), (behind, ends, _) = claim.prefix.rpartition("\n"), claim.suffix.partition("\n")
    # Of the words around only so many are in the store.
    before = visible(words_before(before, cut=not begins and claim.mention.start > len(claim.prefix)))
    behind = visible(words_behind(behind, cut=not ends and len(claim.suffix) >= CONTEXT))
    quote = fitted(visible(row.claim.mention.text), min(width, cell_len(visible(row.claim.mention.text))))
    room = width - cell_len(quote)
    left = min(cell_len(before), max(room // 2, room - cell_len(behind)))
    yield _end_of(before, left), "dim"
    yield quote, "quote"
    yield fitted(behind, room - left), "dim"


def _end_of(text: str, width: int) -> str:
    """The last cells of a text, with an ellipsis where more stands before them."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    kept = text
    while cell_len(kept) > width - 1:
        kept = kept[1:]
    return set_cell_size("…" + kept.removeprefix("…"), width)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """A text exactly so many cells wide, with an ellipsis where it is longer; what it says is made visible."""
    if width <= 0:
        return ""
    shown = visible(text)
    room = width - cell_len(shown)
    if room < 0:
        return set_cell_size(set_cell_size(shown, width - 1) + "…", width)
    return " " * room + shown if right else shown + " " * room
