"""Numbers read the way the claims are, so that ``1.000``, ``1000`` and ``một nghìn`` are one number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from annotations.claims.folding import fold as fold_for_claims
from annotations.claims.folding import fold_case
from annotations.claims.lexicon import load_lexicon
from annotations.claims.numerals.decimals import NUMBER_WORDS, SCALES, UNITS, is_grouped, read_digits
from annotations.claims.numerals.numeral import Numeral, number_at
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
    if number is None or number.end != len(low) or number.percent or not is_grouped(low):
        return None
    value = Decimal(number.value)
    return value.copy_negate() if negative else value  # arithmetic would round to 28 digits


def typed_numerals(query: str, folded_text: Folded) -> Iterator[Valued]:
    """The numbers of a query that have one value; typed without any tone mark, their words count all the same."""
    if query.isascii():
        query = _TYPED_PLAIN.sub(lambda words: _PLAIN.sub(_marked, words[0]), query.lower())
    yield from numerals(query, folded_text)


def _marked(word: re.Match[str]) -> str:
    return _number_words().get(word[0], word[0])


@cache
def _number_words() -> dict[str, str]:
    """The words of numbers by how they are typed without tone marks, those first that are met most."""
    words = [*UNITS, "mươi", *SCALES, "linh", "phần"]
    return {fold(word).text: word for word in reversed(words)}


def numerals(text: str, folded_text: Folded) -> Iterator[Valued]:
    """The numbers of a text that have one value, in order; ``folded`` is the text folded for search.

    A number with a zero in front, such as the 09 of a resolution, is a name: it counts digit by digit. So does
    a number word alone, which is mostly none: ``năm`` is a year, ``một`` an article.
    """
    claim_folded = fold_for_claims(text)
    for start, end, value, percent in _numbers(claim_folded.folded):
        original_span = (
            (start, end)
            if claim_folded.offsets is None
            else (claim_folded.offsets[start], claim_folded.offsets[end])
        )
        yield Valued(folded_text.at(original_span[0]), folded_text.at(original_span[1]), value, percent)


def written_values(text: str) -> set[str]:
    """The values of the numbers of a text that are not written as those digits alone: 1000 of ``một nghìn``."""
    low = fold_for_claims(text).folded
    return {value for start, end, value, _ in _numbers(low) if not low[start:end].isdigit()}


def _numbers(low: str) -> Iterator[tuple[int, int, str, bool]]:
    """The numbers of a text that have one value: start, end, value, whether there is a percent sign."""
    lexicon = load_lexicon()
    scales = lexicon.scales
    end = 0
    for match in _beginnings().finditer(low):
        start = match.start()
        if start < end:
            continue
        # Most are digits with nothing behind them that belongs to them.
        simple = _SIMPLE.match(low, start)
        if simple:
            digits, sign, word = simple.groups()
            if word not in scales:
                end = simple.end(1)
                if digits[0] != "0" or not _LEADING_ZERO.match(digits):
                    end += len(sign or "")
                    percent_length = len(_PERCENT) if low.startswith(_PERCENT, end) else 0
                    end += percent_length
                    yield start, end, _value_of(digits), bool(sign or percent_length)
                continue
        number = number_at(low, start, lexicon)
        if number is None or not _has_value(low, number):
            end = number.end if number else match.end()
            continue
        end = number.end + (len(_PERCENT) if low.startswith(_PERCENT, number.end) else 0)
        yield number.start, end, number.value, number.percent or end > number.end


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
    words = {*UNITS, "mười"}
    letters = "".join(sorted({word[0] for word in words}))
    firsts = "|".join(f"(?<={word[0]}){word[1:]}" for word in sorted(words, key=len, reverse=True))
    next_words = sorted({*NUMBER_WORDS, *SCALES, *load_lexicon().word_scales}, key=len, reverse=True)
    return re.compile(
        # With a set of characters in front re is twice as quick as with what must not stand before it.
        rf"[0-9{letters}](?:(?<=[0-9])(?<![\d.,][0-9])"
        rf"|(?<![^\W_].)(?:{firsts}) (?=(?:{'|'.join(map(re.escape, next_words))})(?![^\W_])))"
    )
