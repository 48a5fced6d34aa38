"""The words that a misspelt or half-typed one may mean, out of those there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotations.search.tokens import may_be_misspelt

_SHORT, _LONG = 3, 8  # letters: up to three none may be wrong, from eight on two
_LONGEST = 40  # letters; nothing longer is a word somebody misspelt


class Spelling:
    """A vocabulary of folded words and numbers."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word

    def beginning_with(self, prefix: str) -> list[str]:
        """The words that begin with these letters or digits."""
        first = bisect_left(self._words, prefix)
        return self._words[first : bisect_left(self._words, prefix + "\U0010ffff", first)]

    def near(self, word: str, *, in_phrase: bool) -> dict[str, float]:
        """The words at optimal string alignment distance 1, from eight letters on 2; a swap counts one.

        ``in_phrase`` is given where other words say what is meant: there, three letters may lack a fourth.
        """
        size = len(word)
        if not may_be_misspelt(word):
            return {}
        if in_phrase and size == _SHORT:
            return self._at_distance(word, [size + 1], 1)
        if size <= _SHORT or size > _LONGEST:
            return {}
        allowed = 1 if size < _LONG else 2
        return self._at_distance(word, range(size - allowed, size + allowed + 1), allowed)

    def _at_distance(self, word: str, lengths: Iterable[int], allowed: int) -> dict[str, float]:
        found: dict[str, float] = {}
        for length in lengths:
            words = self._by_length.get(length, ())
            hits = process.extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            found |= {near: float(distance) for near, distance, _ in hits if distance}
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        lengths: dict[int, list[str]] = {}
        for word in self._words:
            if len(word) <= _LONGEST and may_be_misspelt(word):
                lengths.setdefault(len(word), []).append(word)
        return lengths
