"""What a search index over many texts is made of: parts of texts, their folded words, their numbers by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.search.numerals import numerals
from annotations.text import fold

PART = 16_384  # code points of a part: little enough to look through in milliseconds
_LONGEST_WORD = 40
_SEAM = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """A part of a text as an index takes it: folded, the values of its numbers, its distinct words."""

    body: str
    numbers: str
    words: frozenset[str]


def terms(text: str) -> Terms:
    """The terms of a part of a text."""
    folded = fold(text)
    body = indexed(folded.text)
    values = {
        value_term(number.value)
        for number in numerals(text, folded)
        if not folded.text[number.start : number.end].isdigit()
    }
    words = frozenset(word for word in _WORD.findall(folded.text) if len(word) <= _LONGEST_WORD)
    return Terms(body, " ".join(sorted(values)), words)


def indexed(folded: str) -> str:
    """Folded text with a blank between letters and digits: ``15tr`` is a number and a word."""
    return _SEAM.sub(" ", folded)


def value_term(value: str) -> str:
    """A canonical decimal as one word."""
    return value.replace(".", "p")


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
