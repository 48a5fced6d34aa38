"""The distinct words and numbers of one article, where each stands, and which a typed word may mean."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotations.search.tokens import TOKEN, Token, key_of, may_be_misspelt

PREFIX_COST = 0.25
_SHORT, _LONG = 3, 8  # letters: up to three none may be wrong, from eight on two
_LONGEST = 40  # letters; nothing longer is a word somebody misspelt


class Vocabulary:
    """The tokens of a folded text.

    ``starts`` and ``ends`` bound token number i in the text, ``ids`` names its word, ``positions`` lists the
    tokens that are a word.
    """

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self.starts, self.ends, self.ids = array("I"), array("I"), array("I")
        self.known: dict[str, int] = {}
        self.positions: list[array[int]] = []
        for index, match in enumerate(TOKEN.finditer(folded)):
            key = key_of(match[0])
            word = self.known.setdefault(key, len(self.positions))
            if word == len(self.positions):
                self.positions.append(array("I"))
            self.positions[word].append(index)
            self.ids.append(word)
            self.starts.append(match.start())
            self.ends.append(match.end())

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.known)

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        lengths: dict[int, list[str]] = {}
        for key in self.known:
            if len(key) <= _LONGEST and may_be_misspelt(key):
                lengths.setdefault(len(key), []).append(key)
        return lengths

    def candidates(self, token: Token, *, in_phrase: bool) -> dict[int, float]:
        """Return the words a typed token may mean and what each costs: 0 is exact, 1 an edit.

        ``in_phrase`` is given where other words say what is meant: there, three letters may lack a fourth.
        """
        costs: dict[int, float] = {}
        if not token.exact and may_be_misspelt(token.key):
            costs |= self._misspelt(token.key, in_phrase=in_phrase)
        if token.open:
            costs |= dict.fromkeys(self._beginning_with(token.key), PREFIX_COST)
        if token.key in self.known:
            costs[self.known[token.key]] = 0
        return costs

    def between(self, index: int) -> str:
        """Return what stands between a token and the next one."""
        return self._folded[self.ends[index] : self.starts[index + 1]]

    def is_number(self, index: int) -> bool:
        return self._folded[self.starts[index]].isdigit()

    def _beginning_with(self, prefix: str) -> list[int]:
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + "\U0010ffff", first)
        return [self.known[key] for key in self._sorted[first:last]]

    def _misspelt(self, key: str, *, in_phrase: bool) -> dict[int, float]:
        """Find words at optimal string alignment distance 1, from eight letters on 2; a swap counts one."""
        size = len(key)
        if in_phrase and size == _SHORT:
            return self._near(key, [size + 1], 1)
        if size <= _SHORT or size > _LONGEST:
            return {}
        allowed = 1 if size < _LONG else 2
        return self._near(key, range(size - allowed, size + allowed + 1), allowed)

    def _near(self, key: str, lengths: list[int] | range, allowed: int) -> dict[int, float]:
        found: dict[int, float] = {}
        for length in lengths:
            words = self._by_length.get(length, ())
            hits = process.extract(key, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            found |= {self.known[word]: float(distance) for word, distance, _ in hits if distance}
        return found
