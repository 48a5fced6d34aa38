"""A query with its blanks put right: ``chuyendoi so``, ``chuy en doi`` and ``chuye ndoi`` are chuyển đổi."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from annotations.search.tokens import Token

_LONGEST = 40  # letters of words written together
_ALONE = frozenset("aeiouy")  # a word of one letter is one of these
_MOST_WORDS = 6  # written together


def respaced(tokens: list[Token], known: Container[str]) -> Iterator[list[Token]]:
    """The tokens with one blank out, one moved, or as many in as a word lacks; every word made is known."""
    for at, (left, right) in enumerate(pairwise(tokens)):
        if left.key.isalpha() and right.key.isalpha():
            whole = left.key + right.key
            if whole in known or right.open:
                yield [*tokens[:at], Token(whole, open=right.open, exact=True), *tokens[at + 2 :]]
            moved = _words(whole, known)
            if moved and moved != [left.key, right.key]:
                yield [*tokens[:at], *_exact(moved), *tokens[at + 2 :]]
    for at, token in enumerate(tokens):
        if token.key.isalpha():
            words = _words(token.key, known)
            if words:
                yield [*tokens[:at], *_exact(words), *tokens[at + 1 :]]


def _exact(words: list[str]) -> list[Token]:
    return [Token(word, exact=True) for word in words]


def _words(letters: str, known: Container[str]) -> list[str] | None:
    """The fewest known words, at least two, that make up the letters; of as few, the one with the longest first."""
    if len(letters) > _LONGEST:
        return None
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            before, word = best[start], letters[start:end]
            if before is None or len(before) == _MOST_WORDS or (start == 0 and end == len(letters)):
                continue
            if (len(word) > 1 or word in _ALONE) and word in known:
                held = best[end]
                if held is None or len(before) + 1 < len(held):
                    best[end] = [*before, word]
    return best[-1]
