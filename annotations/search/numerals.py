"""Numbers read the way the claims are, so that ``1.000``, ``1000`` and ``một nghìn`` are one number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from annotations.claims.folding import fold as fold_for_claims
from annotations.claims.folding import fold_case
from annotations.claims.lexicon import load_lexicon
from annotations.claims.numbers import NUMBER_WORDS, SCALES, UNITS
from annotations.claims.numeral import Numeral, number_at
from annotations.text import Folded, fold

_PERCENT = " phần trăm"
_LEADING_ZERO = re.compile(r"0\d")
_PLAIN_SCALES = "nghin|ngan(?! hang)|trieu|ty(?! le)|tram|muoi"
_PLAIN_WORDS = "khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|linh"
# Digits with scale words behind them, or number words of which one is a scale: alone they are other words too.
_TYPED_PLAIN = re.compile(
    rf"(?<=\d )(?:{_PLAIN_SCALES})(?![^\W_])(?: (?:{_PLAIN_SCALES})(?![^\W_]))*|(?<=\d )phan tram(?![^\W_])"
    rf"|(?<![^\W_])(?:{_PLAIN_WORDS}) (?:(?:{_PLAIN_WORDS}|{_PLAIN_SCALES}) )*?(?:{_PLAIN_SCALES})(?![^\W_])"
    rf"(?: (?:{_PLAIN_WORDS}|{_PLAIN_SCALES})(?![^\W_]))*"
)
_PLAIN = re.compile(r"\w+")


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


def typed_numerals(query: str, folded: Folded) -> Iterator[Valued]:
    """The numbers of a query that have one value; typed without any tone mark, their words count all the same."""
    if query.isascii():
        query = _TYPED_PLAIN.sub(lambda words: _PLAIN.sub(_marked, words[0]), query.lower())
    yield from numerals(query, folded)


def _marked(word: re.Match[str]) -> str:
    return _number_words().get(word[0], word[0])


@cache
def _number_words() -> dict[str, str]:
    """The words of numbers by how they are typed without tone marks, those first that are met most."""
    words = [*UNITS, "mươi", *SCALES, "linh", "phần"]
    return {fold(word).text: word for word in reversed(words)}


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
        number = number_at(low, match.start(), load_lexicon())
        if number is None or not _has_value(low, number):
            end = number.end if number else match.end()
            continue
        end = number.end + (len(_PERCENT) if low.startswith(_PERCENT, number.end) else 0)
        given = (number.start, end)
        if reading.offsets is not None:
            given = (reading.offsets[number.start], reading.offsets[end])
        percent = number.percent or end > number.end
        yield Valued(folded.at(given[0]), folded.at(given[1]), number.value, percent)


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
