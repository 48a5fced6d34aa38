"""Emoji whose width terminals do not agree on."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tui.styles.emoji import PlainEmoji, plain_emoji


@pytest.mark.parametrize(
    ("text", "plain_text"),
    [
        ("Yêu ❤️ quê", "Yêu ❤  quê"),
        ("Nhà 👨‍👩‍👧 vui", "Nhà 👨 vui"),
        ("Tốt 👍🏽!", "Tốt 👍!"),
        ("Số 1️⃣.", "Số 1 ."),
        ("Đạt 62,8%", "Đạt 62,8%"),
    ],
    ids=["selector", "joined", "toned", "keycap", "none"],
)
def test_emoji_keep_their_cells(text: str, plain_text: str) -> None:
    assert plain_emoji(text) == plain_text
    assert cell_len(plain_text) == cell_len(text)


def test_the_border_behind_an_emoji_stays_where_it_is() -> None:
    segments = PlainEmoji().apply([Segment("Tít ❤️ "), Segment("│")], Color(0, 0, 0))
    assert "".join(segment.text for segment in segments) == "Tít ❤  │"
