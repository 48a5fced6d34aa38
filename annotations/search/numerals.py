"""Numbers by value, read as in claims: ``1.000``, ``1000`` and ``một nghìn`` are the same number."""

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
# Unmarked scale words count after digits, unmarked number words next to a scale; alone they may be other words.
_TYPED_PLAIN = re.compile(
    rf"(?<=\d )(?:{_PLAIN_SCALES})(?![^\W_])(?: (?:{_PLAIN_SCALES})(?![^\W_]))*|(?<=\d )phan tram(?![^\W_])"
    rf"|(?<![^\W_])(?:{_PLAIN_WORDS}) (?:(?:{_PLAIN_WORDS}|{_PLAIN_SCALES}) )*?(?:{_PLAIN_SCALES})(?![^\W_])"
    rf"(?: (?:{_PLAIN_WORDS}|{_PLAIN_SCALES})(?![^\W_]))*"
)
_PLAIN = re.compile(r"\w+")
# Fast path: digits with at most one point or comma, then a percent sign, a word (maybe a scale), or another sign.
_SIMPLE = re.compile(r"(\d+(?:[.,]\d+)?)(?![.,]?\d)(?:(%)| ?(?=[^\W\d_])([^\W\d_]+)|(?=[^\w%. ]|\Z))")


@dataclass(frozen=True, slots=True)
class Valued:
    """A number with its value and its span in a folded text, which includes a percent sign."""

    start: int
    end: int
    value: str
    percent: bool

    @property
    def key(self) -> str:
        """The token key of the number; the equals sign distinguishes it from written words and numbers."""
        return f"={self.value}{'%' if self.percent else ''}"


def read_number(text: str) -> Decimal | None:
    """Return the value of a text that is one number, in digits or words, with an optional minus; else None."""
    folded = fold_case(text.strip())
    negative = folded.startswith("-")
    folded = folded.removeprefix("-")
    number = number_at(folded, 0, load_lexicon()) if folded[:1].isascii() or folded[:1].isalpha() else None
    if number is None or number.end != len(folded) or number.percent or not is_grouped(folded):
        return None
    value = Decimal(number.value)
    return value.copy_negate() if negative else value  # unary minus would round to 28 digits


def typed_numerals(query: str, folded_text: Folded) -> Iterator[Valued]:
    """Yield the numbers of a query that have one value; number words may lack their tone marks."""
    if query.isascii():
        query = _TYPED_PLAIN.sub(lambda words: _PLAIN.sub(_mark_number_word, words[0]), query.lower())
    yield from numerals(query, folded_text)


def _mark_number_word(word: re.Match[str]) -> str:
    return _number_words().get(word[0], word[0])


@cache
def _number_words() -> dict[str, str]:
    """Return the number words by their folded form; of two words with the same form, the commoner one."""
    words = [*UNITS, "mươi", *SCALES, "linh", "phần"]
    return {fold(word).text: word for word in reversed(words)}


def numerals(text: str, folded_text: Folded) -> Iterator[Valued]:
    """Yield the numbers of a text that have one value, in order; ``folded_text`` is the text folded for search.

    Not yielded: numbers with a leading zero, such as the 09 of a resolution, which are names, and single number words,
    which are mostly other words (``năm`` is also a year, ``một`` an article).
    """
    claim_folded = fold_for_claims(text)
    for start, end, value, percent in _numbers(claim_folded.folded):
        original_span = claim_folded.original_span(start, end)
        yield Valued(
            folded_text.from_source(original_span[0]),
            folded_text.from_source(original_span[1]),
            value,
            percent,
        )


def written_values(text: str) -> set[str]:
    """Return the values of the numbers of a text that are not plain digits: 1000 for ``một nghìn``."""
    folded = fold_for_claims(text).folded
    return {value for start, end, value, _ in _numbers(folded) if not folded[start:end].isdigit()}


def _numbers(folded: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the numbers of a text that have one value: start, end, value, whether a percent sign follows."""
    lexicon = load_lexicon()
    scales = lexicon.scales
    end = 0
    for match in _beginnings().finditer(folded):
        start = match.start()
        if start < end:
            continue
        # Most numbers are digits without a scale word.
        simple = _SIMPLE.match(folded, start)
        if simple:
            digits, sign, word = simple.groups()
            if word not in scales:
                end = simple.end(1)
                if digits[0] != "0" or not _LEADING_ZERO.match(digits):
                    end += len(sign or "")
                    percent_length = len(_PERCENT) if folded.startswith(_PERCENT, end) else 0
                    end += percent_length
                    yield start, end, _value_of(digits), bool(sign or percent_length)
                continue
        number = number_at(folded, start, lexicon)
        if number is None or not _has_value(folded, number):
            end = number.end if number else match.end()
            continue
        end = number.end + (len(_PERCENT) if folded.startswith(_PERCENT, number.end) else 0)
        yield number.start, end, number.value, number.percent or end > number.end


@lru_cache(maxsize=10_000)
def _value_of(digits: str) -> str:
    return read_digits(digits)[0]


def _has_value(folded: str, number: Numeral) -> bool:
    if number.word:
        return not number.plain
    return not _LEADING_ZERO.match(folded, number.start)


@cache
def _beginnings() -> re.Pattern[str]:
    """Return the pattern of number starts: digits, or a number word before another number or scale word."""
    words = {*UNITS, "mười"}
    letters = "".join(sorted({word[0] for word in words}))
    firsts = "|".join(f"(?<={word[0]}){word[1:]}" for word in sorted(words, key=len, reverse=True))
    next_words = sorted({*NUMBER_WORDS, *SCALES, *load_lexicon().word_scales}, key=len, reverse=True)
    return re.compile(
        # A leading character set makes re twice as fast as a leading lookbehind.
        rf"[0-9{letters}](?:(?<=[0-9])(?<![\d.,][0-9])"
        rf"|(?<![^\W_].)(?:{firsts}) (?=(?:{'|'.join(map(re.escape, next_words))})(?![^\W_])))"
    )
