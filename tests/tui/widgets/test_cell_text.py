"""Text in an exact number of cells, and text split at matches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.cell_text import fit_cells, fit_last_cells
from tui.widgets.marked_text import match_pieces

TEXTS = st.text(st.sampled_from("ab ế日👍\x1b"), max_size=20)


@given(TEXTS, st.integers(-1, 24), st.booleans())
def test_fitted_text_fills_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit_cells(text, width, right=right)) == max(0, width)
    assert cell_len(fit_last_cells(text.replace("\x1b", ""), width)) == max(0, width)


def test_long_text_ends_or_begins_with_an_ellipsis() -> None:
    assert fit_cells("một hai", 5) == "một …"
    assert fit_cells("hai", 5, right=True) == "  hai"
    assert fit_cells("\x1b[2J", 5) == "␛[2J "
    assert fit_last_cells("một hai", 5) == "… hai"


def test_pieces_say_whether_they_match() -> None:
    pieces = list(match_pieces("xã có 12 hộ", 100, [(106, 108), (107, 111), (90, 101)]))
    assert pieces == [("x", True), ("ã có ", False), ("12", True), (" hộ", True)]


def test_pieces_without_matches_are_the_text() -> None:
    assert list(match_pieces("xã", 100, [(0, 5), (200, 205)])) == [("xã", False)]
