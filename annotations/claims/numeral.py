"""A number where it stands: digits or words, repaired blanks, scale words, halves and ranges."""

from __future__ import annotations

import re

from annotations.claims.lexicon import Lexicon
from annotations.claims.numbers import NUMBER_WORDS, SCALES, add, read_digits, read_words, shift

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# A blank on one side of a mark, or thousands grouped by blanks; a full stop before a number of its own is none.
_BROKEN = re.compile(
    r"\d{1,3}\. \d{3}(?:\.\d{3})+(?![\d,])|\d{1,3}(?:\.\d{3})+\. ?\d{3}(?!\d)|\d{1,3}(?: \d{3}){2,}(?![\d.,])"
    r"|\d{1,3} 000(?![\d.,])|\d{1,3} \.\d{3}(?:\.\d{3})*(?![\d,])|\d{1,3}(?:\.\d{3})* ,\d{1,2}(?!\d)"
    r"|\d{1,3}\. \d{3}(?= (?:triệu|tỷ|tỉ|nghìn|ngàn|đồng|ha|km|kg|tấn|m2|m²|usd|mw|hộ|người|con)(?![^\W_]))"
)
_WORD = re.compile(r" ?([^\W\d_]+)")
_NEXT_SCALE = re.compile(r" (\d{1,3}(?:[.,]\d{1,2})?) ?([^\W\d_]+)(?![^\W_])")
_LOOSE = re.compile(r" ([1-9])(?= ?(?:[,.;:)!?\n]|đồng|$))(?![.,]\d)")
_GLUED_DIGITS = re.compile(r"\d{1,3}(?![\d.,]\d|\d)")
_JOIN = re.compile(r" ?- ?(?=\d)| đến (?=\d)| tới (?=\d)")
_JOIN_WORD = re.compile(r" (?:đến|tới|-) (?=[^\W\d_])")
_NOT_SCALE_BEFORE = {"lệ", "số", "giá", "trọng", "phú", "suất", "phần"}
_MAX_WORDS = 40


class Numeral:
    """A number read: ``start`` and ``end`` are its span, ``value`` is canonical or a range ``a..b``."""

    __slots__ = (
        "alternative",
        "end",
        "glued",
        "percent",
        "plain",
        "repaired",
        "scaled",
        "start",
        "unit",
        "value",
        "word",
    )

    def __init__(self, start: int, end: int, value: str) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.alternative: str | None = None
        self.repaired = False
        self.scaled = 0  # the exponent of its last scale word
        self.percent = False
        self.unit: str | None = None  # where it stands inside the span: `ba tháng rưỡi`
        self.word = False
        self.glued = False  # its scale hangs on the digits: 15tr, 50k
        self.plain = True  # digits only, no mark, no scale

    @property
    def ranged(self) -> bool:
        return ".." in self.value


def digits_at(low: str, at: int, lexicon: Lexicon) -> Numeral:
    """Read the digits that begin at a position, with scale words and a percent sign."""
    found = _DIGITS.match(low, at)
    assert found is not None
    end = found.end()
    value, alternative = read_digits(found[0])
    number = Numeral(at, end, value)
    number.alternative = alternative
    number.plain = end - at == len(found[0]) and found[0].isdigit()
    if low.startswith((". ", " ", "."), end):
        _repair(low, number)
    _scales(low, number, lexicon)
    _percent(low, number)
    return number


def _repair(low: str, number: Numeral) -> None:
    """Put a number together that a stray blank broke: `1. 500.000`."""
    found = _BROKEN.match(low, number.start)
    if found:
        number.end = found.end()
        number.value = read_digits(re.sub("[ .]", "", found[0]))[0]
        number.alternative = None
        number.repaired = True
        number.plain = False


def _percent(low: str, number: Numeral) -> None:
    if low.startswith(("%", " %"), number.end):
        number.end += 1 + (low[number.end] == " ")
        number.percent = True
        number.plain = False


def _scale_at(low: str, at: int, lexicon: Lexicon) -> tuple[int, int]:
    """The exponent of the scale word at a position and where it ends, or (0, 0)."""
    found = _WORD.match(low, at)
    if not found:
        return 0, 0
    exponent = lexicon.scales.get(found[1])
    if exponent is None or (found[1] == "k" and low[at] == " "):
        return 0, 0
    if found[1][0] == "t":
        following = _WORD.match(low, found.end())
        if following and following[1] in _NOT_SCALE_BEFORE and low[found.end()] == " ":
            return 0, 0
    return exponent, found.end()


def _scales(low: str, number: Numeral, lexicon: Lexicon) -> None:
    exponent, end = _scale_at(low, number.end, lexicon)
    if not end:
        return
    number.glued = low[number.end] != " "
    number.plain = False
    total = exponent
    while end:
        number.end, number.scaled = end, exponent
        last = total
        exponent, end = _scale_at(low, number.end, lexicon)
        total += exponent
    number.value = shift(number.value, last)
    if number.alternative:
        number.alternative = shift(number.alternative, last)
    _after_scale(low, number, lexicon)


def _after_scale(low: str, number: Numeral, lexicon: Lexicon) -> None:
    """`1tr2`, `2 tỷ 3`, `3 triệu 500 nghìn`, `2 triệu rưỡi`."""
    if low.startswith(" rưỡi", number.end):
        number.value = add(number.value, shift("0.5", number.scaled))
        number.end += 5
        return
    found = _GLUED_DIGITS.match(low, number.end) or _LOOSE.match(low, number.end)
    if found:
        number.value = add(number.value, shift(f"0.{found[0].strip()}", number.scaled))
        number.end = found.end()
        return
    found = _NEXT_SCALE.match(low, number.end)
    exponent = lexicon.scales.get(found[2], 0) if found else 0
    if found and 1 < exponent < number.scaled:
        number.value = add(number.value, shift(read_digits(found[1])[0], exponent))
        number.end, number.scaled = found.end(), exponent
        _after_scale(low, number, lexicon)


def words_at(low: str, at: int) -> Numeral | None:
    """Read the number words that begin at a position."""
    words: list[str] = []
    ends: list[int] = []
    end = at
    while len(words) < _MAX_WORDS:
        found = _WORD.match(low, end)
        if not found or found[1] not in NUMBER_WORDS:
            break
        words.append(found[1])
        end = found.end()
        ends.append(end)
    value, taken = read_words(words)
    if not taken:
        return None
    number = Numeral(at, ends[taken - 1], value)
    number.word = True
    number.plain = taken == 1
    number.scaled = max((SCALES.get(word, 0) for word in words[:taken]), default=0)
    _percent(low, number)
    return number


def joined(low: str, number: Numeral, lexicon: Lexicon) -> Numeral:
    """Make one range of two numbers with a dash or `đến` between them, where nothing else stands between."""
    found = _JOIN.match(low, number.end)
    if found:
        other: Numeral | None = digits_at(low, found.end(), lexicon)
        if number.percent and "-" not in found[0]:
            return number
    elif number.word and (found := _JOIN_WORD.match(low, number.end)):
        other = words_at(low, found.end())
    else:
        return number
    if other is None or (number.scaled and not other.scaled):
        return number
    first = number.value
    if other.scaled and not number.scaled:
        first = shift(first, _exponent(other))
    number.value = f"{first}..{other.value}"
    number.end = other.end
    number.percent, number.scaled = other.percent, other.scaled
    number.plain = number.plain and other.plain
    number.alternative = None
    return number


def _exponent(number: Numeral) -> int:
    return number.scaled
