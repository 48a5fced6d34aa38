"""Emoji whose width terminals do not agree on, in a form that has the same width in all of them.

Rich counts two cells for a sign with variation selector 16 (❤️, 1️⃣), and two for emoji that are joined or toned (👨‍👩‍👧,
👍🏽), as new terminals do. Others draw the first one cell wide and each part of a joined one beside the last, and so push
what follows on the line, such as a border.
"""

from __future__ import annotations

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

JOINER, SELECTOR, KEYCAP = "\u200d", "\ufe0f", "\u20e3"
TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_DISPUTED = frozenset(JOINER + SELECTOR + KEYCAP + TONES)


class PlainEmoji(LineFilter):
    """Line filter: shows the first code point of such an emoji, with a blank where it is narrower."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        """The segments with plain emoji; they fill the cells that Rich has counted."""
        if all(text.isascii() or _DISPUTED.isdisjoint(text) for text, _style, _control in segments):
            return segments  # almost every line: no copy
        return [
            segment if segment.control else Segment(plain_emoji(segment.text), segment.style)
            for segment in segments
        ]


def plain_emoji(text: str) -> str:
    """``text`` in as many cells, without joined emoji, skin tones and variation selectors."""
    return "".join(_plain(text[start:end], width) for start, end, width in split_graphemes(text)[0])


def _plain(grapheme: str, width: int) -> str:
    if _DISPUTED.isdisjoint(grapheme):
        return grapheme
    return grapheme[0] + " " * max(0, width - cell_len(grapheme[0]))
