"""Split folded texts and queries into tokens: words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotations.search.numerals import Valued

# A number includes points, commas and a percent sign; `26/07/2021` is three numbers, so that 2021 matches it.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%)?|[^\W\d_]+")
_TYPED = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%|[.,]\Z)?|[^\W\d_]+")
_GLUE = frozenset("/:-–")
_ROMAN = re.compile(r"[ivxlcdm]{3,}\Z")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a query.

    ``glue`` is the sign between a number and the previous number, such as the ``/`` of a date. An ``open`` token is
    still being typed, so it may be a prefix. An ``exact`` token allows no edits.
    """

    key: str
    glue: str = ""
    open: bool = False
    exact: bool = False

    @property
    def is_number(self) -> bool:
        return self.key[0].isdigit() or self.key[0] == "="


def key_of(token: str) -> str:
    """Return the key by which a token is compared: ``62,8%`` for ``62,8 %``."""
    return _BLANK.sub("", token) if token[-1] == "%" else token


def may_be_misspelt(key: str) -> bool:
    """Whether a token is a word; numbers, Roman ones too, and signs such as m² allow no edits."""
    return key.isalpha() and not _ROMAN.match(key)


def query_tokens(folded: str, numerals: Sequence[Valued] = ()) -> list[Token]:
    """Split a folded query into tokens; the last token is open unless something, such as a blank, follows.

    Each of ``numerals`` becomes one token, compared by value.
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
    """Yield the key, start and end of each word and number of a query."""
    end = 0
    for numeral in numerals:
        yield from _typed_pieces(folded, end, numeral.start)
        yield numeral.key, numeral.start, numeral.end
        end = numeral.end
    yield from _typed_pieces(folded, end, len(folded))


def _typed_pieces(folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in _TYPED.finditer(folded, start, end):
        yield key_of(match[0]), match.start(), match.end()
