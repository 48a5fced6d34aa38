"""The words round a claim: whole ones, and an ellipsis where more stand in the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.review.excerpts import words_before, words_behind

TEXTS = st.text("ab 2.\n", max_size=20)


def test_a_word_that_is_cut_is_left_out() -> None:
    assert words_before("022 - 2025 với ", cut=True) == "…- 2025 với "
    assert words_before(" điều kiện ", cut=True) == "…điều kiện "
    assert words_behind(" doanh nghi", cut=True) == " doanh…"
    assert words_before("dài", cut=True) == "…dài", "one word alone says more than none"
    assert words_before("Cả câu ", cut=False) == "Cả câu "
    assert words_behind(" cả câu.", cut=False) == " cả câu."


@given(TEXTS)
def test_what_is_kept_is_what_stands_next_to_it(text: str) -> None:
    before, behind = words_before(text, cut=True), words_behind(text, cut=True)
    assert before.startswith("…")
    assert text.endswith(before[1:])
    assert behind.endswith("…")
    assert text.startswith(behind[:-1])
