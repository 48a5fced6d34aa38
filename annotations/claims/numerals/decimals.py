"""Vietnamese numbers, in digits and in words, as canonical decimal strings, and the way back.

A canonical decimal has a point, no grouping and no needless zeros: ``1000``, ``62.8``. Strings all the way:
no binary float touches a value, and ten thousand digits in a row cost no arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

UNITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
TENS = {"mươi", "chục"}
SCALES = {
    "trăm": 2,
    "nghìn": 3,
    "ngàn": 3,
    "ngìn": 3,
    "vạn": 4,
    "triệu": 6,
    "tỷ": 9,
    "tỉ": 9,
}
LINKS = {"linh", "lẻ"}
NUMBER_WORDS = frozenset({*UNITS, *TENS, *SCALES, *LINKS, "mười", "rưỡi", "phẩy"})
# `năm` inside a number is the digit five before one of these words, as in `năm mươi`; elsewhere it is the word for year.
_AFTER_FIVE = {"mươi", "chục", "phần", "phẩy"}
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?\Z")
_MARKED = re.compile(r"\d+(?:[.,]\d+)*")
_ONE_MARK = re.compile(r"\d+(?:[.,]\d+)?")


def canonical(whole: str, fraction: str = "") -> str:
    """Join digits before and after the decimal mark without needless zeros."""
    whole = whole.lstrip("0") or "0"
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def shift(value: str, places: int) -> str:
    """Multiply a canonical decimal by ten to the power of ``places``."""
    whole, _, fraction = value.partition(".")
    if len(fraction) <= places:
        return canonical(whole + fraction + "0" * (places - len(fraction)))
    return canonical(whole + fraction[:places], fraction[places:])


def add(first: str, second: str) -> str:
    """Add two canonical decimals."""
    return plain(Decimal(first) + Decimal(second))


def exceeds(first: str, second: str) -> bool:
    """Whether one canonical decimal is more than another."""
    return Decimal(first) > Decimal(second)


def plain(number: Decimal) -> str:
    """Write a Decimal as a canonical decimal."""
    whole, _, fraction = f"{number:f}".partition(".")
    return canonical(whole, fraction)


def is_grouped(typed: str) -> bool:
    """Whether marks among digits stand as in a number: ``1.000,5`` and ``62,8`` do, ``62,8,1`` does not.

    The reader makes something of whatever a newspaper prints; what is mistyped is better asked for again.
    """
    return all(_ONE_MARK.fullmatch(run) or _GROUPED.match(run) for run in _MARKED.findall(typed))


def read_digits(token: str) -> tuple[str, str | None]:
    """Read digits with points and commas: the value, and the other reading where the shape has two.

    ``.`` groups and ``,`` is the decimal mark; what has no group of three after the mark is a decimal
    whatever the mark. ``1.234`` is grouped, ``3,715`` is a decimal; both may be the other, which comes second.
    """
    if token.isdecimal():
        return canonical(token), None
    if _GROUPED.match(token):
        return _read_grouped(token)
    whole, mark, fraction = token.replace(",", ".").rpartition(".")
    if mark and "." not in whole:
        return canonical(whole, fraction), None
    return canonical(re.sub(r"[.,]", "", token)), None


def _read_grouped(token: str) -> tuple[str, str | None]:
    marks = [c for c in token if c in ".,"]
    if marks[0] != marks[-1]:
        whole, _, fraction = token.rpartition(marks[-1])
        return canonical(whole.replace(marks[0], ""), fraction), None
    grouped = canonical(token.replace(marks[0], ""))
    if len(marks) > 1:
        return grouped, None
    whole, _, fraction = token.partition(marks[0])
    split = canonical(whole, fraction)
    if token[0] == "0":
        return split, None
    return (split, grouped) if marks[0] == "," else (grouped, split)


def read_words(words: list[str], scales: Mapping[str, int] = SCALES) -> tuple[str, int]:
    """Read number words from the start of a list: the value and how many words it took, or ("", 0)."""
    return _Words(words, scales).read()


class _Words:
    """A left to right reader of number words; ``parts`` are the amounts already closed by a scale word."""

    __slots__ = ("offset", "parts", "scales", "words")

    def __init__(self, words: list[str], scales: Mapping[str, int]) -> None:
        self.words = words
        self.scales = scales
        self.offset = 0
        self.parts: list[tuple[int, int]] = []

    def peek(self, ahead: int = 0) -> str:
        offset = self.offset + ahead
        return self.words[offset] if offset < len(self.words) else ""

    def at_scale(self) -> bool:
        """Whether a scale word comes next that closes an amount; `trăm` is part of one."""
        return self.peek() in self.scales and self.peek() != "trăm"

    def read(self) -> tuple[str, int]:
        pending = self.group()
        if pending is None:
            return "", 0
        value: int | None = pending
        while self.at_scale():
            self.close(value, self.scales[self.peek()])
            self.offset += 1
            value = None if self.peek() == "rưỡi" else self.group()
        number = self.tail(sum(part for part, _ in self.parts), value)
        while self.at_scale():
            number = shift(number, self.scales[self.peek()])
            self.offset += 1
        return number, self.offset

    def close(self, value: int | None, scale: int) -> None:
        lower = 0
        while self.parts and (self.parts[-1][1] < scale or value is None):
            lower += self.parts.pop()[0]
        self.parts.append(((lower + (value or 0)) * 10**scale, scale))

    def tail(self, total: int, value: int | None) -> str:
        """End the number: a last group, a half of the last scale, or a fraction."""
        scale = self.parts[-1][1] if self.parts else 0
        if self.peek() == "rưỡi" and (scale or value):
            self.offset += 1
            if value is None:
                return str(total + 10**scale // 2)
            if value >= 10 and (value % 100 == 0 or self.words[self.offset - 2] in TENS):
                return str(total + value + (50 if value % 100 == 0 else 5))
            return f"{total + value}.5"
        if self.peek() == "phẩy" and self.peek(1) in UNITS:
            return self.fraction(total + (value or 0))
        if value is None:
            return str(total)
        if (
            self.parts
            and value < 10
            and self.words[self.offset - 1] in UNITS
            and self.words[self.offset - 2] in self.scales
        ):
            return str(total + value * 10 ** (scale - 1))
        return str(total + value)

    def fraction(self, whole: int) -> str:
        self.offset += 1
        digits = ""
        while self.peek() in UNITS and self.is_digit():
            digits += str(UNITS[self.peek()])
            self.offset += 1
        return canonical(str(whole), digits)

    def is_digit(self) -> bool:
        """`năm` inside a number is five only where nothing else is possible."""
        if self.peek() != "năm" or self.offset == 0:
            return True
        previous = self.words[self.offset - 1]
        return (
            previous in LINKS
            or previous == "phẩy"
            or previous in UNITS
            or (self.peek(1) in _AFTER_FIVE or self.peek(1) in self.scales)
        )

    def group(self) -> int | None:
        """An amount below a thousand."""
        start = self.offset
        if self.peek() in LINKS and self.parts and self.peek(1) in UNITS:
            self.offset += 1
        hundreds = self.hundreds()
        remainder = self.below_hundred(linked=hundreds is not None)
        if hundreds is None and remainder is None:
            self.offset = start
            return None
        return (hundreds or 0) + (remainder or 0)

    def hundreds(self) -> int | None:
        if self.peek() in UNITS and self.peek(1) == "trăm" and self.is_digit():
            value = UNITS[self.peek()] * 100
            self.offset += 2
            return value
        return None

    def below_hundred(self, linked: bool) -> int | None:
        word = self.peek()
        if word in LINKS and linked and self.peek(1) in UNITS:
            self.offset += 2
            return UNITS[self.words[self.offset - 1]]
        if word == "mười":
            self.offset += 1
            return 10 + self.last_digit()
        if word not in UNITS or not self.is_digit():
            return None
        if self.peek(1) in TENS:
            self.offset += 2
            return UNITS[word] * 10 + self.last_digit()
        is_short = (
            linked and self.peek(1) in UNITS and self.peek(1) != "năm" and self.peek(2) not in {"trăm", *TENS}
        )
        if is_short or (self.peek(1) in {"mốt", "lăm", "nhăm", "tư"} and word not in {"không", "một"}):
            self.offset += 2
            return UNITS[word] * 10 + UNITS[self.words[self.offset - 1]]
        self.offset += 1
        return UNITS[word] * (10 if linked else 1)

    def last_digit(self) -> int:
        word = self.peek()
        if word in UNITS and word not in {"không", "năm"} and self.peek(1) not in {"trăm", *TENS}:
            self.offset += 1
            return UNITS[word]
        return 0


def write_digits(number: Decimal) -> str:
    """Write a number the Vietnamese way: ``1.234.567,89``."""
    whole, _, fraction = plain(abs(number)).partition(".")
    sign = "-" if number < 0 else ""
    grouped = sign + f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped
