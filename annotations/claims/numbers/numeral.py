"""A number where it stands: digits or words, repaired blanks, scale words, halves and ranges."""

from __future__ import annotations

import re

from annotations.claims.lexicon import Lexicon
from annotations.claims.numbers.decimals import (
    NUMBER_WORDS,
    UNITS,
    add,
    exceeds,
    read_digits,
    read_words,
    shift,
)

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
_JOIN = re.compile(r" ?- ?(?=\d)| (?:đến|tới)(?: hết)? (?=\d)")
_JOIN_WORD = re.compile(r" (?:đến|tới|-) (?=[^\W\d_])")
_NOT_NEIGHBOURS = {"không", "một", "bốn"}  # `bốn năm` is four years, `một hai` is no number
_NOT_SCALE_BEFORE = {"lệ", "số", "giá", "trọng", "phú", "suất", "phần"}
_LAST = {"mốt", "tư", "lăm", "nhăm"}  # units that may follow another: `tám tư` is 84
_MAX_WORDS = 40


class Numeral:
    """A number read: ``start`` and ``end`` are its span, ``value`` is canonical or a range ``a..b``."""

    __slots__ = (
        "alternative",
        "end",
        "glued",
        "percent",
        "plain",
        "power",
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
        self.power = 0  # of all scale words that end it together: 12 in `2 nghìn tỷ`
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
    number.plain = end - at == len(found[0]) and found[0].isdecimal()
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
    number.power = last
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
        number.end, number.scaled, number.power = found.end(), exponent, exponent
        _after_scale(low, number, lexicon)


def words_at(low: str, at: int, lexicon: Lexicon) -> Numeral | None:
    """Read the number words that begin at a position."""
    scales = lexicon.word_scales
    words: list[str] = []
    ends: list[int] = []
    end = at
    while len(words) < _MAX_WORDS:
        found = _WORD.match(low, end)
        if not found or (found[1] not in NUMBER_WORDS and found[1] not in scales):
            break
        if (
            words
            and found[1] in UNITS
            and words[-1] in UNITS
            and found[1] not in _LAST
            and "phẩy" not in words
        ):
            break  # two units side by side are two numbers
        words.append(found[1])
        end = found.end()
        ends.append(end)
    value, taken = read_words(words, scales)
    if not taken:
        return None
    number = Numeral(at, ends[taken - 1], value)
    number.word = True
    number.plain = taken == 1
    number.scaled = max((scales.get(word, 0) for word in words[:taken]), default=0)
    while taken and words[taken - 1] in scales:
        number.power += scales[words[taken - 1]]
        taken -= 1
    _percent(low, number)
    return number


def number_at(low: str, at: int, lexicon: Lexicon) -> Numeral | None:
    """Read the number that begins at a position, in digits or in words."""
    if low[at : at + 1].isdecimal():
        return digits_at(low, at, lexicon)
    return words_at(low, at, lexicon)


def joined(low: str, number: Numeral, lexicon: Lexicon) -> Numeral:
    """Make one range of two numbers with a dash or `đến` between them, where nothing else stands between."""
    found = _JOIN.match(low, number.end)
    if found:
        other: Numeral | None = digits_at(low, found.end(), lexicon)
        if number.percent and "-" not in found[0]:
            return number
    elif number.word and (found := _JOIN_WORD.match(low, number.end)):
        other = words_at(low, found.end(), lexicon)
    else:
        return number
    if other is None or (number.scaled and not other.scaled):
        return number
    return _ranged(number, other)


def _ranged(number: Numeral, other: Numeral) -> Numeral:
    first = scaled_like(number, other)
    number.value = f"{first}..{other.value}"
    number.end = other.end
    number.percent, number.scaled = other.percent, other.scaled
    number.plain = number.plain and other.plain
    number.alternative = None
    return number


def scaled_like(number: Numeral, other: Numeral) -> str:
    """The value of a number that may share the scale of one after it: `3 đến 5 triệu`, `900 đến 1,2 triệu`."""
    if number.scaled or not other.power:
        return number.value
    shared = shift(number.value, other.power)
    if exceeds(shared, other.value) and len(number.value.partition(".")[0]) > len("99"):
        # Nobody rises from 900 million to 1.2: what is left out is the scale below, or none.
        for power in (other.power - 3, 0):
            lower = shift(number.value, max(power, 0))
            if not exceeds(lower, other.value):
                return lower
    return shared


def neighbours(low: str, number: Numeral, lexicon: Lexicon) -> bool:
    """Make a range of two words that follow each other in counting: `ba bốn ngày`, `hai ba triệu`."""
    found = _WORD.match(low, number.end)
    word = low[number.start : number.end]
    if not found or UNITS.get(found[1], 0) - UNITS.get(word, 9) != 1 or word in _NOT_NEIGHBOURS:
        return False
    other = words_at(low, number.end + 1, lexicon)
    if other is None or other.value.rstrip("0") != str(UNITS[found[1]]):
        return False
    _ranged(number, other)
    return True
