"""Expressions for the search index, in FTS5's language, of folded words. What they find is likely, not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotations.search.terms import pair_term, words_of

_MOST_PLACES = 32  # of words behind each other; what is more is not looked for in the index


def phrase(text: str) -> str:
    """Words behind each other, ready to be joined; empty where there is none."""
    return sequence([[text]])


def sequence(places: Sequence[Iterable[str]]) -> str:
    """Words behind each other, at each place one of several, ready to be joined; empty where there is none.

    What is found has every pair that must be there somewhere, which is nearly always where it should be.
    """
    said = [[words for words in map(words_of, choices) if words] for choices in places[:_MOST_PLACES]]
    said = [choices for choices in said if choices]
    required: list[str] = []
    alone = [True] * len(said)
    for at, (left, right) in enumerate(pairwise(said)):
        joints = [pair_term(one[-1], other[0]) for one in left for other in right]
        known = [joint for joint in joints if joint is not None]
        if len(known) == len(joints):
            required.append(any_of(map(term, known)))
            alone[at] = alone[at + 1] = False
    for is_alone, choices in zip(alone, said, strict=True):
        if is_alone or any(len(words) > 1 for words in choices):
            required.append(any_of(all_of(_terms(words)) for words in choices))
    return all_of(dict.fromkeys(required))


def title_phrase(keys: Iterable[str]) -> str:
    """Words behind each other, for the index of the titles; empty where there is none."""
    words = words_of(" ".join(keys))[:_MOST_PLACES]
    return term(" ".join(words)) if words else ""


def term(word: str) -> str:
    """In quotes, so that nothing in it is an operator; words and numbers have no quotes themselves."""
    return f'"{word}"'


def any_of(expressions: Iterable[str]) -> str:
    """One of these, ready to be joined; empty where there is none."""
    return _joined(" OR ", expressions)


def all_of(expressions: Iterable[str]) -> str:
    """All of these, ready to be joined; empty where there is none."""
    return _joined(" AND ", expressions)


def _joined(word: str, expressions: Iterable[str]) -> str:
    held = [expression for expression in expressions if expression]
    return f"({word.join(held)})" if len(held) > 1 else "".join(held)


def _terms(words: Sequence[str]) -> list[str]:
    """The terms of words behind each other: their pairs, and each word that is in none."""
    pairs = [pair_term(one, other) for one, other in pairwise(words)]
    beside = zip([None, *pairs], [*pairs, None], strict=True)
    alone = [word for word, (before, behind) in zip(words, beside, strict=True) if not before and not behind]
    return [term(one) for one in [*pairs, *alone] if one]
