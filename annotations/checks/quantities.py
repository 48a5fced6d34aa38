"""How exact a written number is, and what it allows: `62,8%` is anything that rounds to it, `gần 63%` a little less."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from annotations.claims.numerals.decimals import plain
from annotations.model import Kind, Mention

_LETTERS = re.compile(r"[^\W\d_]")
_NO_DIGIT = re.compile(r"\D")
_EXACT = (Kind.COUNT, Kind.RATIO, Kind.RANK)
_HALF = Decimal("0.5")

_SCALES = (
    (Decimal(10**9), " tỷ"),
    (Decimal(10**6), " triệu"),
)  # a number with many noughts is read off by these

# What a modifier lets a value be, in parts of what is written: where it surely agrees, where it does not surely not.
_AGREES = {
    "more_than": (Decimal(1), Decimal("1.1")),
    "almost": (Decimal("0.9"), Decimal(1)),
    "less_than": (Decimal("0.9"), Decimal(1)),
    "about": (Decimal("0.95"), Decimal("1.05")),
}
_MAY_BE = {
    "more_than": (Decimal(1), Decimal("1.25")),
    "almost": (Decimal("0.75"), Decimal(1)),
    "less_than": (Decimal("0.75"), Decimal(1)),
    "about": (Decimal("0.8"), Decimal("1.25")),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value between ``low`` and ``high``; ``value`` is as written."""

    value: Decimal
    low: Decimal
    high: Decimal


def quantity(mention: Mention) -> Quantity | None:
    """What a number allows without its modifier; None where it is no plain decimal."""
    value = mention.decimal
    if value is None or mention.ambiguous:
        return None
    half = step(mention, value) * _HALF
    return Quantity(value, value - half, value + half)


def step(mention: Mention, value: Decimal) -> Decimal:
    """The last place that is written: 0,1 of `62,8%`, 100000 of `1,2 triệu`; 0 where things are counted one by one."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # a value is finite
    if not _LETTERS.search(mention.text):
        if mention.kind in _EXACT and exponent >= 0:
            return Decimal(0)
        return Decimal(1).scaleb(min(exponent, 0))
    # `101 tỷ`, `3 triệu 500 nghìn`: as many digits count as are written; number words say it exactly.
    digits = _NO_DIGIT.sub("", mention.text).lstrip("0")
    return Decimal(1).scaleb(value.adjusted() - len(digits) + 1) if digits else Decimal(0)


def agrees(mention: Mention, low: Decimal, high: Decimal) -> bool | None:
    """Whether a written number can be a value between two ends; None where that cannot be said.

    What is cut off instead of rounded agrees as well: 62,89 is `62,9` and `62,8`.
    """
    value = mention.decimal
    if value is None:
        return None
    last = step(mention, value)
    if mention.modifier is None:
        return high >= value - last * _HALF and low < value + (last or Decimal("1e-9"))
    if mention.modifier not in _AGREES:
        return None
    minimum, maximum = (value * factor for factor in _AGREES[mention.modifier])
    if high >= minimum and low <= maximum:
        return True
    minimum, maximum = (value * factor for factor in _MAY_BE[mention.modifier])
    return None if high >= minimum - last * _HALF and low <= maximum + last * _HALF else False


def format_number(value: Decimal, places: int | None = None) -> str:
    """A number the Vietnamese way, rounded to some places where they are given: `1.000`, `62,8`, `1,2 tỷ`."""
    if places is not None:
        value = round(value, places)
        if value == value.to_integral_value():
            value = value.to_integral_value()
    scale, word = next(((s, w) for s, w in _SCALES if abs(value) >= s and not value % (s / 1000)), (1, ""))
    whole, point, fraction = plain(abs(value) / scale).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{'−' if value < 0 else ''}{grouped}{',' if point else ''}{fraction}{word}"


def format_claim(mention: Mention) -> str:
    """A claim's value as a finding names it."""
    value = mention.decimal
    if value is None:
        return mention.value or mention.text
    return format_number(value) + ("%" if mention.unit == "%" else "")


def places(value: Decimal) -> int:
    """How many places a decimal has behind the comma."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
