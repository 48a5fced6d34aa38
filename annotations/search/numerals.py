"""Numbers read the way the claims are, so that ``1.000``, ``1000`` and ``một nghìn`` are one number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from annotations.claims.folding import fold as fold_for_claims
from annotations.claims.folding import fold_case
from annotations.claims.lexicon import load_lexicon
from annotations.claims.numbers import NUMBER_WORDS, SCALES, UNITS, read_digits
from annotations.claims.numeral import Numeral, number_at
from annotations.text import Folded

_PERCENT = " phần trăm"
_LEADING_ZERO = re.compile(r"0\d")
# Digits with one mark at most, then a percent sign, or a word that may be a scale or a sign with nothing to mend.
_SIMPLE = re.compile(r"(\d+(?:[.,]\d+)?)(?![.,]?\d)(?:(%)| ?(?=[^\W\d_])([^\W\d_]+)|(?=[^\w%. ]|\Z))")


@dataclass(frozen=True, slots=True)
class Valued:
    """A number with a value in a folded text, from ``start`` to ``end``; the percent sign belongs to it."""

    start: int
    end: int
    value: str
    percent: bool

    @property
    def key(self) -> str:
        """What it is compared by; no word and no number as it is written has an equals sign."""
        return f"={self.value}{'%' if self.percent else ''}"


def read_number(text: str) -> Decimal | None:
    """The value of a text that is one number, in digits or in words, perhaps with a minus; else None."""
    low = fold_case(text.strip())
    negative = low.startswith("-")
    low = low.removeprefix("-")
    number = number_at(low, 0, load_lexicon()) if low[:1].isascii() or low[:1].isalpha() else None
    if number is None or number.end != len(low) or number.percent:
        return None
    value = Decimal(number.value)
    return value.copy_negate() if negative else value  # arithmetic would round to 28 digits


def numerals(text: str, folded: Folded) -> Iterator[Valued]:
    """The numbers of a text that have one value, in order; ``folded`` is the text folded for search.

    A number with a zero in front, such as the 09 of a resolution, is a name: it counts digit by digit. So does
    a number word alone, which is mostly none: ``năm`` is a year, ``một`` an article.
    """
    reading = fold_for_claims(text)
    low, end = reading.low, 0
    for match in _beginnings().finditer(low):
        if match.start() < end:
            continue
        number = _read(low, match.start())
        if number is None or not number.has_value:
            end = number.end if number else match.end()
            continue
        end = number.end + (len(_PERCENT) if low.startswith(_PERCENT, number.end) else 0)
        given = (match.start(), end)
        if reading.offsets is not None:
            given = (reading.offsets[match.start()], reading.offsets[end])
        percent = number.percent or end > number.end
        yield Valued(folded.at(given[0]), folded.at(given[1]), number.value, percent)


class _Number(NamedTuple):
    """A number read: where it ends, what it is worth, if anything."""

    end: int
    value: str
    percent: bool
    has_value: bool


def _read(low: str, at: int) -> _Number | None:
    """Read the number that begins at a position; most are digits with nothing behind them that belongs to them."""
    simple = _SIMPLE.match(low, at)
    if simple and simple[3] not in load_lexicon().scales:
        digits, sign = simple[1], simple[2] or ""
        end = simple.end(1) + len(sign)
        return _Number(end, _value_of(digits), bool(sign), not _LEADING_ZERO.match(digits))
    number = number_at(low, at, load_lexicon())
    if number is None:
        return None
    return _Number(number.end, number.value, number.percent, _has_value(low, number))


@lru_cache(maxsize=10_000)
def _value_of(digits: str) -> str:
    return read_digits(digits)[0]


def _has_value(low: str, number: Numeral) -> bool:
    if number.word:
        return not number.plain
    return not _LEADING_ZERO.match(low, number.start)


@cache
def _beginnings() -> re.Pattern[str]:
    """Where a number may begin: at digits, or at a number word with another number or scale word behind it."""
    words = sorted({*UNITS, "mười"}, key=len, reverse=True)
    behind = sorted({*NUMBER_WORDS, *SCALES, *load_lexicon().word_scales}, key=len, reverse=True)
    return re.compile(
        rf"(?<![\d.,])\d|(?<![^\W_])(?:{'|'.join(words)}) (?=(?:{'|'.join(map(re.escape, behind))})(?![^\W_]))"
    )
