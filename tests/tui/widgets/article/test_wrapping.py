"""Wrapping: lines make up the text, fit the width, and do not depend on the steps."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotations.text import show
from tui.widgets.article.wrapping import Wrapping

TEXTS = st.text(st.sampled_from("ab ếà \n,.日本😀👍🏽\u0301\u200d") | st.characters(), max_size=200)


@given(TEXTS, st.integers(2, 30))
def test_lines_make_up_the_text(text: str, width: int) -> None:
    display_text = show(text).text
    wrapping = Wrapping(display_text, width)
    assert (
        "".join(display_text[a:b] for a, b in zip(wrapping.starts, wrapping.starts[1:], strict=False))
        == display_text
    )
    for y in range(len(wrapping)):
        start, end = wrapping.line(y)
        assert not display_text[end : wrapping.starts[y + 1]].strip(" \n")
        assert all(wrapping.line_of(offset) == y for offset in range(start, wrapping.starts[y + 1]))


@given(TEXTS, st.integers(2, 30))
def test_lines_fit(text: str, width: int) -> None:
    display_text = show(text).text
    wrapping = Wrapping(display_text, width)
    for y in range(len(wrapping)):
        start, end = wrapping.line(y)
        assert cell_len(display_text[start:end]) <= width


def test_lines_are_as_full_as_can_be_where_characters_are_wide() -> None:
    text = "日本 日本 日本 một hai ba 日本\nbốn 日"
    wrapping = Wrapping(text, 10)
    lines = [text[slice(*wrapping.line(y))] for y in range(len(wrapping))]
    assert lines == ["日本 日本", "日本 một", "hai ba", "日本", "bốn 日"]


def test_partial_layout_equals_whole_layout() -> None:
    text = "Xã An Phú có 628 hộ dân, 日本.\n" * 20_000 + "Hết."
    complete, piecemeal = Wrapping(text, 20), Wrapping(text, 20, complete=False)
    assert not piecemeal.is_complete
    assert 0 < len(piecemeal) < len(complete)
    assert piecemeal.starts == complete.starts[: len(piecemeal) + 1], "where the first lines end is known"
    middle = len(text) // 2
    assert piecemeal.line_of(middle) == complete.line_of(middle)
    assert not piecemeal.is_complete
    assert piecemeal.line_of(len(text)) == len(complete) - 1
    assert (piecemeal.is_complete, piecemeal.starts) == (True, complete.starts)
    piecemeal.wrap_more()
    assert piecemeal.starts == complete.starts, "there is no more"


def test_words_stay_whole_and_long_ones_are_cut() -> None:
    text = "một hai ba\n\ndichvucongtructuyen xong"
    wrapping = Wrapping(text, 8)
    lines = [text[slice(*wrapping.line(y))] for y in range(len(wrapping))]
    assert lines == ["một hai", "ba", "", "dichvuco", "ngtructu", "yen xong"]


def test_one_emoji_in_ten_megabytes_costs_one_line() -> None:
    text = "Xã An Phú có 628 hộ dân. " * 200_000
    start = time.perf_counter()
    plain = Wrapping(text, 80)
    mixed = Wrapping(f"{text}👨‍👩‍👧 {text}", 80)
    assert time.perf_counter() - start < 5
    assert list(mixed.starts[: len(plain) - 1]) == list(plain.starts[: len(plain) - 1])
    assert all(mixed.starts[y] < mixed.starts[y + 1] <= mixed.starts[y] + 81 for y in range(len(mixed)))
