"""A number at an offset of a text: digits or words, repaired blanks, scale words, halves and ranges."""

from __future__ import annotations

import re

from annotations.claims.lexicon import Lexicon
from annotations.claims.numerals.decimals import (
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
    """A number at ``start`` to ``end``; ``value`` is a canonical decimal or a range ``a..b``."""

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


def digits_at(folded: str, offset: int, lexicon: Lexicon) -> Numeral:
    """Read the digits that begin at a position, with scale words and a percent sign."""
    match = _DIGITS.match(folded, offset)
    assert match is not None
    end = match.end()
    value, alternative = read_digits(match[0])
    number = Numeral(offset, end, value)
    number.alternative = alternative
    number.plain = end - offset == len(match[0]) and match[0].isdecimal()
    if folded.startswith((". ", " ", "."), end):
        _repair(folded, number)
    _scales(folded, number, lexicon)
    _percent(folded, number)
    return number


def _repair(folded: str, number: Numeral) -> None:
    """Put a number together that a stray blank broke: `1. 500.000`."""
    match = _BROKEN.match(folded, number.start)
    if match:
        number.end = match.end()
        number.value = read_digits(re.sub("[ .]", "", match[0]))[0]
        number.alternative = None
        number.repaired = True
        number.plain = False


def _percent(folded: str, number: Numeral) -> None:
    if folded.startswith(("%", " %"), number.end):
        number.end += 1 + (folded[number.end] == " ")
        number.percent = True
        number.plain = False


def _scale_at(folded: str, offset: int, lexicon: Lexicon) -> tuple[int, int]:
    """The exponent of the scale word at a position and where it ends, or (0, 0)."""
    match = _WORD.match(folded, offset)
    if not match:
        return 0, 0
    exponent = lexicon.scales.get(match[1])
    if exponent is None or (match[1] == "k" and folded[offset] == " "):
        return 0, 0
    if match[1][0] == "t":
        next_word = _WORD.match(folded, match.end())
        if next_word and next_word[1] in _NOT_SCALE_BEFORE and folded[match.end()] == " ":
            return 0, 0
    return exponent, match.end()


def _scales(folded: str, number: Numeral, lexicon: Lexicon) -> None:
    exponent, end = _scale_at(folded, number.end, lexicon)
    if not end:
        return
    number.glued = folded[number.end] != " "
    number.plain = False
    total = exponent
    while end:
        number.end, number.scaled = end, exponent
        last = total
        exponent, end = _scale_at(folded, number.end, lexicon)
        total += exponent
    number.power = last
    number.value = shift(number.value, last)
    if number.alternative:
        number.alternative = shift(number.alternative, last)
    _after_scale(folded, number, lexicon)


def _after_scale(folded: str, number: Numeral, lexicon: Lexicon) -> None:
    """`1tr2`, `2 tỷ 3`, `3 triệu 500 nghìn`, `2 triệu rưỡi`."""
    if folded.startswith(" rưỡi", number.end):
        number.value = add(number.value, shift("0.5", number.scaled))
        number.end += 5
        return
    match = _GLUED_DIGITS.match(folded, number.end) or _LOOSE.match(folded, number.end)
    if match:
        number.value = add(number.value, shift(f"0.{match[0].strip()}", number.scaled))
        number.end = match.end()
        return
    match = _NEXT_SCALE.match(folded, number.end)
    exponent = lexicon.scales.get(match[2], 0) if match else 0
    if match and 1 < exponent < number.scaled:
        number.value = add(number.value, shift(read_digits(match[1])[0], exponent))
        number.end, number.scaled, number.power = match.end(), exponent, exponent
        _after_scale(folded, number, lexicon)


def words_at(folded: str, offset: int, lexicon: Lexicon) -> Numeral | None:
    """Read the number words that begin at a position."""
    scales = lexicon.word_scales
    words: list[str] = []
    ends: list[int] = []
    end = offset
    while len(words) < _MAX_WORDS:
        match = _WORD.match(folded, end)
        if not match or (match[1] not in NUMBER_WORDS and match[1] not in scales):
            break
        if (
            words
            and match[1] in UNITS
            and words[-1] in UNITS
            and match[1] not in _LAST
            and "phẩy" not in words
        ):
            break  # two units side by side are two numbers
        words.append(match[1])
        end = match.end()
        ends.append(end)
    value, word_count = read_words(words, scales)
    if not word_count:
        return None
    number = Numeral(offset, ends[word_count - 1], value)
    number.word = True
    number.plain = word_count == 1
    number.scaled = max((scales.get(word, 0) for word in words[:word_count]), default=0)
    while word_count and words[word_count - 1] in scales:
        number.power += scales[words[word_count - 1]]
        word_count -= 1
    _percent(folded, number)
    return number


def number_at(folded: str, offset: int, lexicon: Lexicon) -> Numeral | None:
    """Read the number that begins at a position, in digits or in words."""
    if folded[offset : offset + 1].isdecimal():
        return digits_at(folded, offset, lexicon)
    return words_at(folded, offset, lexicon)


def join_range(folded: str, number: Numeral, lexicon: Lexicon) -> Numeral:
    """Make one range of two numbers with a dash or `đến` between them, where nothing else stands between."""
    match = _JOIN.match(folded, number.end)
    if match:
        second: Numeral | None = digits_at(folded, match.end(), lexicon)
        if number.percent and "-" not in match[0]:
            return number
    elif number.word and (match := _JOIN_WORD.match(folded, number.end)):
        second = words_at(folded, match.end(), lexicon)
    else:
        return number
    if second is None or (number.scaled and not second.scaled):
        return number
    return _ranged(number, second)


def _ranged(number: Numeral, second: Numeral) -> Numeral:
    first = scaled_like(number, second)
    number.value = f"{first}..{second.value}"
    number.end = second.end
    number.percent, number.scaled = second.percent, second.scaled
    number.plain = number.plain and second.plain
    number.alternative = None
    return number


def scaled_like(number: Numeral, second: Numeral) -> str:
    """The value of a number that may share the scale of one after it: `3 đến 5 triệu`, `900 đến 1,2 triệu`."""
    if number.scaled or not second.power:
        return number.value
    shared = shift(number.value, second.power)
    if exceeds(shared, second.value) and len(number.value.partition(".")[0]) > len("99"):
        # Nobody rises from 900 million to 1.2: what is left out is the scale below, or none.
        for power in (second.power - 3, 0):
            lower = shift(number.value, max(power, 0))
            if not exceeds(lower, second.value):
                return lower
    return shared


def neighbours(folded: str, number: Numeral, lexicon: Lexicon) -> bool:
    """Make a range of two words that follow each other in counting: `ba bốn ngày`, `hai ba triệu`."""
    match = _WORD.match(folded, number.end)
    word = folded[number.start : number.end]
    if not match or UNITS.get(match[1], 0) - UNITS.get(word, 9) != 1 or word in _NOT_NEIGHBOURS:
        return False
    second = words_at(folded, number.end + 1, lexicon)
    if second is None or second.value.rstrip("0") != str(UNITS[match[1]]):
        return False
    _ranged(number, second)
    return True
