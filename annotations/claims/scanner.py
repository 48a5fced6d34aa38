"""Where a text may hold a number: digits, number words, Roman numerals.

Each kind is found by one scan of its own with a pattern that begins with a letter or a small class: one big
alternation, or a look behind at its head, is several times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

DIGIT, WORD, ROMAN, FRACTION = 0, 1, 2, 3

_DIGITS = re.compile("[0-9]+")
_WORDS = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|đôi|rưỡi|tư|nhất|nhì|không(?= phẩy| giờ)"
_AFTER_BLANK = re.compile(rf" (?:{_WORDS})(?![^\W_])")
_AT_LINE = re.compile(rf"\n(?:{_WORDS})(?![^\W_])")
_AT_START = re.compile(rf"(?:{_WORDS})(?![^\W_])")
# These are numbers only right after one of the words given.
_ONLY_AFTER = {
    "đôi": ("gấp",),
    "rưỡi": ("gấp",),
    "nhất": ("thứ", "hạng"),
    "nhì": ("thứ", "hạng"),
    "tư": ("thứ", "hạng", "tháng", "quý", "mùng", "mồng", "lớp"),
}
_ROMANS = re.compile("[IVX]+")
_FRACTION_SIGNS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FRACTIONS = re.compile(f"[{_FRACTION_SIGNS}]")


def number_candidates(folded: str, cased: str) -> list[tuple[int, int]]:
    """The places where a number may begin, in order, each with what was seen there."""
    candidates = [(match.start(), DIGIT) for match in _DIGITS.finditer(folded)]
    candidates.extend(_word_hits(folded))
    candidates.extend(_roman_hits(cased))
    if any(sign in folded for sign in _FRACTION_SIGNS):
        candidates.extend((match.start(), FRACTION) for match in _FRACTIONS.finditer(folded))
    candidates.sort()
    return candidates


def _word_hits(folded: str) -> Iterator[tuple[int, int]]:
    first = _AT_START.match(folded)
    if first and first[0] not in _ONLY_AFTER:
        yield 0, WORD
    for match in _AT_LINE.finditer(folded):
        if match[0][1:] not in _ONLY_AFTER:
            yield match.start() + 1, WORD
    for match in _AFTER_BLANK.finditer(folded):
        start = match.start()
        previous = _ONLY_AFTER.get(match[0][1:])
        if previous is None or folded.endswith(previous, 0, start):
            yield start + 1, WORD


def _roman_hits(cased: str) -> Iterator[tuple[int, int]]:
    last = len(cased)
    for match in _ROMANS.finditer(cased):
        start, end = match.span()
        if (start and cased[start - 1].isalnum()) or (end < last and cased[end].isalnum()):
            continue
        yield start, ROMAN
