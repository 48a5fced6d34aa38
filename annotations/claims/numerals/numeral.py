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
    r"\d{1,3}\. \d{3}(?:\.\d{3})+(?![\d,])|\d{1,3}(?:\.\d{3})+\. \d{3}(?!\d)|\d{1,3}(?: \d{3}){2,}(?![\d.,])"
    r"|\d{1,3} 000(?![\d.,])|\d{1,3} \.\d{3}(?:\.\d{3})*(?![\d,])|\d{1,3}(?:\.\d{3})* ,\d{1,2}(?!\d)"
)
# One group of three behind a stray blank needs a unit or a counted noun, and no label before: `thứ 3. 120 người`.
_BROKEN_ONCE = re.compile(
    r"[1-9]\d{0,2}\.? \d{3}(?= (?:triệu|tỷ|tỉ|nghìn|ngàn|đồng|ha|km|kg|tấn|tạ|m2|m²|m3|usd|mw|hộ|người|con|cây|lít|mét|lượt|học sinh|lao động|ca|xe|ly|bản|chiếc|căn|doanh nghiệp)(?![^\W_]))"
)
_POWER_OF_TEN = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)(?: ?[x×*] ?| ?[.] ?))?10(?:\^(\d{1,2})|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))(?!\d)"
)
_LABELS = frozenset(("rank", "reference", "level", "month", "day"))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_HALVES = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_RAISED_SIGNS = frozenset("^⁰¹⁴⁵⁶⁷⁸⁹")
_POWER_WINDOW = 14  # characters from the first digit to the sign of a power
_WORD = re.compile(r" ?([^\W\d_]+)")
_NEXT_SCALE = re.compile(r" (\d{1,3}(?:[.,]\d{1,2})?) ?([^\W\d_]+)(?![^\W_])")
_LOOSE = re.compile(r" ([1-9])(?= ?(?:[,.;:)!?\n]|đồng|$))(?![.,]\d)")
_GLUED_DIGITS = re.compile(r"\d{1,3}(?![\d.,]\d|\d)")
_JOIN = re.compile(r" ?- ?(?=\d)| (?:đến|tới)(?: hết)? (?=-?\d)")
_JOIN_WORD = re.compile(r" (?:đến|tới|-) (?=[^\W_])")
_GROUPED = re.compile(r"\d{1,3}((?:\.\d{3})+)(?![\d,])")
_SOME_MORE = re.compile(r" mấy(?![^\W_])")
_NOT_ONES = {"năm", "không", "mốt", "tư", "lăm", "nhăm"}
_CERTAIN_UNITS = {"tuổi", "đồng", "phần", "cân", "ký", "mét", "cây"}
_NOT_NEIGHBOURS = {"không", "một", "bốn"}  # `bốn năm` is four years, `một hai` is no number
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
    if not _RAISED_SIGNS.isdisjoint(folded[offset : offset + _POWER_WINDOW]):
        power = _power_of_ten(folded, offset)
        if power:
            return power
    match = _DIGITS.match(folded, offset)
    assert match is not None
    end = match.end()
    value, alternative = read_digits(match[0])
    number = Numeral(offset, end, value)
    number.alternative = alternative
    number.plain = end - offset == len(match[0]) and match[0].isdecimal()
    if folded[end : end + 1] in _HALVES:
        number.end += 1
        number.value, number.plain, number.alternative = add(value, _HALVES[folded[end]]), False, None
    if folded.startswith((". ", " ", "."), end):
        _repair(folded, number, lexicon)
    _scales(folded, number, lexicon)
    _percent(folded, number)
    return number


def _power_of_ten(folded: str, offset: int) -> Numeral | None:
    """`6,02 x 10^23`, `10⁶`."""
    match = _POWER_OF_TEN.match(folded, offset)
    if not match:
        return None
    exponent = int(match[2] or "".join(_RAISED[c] for c in match[3]))
    number = Numeral(offset, match.end(), shift(read_digits(match[1])[0] if match[1] else "1", exponent))
    number.plain = False
    return number


def _repair(folded: str, number: Numeral, lexicon: Lexicon) -> None:
    """Put a number together that a stray blank broke: `1. 500.000`, `12 500 người`."""
    match = _BROKEN.match(folded, number.start)
    if match is None and (once := _BROKEN_ONCE.match(folded, number.start)):
        words = folded[max(0, number.start - 12) : number.start].split()
        is_labelled = bool(words) and (
            words[-1][-1].isdecimal() or not _LABELS.isdisjoint(lexicon.heads.get(words[-1], ()))
        )
        match = None if is_labelled and words[-1] not in lexicon.modifiers else once
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


