"""Words and numbers of a folded text: what a query and an article have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotations.search.numerals import Valued

# A number keeps its points, commas and percent sign; `26/07/2021` is three numbers, so that a year is found.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%)?|[^\W\d_]+")
_TYPED = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%|[.,]\Z)?|[^\W\d_]+")
_GLUE = frozenset("/:-–")
_ROMAN = re.compile(r"[ivxlcdm]{3,}\Z")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a query.

    ``glue`` is the sign that ties a number to the number before it (the ``/`` of a date), ``open`` says that
    it is still being typed: nothing follows it, so it may be the beginning of a longer one, and ``exact``
    that no edit is forgiven.
    """

    key: str
    glue: str = ""
    open: bool = False
    exact: bool = False

    @property
    def is_number(self) -> bool:
        return self.key[0].isdigit() or self.key[0] == "="


def key_of(token: str) -> str:
    """Return what a token is compared by: ``62,8 %`` is ``62,8%``."""
    return _BLANK.sub("", token) if token[-1] == "%" else token


def may_be_misspelt(key: str) -> bool:
    """Tell whether a token is a word; numbers, Roman ones too, and signs such as m² match exactly or not."""
    return key.isalpha() and not _ROMAN.match(key)


def query_tokens(folded: str, numerals: Sequence[Valued] = ()) -> list[Token]:
    """Split a folded query; its last token is open unless something, such as a blank, follows it.

    ``numerals`` are numbers that count by value, however many words they are written in.
    """
    tokens: list[Token] = []
    end = 0
    for key, start, piece_end in _pieces(folded, numerals):
        token = Token(key)
        gap = folded[end:start]
        if tokens and token.is_number and tokens[-1].is_number and gap in _GLUE:
            token = replace(token, glue=gap)
        tokens.append(token)
        end = piece_end
    if tokens and end == len(folded) and tokens[-1].key[0] != "=":
        tokens[-1] = replace(tokens[-1], open=True)
    return tokens


def _pieces(folded: str, numerals: Sequence[Valued]) -> Iterator[tuple[str, int, int]]:
    """The words and numbers of a query with where they stand."""
    end = 0
    for numeral in numerals:
        yield from _typed_pieces(folded, end, numeral.start)
        yield numeral.key, numeral.start, numeral.end
        end = numeral.end
    yield from _typed_pieces(folded, end, len(folded))


def _typed_pieces(folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in _TYPED.finditer(folded, start, end):
        yield key_of(match[0]), match.start(), match.end()
