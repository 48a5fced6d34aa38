"""The parts of a text and their terms, for a full-text index over many texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.search.numerals import written_values
from annotations.text import fold

PART = 16_384  # code points; a part this small is searched in milliseconds
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct terms of a part of a text, and the words among the terms."""

    terms: frozenset[str]
    words: frozenset[str]


def terms(text: str) -> Terms:
    """Return the terms of a part of a text: words, numbers, pairs of neighbours, and numbers by value.

    Pairs keep a phrase of common words fast to find.
    """
    text_words = words_of(fold(text).text)
    kinds = list(map(str.isdecimal, text_words))
    paired = {
        f"{first_word}_{second_word}"
        for first_word, second_word, first_is_number, second_is_number in zip(
            text_words, text_words[1:], kinds, kinds[1:], strict=False
        )
        if first_is_number is second_is_number
    }
    distinct = frozenset(text_words)
    values = map(value_term, written_values(text))
    words = frozenset(word for word in distinct if len(word) <= _LONGEST_WORD and not word.isdecimal())
    return Terms(distinct.union(paired, values), words)


def words_of(folded: str) -> list[str]:
    """Return the words and numbers of a folded text: ``15tr`` is a number and a word, ``62,8`` two numbers."""
    return _WORD.findall(folded)


def pair_term(first_word: str, second_word: str) -> str | None:
    """Return the term of two neighbouring words or numbers; None for a word next to a number.

    Pairs of a word and a number would add a term for nearly every number.
    """
    return f"{first_word}_{second_word}" if first_word.isdecimal() is second_word.isdecimal() else None


def value_term(value: str) -> str:
    """Return the term of a canonical decimal; the equals sign distinguishes it from written words and numbers."""
    return f"={value}"


def parts(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the spans of the parts of a text from ``start`` on; cuts follow a line break or blank if there is one."""
    while start < len(text):
        end = min(start + PART, len(text))
        if end < len(text):
            end = next(
                (cut for cut in (text.rfind(mark, start, end) + 1 for mark in "\n ") if cut > start), end
            )
        yield start, end
        start = end
