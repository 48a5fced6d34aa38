"""Offsets of a text in other units than code points: UTF-16 units, UTF-8 bytes and grapheme clusters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from enum import StrEnum
from itertools import accumulate


class OffsetUnit(StrEnum):
    """What a format counts: the units that it gives to the characters of a text."""

    CODEPOINTS = "codepoints"
    UTF16 = "utf16"
    UTF8 = "utf8"
    GRAPHEMES = "graphemes"


_JOINER = "\u200d"


def _utf16_width(_former: str, character: str) -> int:
    return 2 if ord(character) > 0xFFFF else 1


def _utf8_width(_former: str, character: str) -> int:
    return len(character.encode("utf-8", "surrogatepass"))


def _grapheme_width(former: str, character: str) -> int:
    """0 for a character that belongs to the cluster before it: a combining mark, a variation selector, a joined emoji."""
    is_joined = _JOINER in (former, character) or (former == "\r" and character == "\n")
    is_mark = unicodedata.category(character) in ("Mn", "Me", "Mc") or 0x1F3FB <= ord(character) <= 0x1F3FF
    return 0 if former and (is_joined or is_mark) else 1


_WIDTHS: dict[OffsetUnit, Callable[[str, str], int]] = {
    OffsetUnit.UTF16: _utf16_width,
    OffsetUnit.UTF8: _utf8_width,
    OffsetUnit.GRAPHEMES: _grapheme_width,
}


class OffsetTable:
    """Converts the offsets of one text between code points and another unit, in both directions."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._length = len(text)
        self._units: list[int] | None = (
            None  # the offset in units of each code point; None where both are equal
        )
        if unit is OffsetUnit.CODEPOINTS or text.isascii():
            return
        width = _WIDTHS[unit]
        widths = map(width, ["", *text[:-1]], text)
        self._units = [0, *accumulate(widths)]

    def from_code_points(self, offset: int) -> int:
        """The offset in units of an offset in code points."""
        return offset if self._units is None else self._units[offset]

    def to_code_points(self, offset: int) -> int | None:
        """The offset in code points of an offset in units; None inside a character and beyond the text.

        Where code points have no unit of their own, as combining marks in a grapheme cluster, it is the offset behind them.
        """
        if self._units is None:
            return offset if 0 <= offset <= self._length else None
        index = bisect_right(self._units, offset) - 1
        if index < 0 or self._units[index] != offset:
            return None
        return index


def to_code_points(text: str, start: int, end: int, unit: OffsetUnit) -> tuple[int, int] | None:
    """A span of units as a span of code points; None where an end is inside a character or beyond the text."""
    table = OffsetTable(text, unit)
    begin, finish = table.to_code_points(start), table.to_code_points(end)
    return None if begin is None or finish is None else (begin, finish)
