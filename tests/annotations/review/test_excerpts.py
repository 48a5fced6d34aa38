"""The context of a claim: whole words, and an ellipsis for what was cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.review.excerpts import words_before, words_behind

TEXTS = st.text("ab 2.\n", max_size=20)


def test_a_cut_word_is_left_out() -> None:
    assert words_before("022 - 2025 với ", cut=True) == "…- 2025 với "
    assert words_before(" điều kiện ", cut=True) == "…điều kiện "
    assert words_behind(" doanh nghi", cut=True) == " doanh…"


def test_a_single_cut_word_stays() -> None:
    assert words_before("dài", cut=True) == "…dài"


def test_a_text_that_was_not_cut_stays() -> None:
    assert words_before("Cả câu ", cut=False) == "Cả câu "
    assert words_behind(" cả câu.", cut=False) == " cả câu."


@given(TEXTS)
def test_the_words_next_to_the_claim_stay(text: str) -> None:
    prefix, suffix = words_before(text, cut=True), words_behind(text, cut=True)
    assert prefix.startswith("…")
    assert text.endswith(prefix[1:])
    assert suffix.endswith("…")
    assert text.startswith(suffix[:-1])
