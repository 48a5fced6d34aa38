"""The precision of written numbers: `62,8%` is any value that rounds to 62,8, `gần 63%` is a little less than 63."""

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
)  # the words for large round numbers

# The values that a modifier allows, as factors of the written number: within _AGREES the number agrees, outside
# _MAY_BE it does not; between the two nothing is said.
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
    """Return the range of values that round to a number, without its modifier; None if it is not a plain decimal."""
    value = mention.decimal
    if value is None or mention.ambiguous:
        return None
    half = step(mention, value) * _HALF
    return Quantity(value, value - half, value + half)


def step(mention: Mention, value: Decimal) -> Decimal:
    """Return the unit of the last written digit: 0,1 for `62,8%`, 100000 for `1,2 triệu`; 0 for exact counts."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # a value is finite
    if not _LETTERS.search(mention.text):
        if mention.kind in _EXACT and exponent >= 0:
            return Decimal(0)
        return Decimal(1).scaleb(min(exponent, 0))
    # `101 tỷ`, `3 triệu 500 nghìn`: the written digits are significant; number words are exact.
    digits = _NO_DIGIT.sub("", mention.text).lstrip("0")
    return Decimal(1).scaleb(value.adjusted() - len(digits) + 1) if digits else Decimal(0)


def agrees(mention: Mention, low: Decimal, high: Decimal) -> bool | None:
    """Whether a written number can stand for a value between ``low`` and ``high``; None if that is uncertain.

    Truncation is accepted as well as rounding: 62,89 agrees with `62,9` and `62,8`.
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
    """Format a number for Vietnamese readers, optionally rounded to decimal places: `1.000`, `62,8`, `1,2 tỷ`."""
    if places is not None:
        value = round(value, places)
        if value == value.to_integral_value():
            value = value.to_integral_value()
    scale, word = next(
        ((scale, word) for scale, word in _SCALES if abs(value) >= scale and not value % (scale / 1000)),
        (1, ""),
    )
    whole, point, fraction = plain(abs(value) / scale).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{'−' if value < 0 else ''}{grouped}{',' if point else ''}{fraction}{word}"


def format_claim(mention: Mention) -> str:
    """Format a claim's value for the sentence of a finding."""
    value = mention.decimal
    if value is None:
        return mention.value or mention.text
    return format_number(value) + ("%" if mention.unit == "%" else "")


def places(value: Decimal) -> int:
    """Return the number of decimal places of a value."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
