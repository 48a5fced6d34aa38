"""Expressions in the query language of FTS5, made of folded words.

The index stores words and pairs of neighbouring words without positions, so that an expression finds parts that
probably match; the search tests the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotations.search.terms import pair_term, words_of

_MOST_POSITIONS = 32  # of a phrase; further words are left out of the expression


def phrase(text: str) -> str:
    """The expression for the words of a text as a phrase; empty if it has none."""
    return sequence([[text]])


def sequence(positions: Sequence[Iterable[str]]) -> str:
    """The expression for a phrase with one of several words at each position; empty if there are no words.

    The pairs of neighbouring words must occur, in any order: a part with all pairs nearly always has the phrase.
    """
    choices = [[words for words in map(words_of, texts) if words] for texts in positions[:_MOST_POSITIONS]]
    choices = [alternatives for alternatives in choices if alternatives]
    required: list[str] = []
    unpaired = [True] * len(choices)
    for index, (left, right) in enumerate(pairwise(choices)):
        joints = [pair_term(first[-1], second[0]) for first in left for second in right]
        pairs = [joint for joint in joints if joint is not None]
        if len(pairs) == len(joints):
            required.append(any_of(map(term, pairs)))
            unpaired[index] = unpaired[index + 1] = False
    for is_unpaired, alternatives in zip(unpaired, choices, strict=True):
        if is_unpaired or any(len(words) > 1 for words in alternatives):
            required.append(any_of(all_of(_terms(words)) for words in alternatives))
    return all_of(dict.fromkeys(required))


def title_phrase(keys: Iterable[str]) -> str:
    """The expression for a phrase in the index of titles; empty if there are no words."""
    words = words_of(" ".join(keys))[:_MOST_POSITIONS]
    return term(" ".join(words)) if words else ""


def term(word: str) -> str:
    """The term in quotes, so that FTS5 takes nothing in it for an operator; words themselves have no quotes."""
    return f'"{word}"'


def any_of(expressions: Iterable[str]) -> str:
    """The expressions joined by OR, in brackets; empty ones are left out."""
    return _joined(" OR ", expressions)


def all_of(expressions: Iterable[str]) -> str:
    """The expressions joined by AND, in brackets; empty ones are left out."""
    return _joined(" AND ", expressions)


def _joined(operator: str, expressions: Iterable[str]) -> str:
    operands = [expression for expression in expressions if expression]
    return f"({operator.join(operands)})" if len(operands) > 1 else "".join(operands)


def _terms(words: Sequence[str]) -> list[str]:
    """The terms of a phrase: its pairs, and the words that are in no pair."""
    pairs = [pair_term(left, right) for left, right in pairwise(words)]
    neighbours = zip([None, *pairs], [*pairs, None], strict=True)
    unpaired = [
        word
        for word, (left_pair, right_pair) in zip(words, neighbours, strict=True)
        if not left_pair and not right_pair
    ]
    return [term(key) for key in [*pairs, *unpaired] if key]