def scale_at(folded: str, offset: int, lexicon: Lexicon) -> tuple[int, int]:
    """The exponent of the scale word at a position and where it ends, or (0, 0)."""
    match = _WORD.match(folded, offset)
    if not match:
        return 0, 0
    exponent = lexicon.scales.get(match[1])
    if exponent is None or (match[1] == "k" and folded[offset] == " "):
        return 0, 0
    if _begins_other_word(folded, match[1], match.end(), lexicon):
        return 0, 0
    return exponent, match.end()


def _begins_other_word(folded: str, word: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a scale word is only the beginning of another word: `tỷ lệ`, `triệu chứng`."""
    longer_words = lexicon.not_after.get(word)
    if not longer_words or not folded.startswith(" ", end):
        return False
    match = _WORD.match(folded, end)
    return match is not None and match[1] in longer_words


def _scales(folded: str, number: Numeral, lexicon: Lexicon) -> None:
    exponent, end = scale_at(folded, number.end, lexicon)
    if not end:
        return
    number.glued = folded[number.end] != " "
    number.plain = False
    total = exponent
    while end:
        number.end, number.scaled = end, exponent
        last = total
        exponent, end = scale_at(folded, number.end, lexicon)
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
            and words[-2:-1] != ["trăm"]
        ):
            break  # two units side by side are two numbers, but for `một trăm hai ba`
        if match[1] in scales and _begins_other_word(folded, match[1], match.end(), lexicon):
            break
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
        is_negative = folded[match.end()] == "-"
        second: Numeral | None = digits_at(folded, match.end() + is_negative, lexicon)
        if second is not None and is_negative:
            second.value = f"-{second.value}"
        if number.percent and "-" not in match[0]:
            return number
        if second is not None and match[0] == " -" and not exceeds(second.value, number.value):
            return number  # the sign of the next column
    elif number.word and (match := _JOIN_WORD.match(folded, number.end)):
        second = words_at(folded, match.end(), lexicon)
    else:
        return number
    if second is None or (number.scaled and not second.scaled):
        return number
    return _ranged(number, second, folded)


def _ranged(number: Numeral, second: Numeral, folded: str) -> Numeral:
    first = scaled_like(_thousands_shared(number, second, folded), second)
    if (
        not (number.plain and second.plain)
        and not second.value.startswith("-")
        and exceeds(first, second.value)
    ):
        return number  # a range does not run backwards
    number.value = f"{first}..{second.value}"
    number.end = second.end
    number.percent, number.scaled = second.percent, second.scaled
    number.plain = number.plain and second.plain
    number.alternative = None
    return number


def _thousands_shared(number: Numeral, second: Numeral, folded: str) -> Numeral:
    """`15-20.000`, `300 đến 350.000`: the thousands are said once, with the second number."""
    match = _GROUPED.match(folded, second.start)
    if not match or not number.plain or number.word or len(number.value) > len("999"):
        return number
    places = match[1].count(".") * len("000")
    shared = shift(number.value, places)
    whole = match[0].replace(".", "")
    if not exceeds(shared, whole) and not exceeds(whole, shift(shared, 1)):
        number.value = shared
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


def some_more(folded: str, number: Numeral) -> bool:
    """`hai mươi mấy`: some more than twenty, less than thirty."""
    match = _SOME_MORE.match(folded, number.end)
    if not match or not number.value.isdecimal() or number.value[-1] != "0":
        return False
    lowest = number.value[:-1]
    number.value, number.end, number.plain = f"{lowest}1..{lowest}9", match.end(), False
    return True


def tens_and_ones(folded: str, number: Numeral, lexicon: Lexicon) -> bool:
    """`bốn ba tuổi`, `bảy hai nghìn`: 43 and 72, where a unit or scale behind makes a number certain."""
    match = _WORD.match(folded, number.end)
    word = folded[number.start : number.end]
    if not match or match[1] not in UNITS or match[1] in _NOT_ONES or word not in UNITS or word == "một":
        return False
    unit_match = _WORD.match(folded, match.end())
    if not unit_match or UNITS[match[1]] == UNITS[word] + 1:
        return False
    if unit_match[1] not in lexicon.word_scales and unit_match[1] not in _CERTAIN_UNITS:
        return False
    number.value, number.end, number.plain = f"{UNITS[word]}{UNITS[match[1]]}", match.end(), False
    exponent, end = scale_at(folded, number.end, lexicon)
    if end:
        number.value, number.end = shift(number.value, exponent), end
        number.scaled = number.power = exponent
    return True


def neighbours(folded: str, number: Numeral, lexicon: Lexicon) -> bool:
    """Make a range of two words that follow each other in counting: `ba bốn ngày`, `hai ba triệu`."""
    match = _WORD.match(folded, number.end)
    word = folded[number.start : number.end]
    if not match or UNITS.get(match[1], 0) - UNITS.get(word, 9) != 1 or word in _NOT_NEIGHBOURS:
        return False
    second = words_at(folded, number.end + 1, lexicon)
    if second is None or second.value.rstrip("0") != str(UNITS[match[1]]):
        return False
    _ranged(number, second, folded)
    return True
