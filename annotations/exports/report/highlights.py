"""A text with highlighted spans, cut into lines and pieces for a report; control characters become symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from annotations.text import show

Subject = TypeVar("Subject")


class Highlight(NamedTuple, Generic[Subject]):
    """A span of a text, in code points, and what it is highlighted for."""

    start: int
    end: int
    subject: Subject


class Piece(NamedTuple, Generic[Subject]):
    """A piece of one line; ``subject`` is that of its highlight, None outside of highlights.

    ``is_last`` is set on the last piece of a highlight that goes on over line breaks, and on every other piece.
    """

    text: str
    subject: Subject | None
    is_last: bool = True


def highlighted_lines(
    text: str, highlights: Iterable[Highlight[Subject]], start: int = 0, end: int | None = None
) -> Iterator[list[Piece[Subject]]]:
    """The lines of ``text[start:end]``, each as its pieces, without line breaks.

    Where highlights overlap, the part that two share belongs to the one that begins first; a highlight without a part
    of its own is left out.
    """
    display_text = show(text[start:end])
    spans = (
        Highlight(
            display_text.from_source(span_start - start), display_text.from_source(span_end - start), subject
        )
        for span_start, span_end, subject in highlights
    )
    line: list[Piece[Subject]] = []
    for piece in _pieces(display_text.text, sorted(spans, key=lambda span: (span.start, -span.end))):
        first, *further_lines = piece.text.split("\n")
        line.append(Piece(first, piece.subject, not further_lines))
        for number, line_text in enumerate(further_lines, start=1):
            yield _visible_pieces(line)
            line = [Piece(line_text, piece.subject, number == len(further_lines))]
    yield _visible_pieces(line)


def _visible_pieces(line: list[Piece[Subject]]) -> list[Piece[Subject]]:
    """The pieces without empty ones, but with the end of a highlight that ends with a line break."""
    return [piece for piece in line if piece.text or piece.subject is not None]


def _pieces(text: str, spans: Iterable[Highlight[Subject]]) -> Iterator[Piece[Subject]]:
    """The pieces of a text between and within spans, which are in order."""
    position = 0
    for span in spans:
        start, end = max(span.start, position), min(span.end, len(text))
        if start >= end:
            continue
        if start > position:
            yield Piece(text[position:start], None)
        yield Piece(text[start:end], span.subject)
        position = end
    if position < len(text):
        yield Piece(text[position:], None)
