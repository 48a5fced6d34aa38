"""What a search index over many texts is made of: parts of texts, and the terms that each is found by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.search.numerals import written_values
from annotations.text import fold

PART = 16_384  # code points of a part: little enough to look through in milliseconds
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Terms:
    """A part of a text as an index takes it: the distinct terms to find it by, and the words among them."""

    terms: frozenset[str]
    words: frozenset[str]


def terms(text: str) -> Terms:
    """The terms of a part of a text: its words and numbers, those beside each other in pairs, numbers by value.

    Pairs are what makes words that follow each other found at once, however common each of them is.
    """
    text_words = words_of(fold(text).text)
    kinds = list(map(str.isdecimal, text_words))
    paired = {
        f"{first_word}_{second_word}"
        for first_word, second_word, is_number, too in zip(
            text_words, text_words[1:], kinds, kinds[1:], strict=False
        )
        if is_number is too
    }
    distinct = frozenset(text_words)
    values = map(value_term, written_values(text))
    words = frozenset(word for word in distinct if len(word) <= _LONGEST_WORD and not word.isdecimal())
    return Terms(distinct.union(paired, values), words)


def words_of(folded: str) -> list[str]:
    """The words and numbers of a folded text: ``15tr`` is a number and a word, ``62,8`` two numbers."""
    return _WORD.findall(folded)


def pair_term(first_word: str, second_word: str) -> str | None:
    """The term for two words, or two numbers, that stand beside each other; None for one of each.

    A word and a number beside each other would be a term for each number there is.
    """
    return f"{first_word}_{second_word}" if first_word.isdecimal() is second_word.isdecimal() else None


def value_term(value: str) -> str:
    """A canonical decimal as one term, which no word and no number as it is written is."""
    return f"={value}"


def parts(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Cut a text from ``start`` on into parts, behind line breaks or blanks where there are any."""
    while start < len(text):
        end = min(start + PART, len(text))
        if end < len(text):
            end = next(
                (cut for cut in (text.rfind(mark, start, end) + 1 for mark in "\n ") if cut > start), end
            )
        yield start, end
        start = end
