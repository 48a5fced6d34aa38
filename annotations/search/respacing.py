"""Correct the blanks of a query: ``chuyendoi so``, ``chuy en doi`` and ``chuye ndoi`` are chuyển đổi."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from annotations.search.tokens import Token

_LONGEST = 40  # letters of a run of words without blanks
_ONE_LETTER_WORDS = frozenset("aeiouy")  # the only words of one letter
_MOST_WORDS = 6  # in a run without blanks


def respacings(tokens: list[Token], vocabulary: Container[str]) -> Iterator[list[Token]]:
    """Yield the tokens with one blank removed or moved, or a word split; every new word is in ``vocabulary``."""
    for index, (left, right) in enumerate(pairwise(tokens)):
        if left.key.isalpha() and right.key.isalpha():
            whole = left.key + right.key
            if whole in vocabulary or right.open:
                yield [*tokens[:index], Token(whole, open=right.open, exact=True), *tokens[index + 2 :]]
            respaced_words = _words(whole, vocabulary)
            if respaced_words and respaced_words != [left.key, right.key]:
                yield [*tokens[:index], *_exact(respaced_words), *tokens[index + 2 :]]
    for index, token in enumerate(tokens):
        if token.key.isalpha():
            words = _words(token.key, vocabulary)
            if words:
                yield [*tokens[:index], *_exact(words), *tokens[index + 1 :]]


def _exact(words: list[str]) -> list[Token]:
    return [Token(word, exact=True) for word in words]


def _words(letters: str, vocabulary: Container[str]) -> list[str] | None:
    """Split letters into the fewest words of the vocabulary, at least two; None if that is impossible."""
    if len(letters) > _LONGEST:
        return None
    shortest_splits: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            split_before, word = shortest_splits[start], letters[start:end]
            if (
                split_before is None
                or len(split_before) == _MOST_WORDS
                or (start == 0 and end == len(letters))
            ):
                continue
            if (len(word) > 1 or word in _ONE_LETTER_WORDS) and word in vocabulary:
                current_split = shortest_splits[end]
                if current_split is None or len(split_before) + 1 < len(current_split):
                    shortest_splits[end] = [*split_before, word]
    return shortest_splits[-1]
