"""Texts cut into lines and pieces with highlights."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.exports.report.highlights import Highlight, Piece, highlighted_lines
from annotations.text import show


def lines(text: str, *highlights: tuple[int, int, str]) -> list[list[Piece[str]]]:
    return list(highlighted_lines(text, [Highlight(*highlight) for highlight in highlights]))


def test_overlapping_highlights_share_nothing() -> None:
    assert lines("0123456789", (2, 6, "a"), (4, 8, "b"), (5, 6, "c")) == [
        [Piece("01", None), Piece("2345", "a"), Piece("67", "b"), Piece("89", None)]
    ]


def test_a_highlight_over_a_line_break_ends_once() -> None:
    assert lines("ab\ncd", (1, 4, "a")) == [
        [Piece("a", None), Piece("b", "a", is_last=False)],
        [Piece("c", "a"), Piece("d", None)],
    ]


def test_offsets_are_those_of_the_stored_text() -> None:
    decomposed = "Ty\u0309 62,8%"
    start = decomposed.index("62")
    assert lines(decomposed, (start, start + 5, "a"))[0][-1] == Piece("62,8%", "a")


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=6),
)
def test_nothing_of_a_text_is_lost(text: str, spans: list[list[int]]) -> None:
    highlights = [Highlight(min(start, len(text)), min(end, len(text)), "a") for start, end in spans]
    pieces = highlighted_lines(text, highlights)
    assert "\n".join("".join(piece.text for piece in line) for line in pieces) == show(text).text
