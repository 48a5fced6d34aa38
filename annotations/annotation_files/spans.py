"""An annotated span as a file has it, and where it is in the text of the store's article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from annotations.errors import CorpusError
from annotations.offsets import OffsetTable, OffsetUnit
from annotations.text import brief, visible

_TRIED_UNITS = (OffsetUnit.CODEPOINTS, OffsetUnit.UTF16, OffsetUnit.UTF8)
_LONGEST_QUOTE = 60  # code points of a text that an error shows


class AnnotatedSpan(NamedTuple):
    """A span that somebody has annotated, in the words of its file.

    ``place`` is the file and line for error messages. ``start`` and ``end`` are None where the file gives only a quote;
    they count ``unit``. ``text`` is the article's text where the file carries it. ``fields`` has those of an export's row
    (``docs/exports.md``) that the file states; one that it does not state is missing.
    """

    place: str
    article: str | None
    annotator: str | None
    start: int | None
    end: int | None
    unit: OffsetUnit = OffsetUnit.CODEPOINTS
    quote: str | None = None
    text: str | None = None
    fields: Mapping[str, Any] = MappingProxyType({})


class LocatedSpan(NamedTuple):
    """An annotated span with its offsets in code points of an article's text."""

    span: AnnotatedSpan
    start: int
    end: int


def locate_spans(
    text: str, spans: Sequence[AnnotatedSpan], unit: OffsetUnit | None = None
) -> list[LocatedSpan | CorpusError]:
    """Where the spans of one article are in its text; an error for each that cannot be placed.

    Without ``unit`` the unit of the format is tried first, then code points, UTF-16 units and bytes of UTF-8, and the first
    in which every quote stands at its offsets is taken. Where none fits, a span goes where its quote stands with the words
    around it, if that is one place; no other span is placed.
    """
    units = [unit] if unit else list(dict.fromkeys([spans[0].unit, *_TRIED_UNITS]))
    placements = [_placed_in(text, spans, candidate) for candidate in units]
    for placed in placements:
        if all(location is not None for location in placed):
            return [location for location in placed if location is not None]
    return [location or _by_quote(text, span) for span, location in zip(spans, placements[0], strict=True)]


def _placed_in(text: str, spans: Sequence[AnnotatedSpan], unit: OffsetUnit) -> list[LocatedSpan | None]:
    table = OffsetTable(text, unit)
    return [_at_offsets(text, span, table) for span in spans]


def _at_offsets(text: str, span: AnnotatedSpan, table: OffsetTable) -> LocatedSpan | None:
    """The span at its own offsets; None where its words are not there, or nothing says which words they are."""
    if span.start is None or span.end is None:
        return None
    start, end = table.to_code_points(span.start), table.to_code_points(span.end)
    if start is None or end is None or start >= end:
        return None
    is_there = text == span.text if span.quote is None else text[start:end] == span.quote
    return LocatedSpan(span, start, end) if is_there else None


def _by_quote(text: str, span: AnnotatedSpan) -> LocatedSpan | CorpusError:
    if span.quote:
        prefix, suffix = str(span.fields.get("prefix") or ""), str(span.fields.get("suffix") or "")
        for head, tail in ((prefix, suffix), (prefix, ""), ("", suffix), ("", "")):
            words = head + span.quote + tail
            if text.count(words) == 1:
                start = text.index(words) + len(head)
                return LocatedSpan(span, start, start + len(span.quote))
    return _misplaced(text, span)


def _misplaced(text: str, span: AnnotatedSpan) -> CorpusError:
    if span.start is None or span.end is None:
        return CorpusError(
            "{place}: “{quote}” does not stand in the article, or in several places; the row was left out.",
            place=span.place, quote=_excerpt(span.quote or ""),
        )  # fmt: skip
    return CorpusError(
        "{place}: at {start} to {end} the article says “{words}”, the file “{quote}”; the row was left out. Say with "
        "--offsets what the file counts, or import the text that was annotated.",
        place=span.place, start=span.start, end=span.end,
        words=_excerpt(text[max(0, span.start) : max(0, span.end)]), quote=_excerpt(span.quote or ""),
    )  # fmt: skip


def _excerpt(words: str) -> str:
    return visible(brief(words, _LONGEST_QUOTE))
