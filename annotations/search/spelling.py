"""The words that a misspelt or half-typed one may mean, out of those there are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotations.search.keystrokes import telex, telex_marked_behind
from annotations.search.tokens import Token, may_be_misspelt
from annotations.search.typo_costs import slip_cost

PREFIX_COST = 0.25
KEYS_COST = 0.25  # of the keys of an input method that was off
BEHIND_COST = 0.6  # where one of them stands behind the syllable, as hardly anybody types
_SHORT, _LONG = 3, 6  # letters: up to three none may be wrong, from six on two
_MEANT = 4  # letters at least of a word in which two slips are forgiven
_MOST_SLIPS = 2.0
_VARIANT_COST = 0.25  # of i for y: tỉ lệ, kĩ sư, quí
_I_OR_Y = re.compile(r"([hklmstv]|qu)([iy])\Z")
_OTHER = {"i": "y", "y": "i"}
_BATCH = 4_000  # words compared at once: rapidfuzz lets no other thread run meanwhile
_LONGEST = 40  # letters; nothing longer is a word somebody misspelt


class Spelling:
    """A vocabulary of folded words and numbers."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)

    def get_ready(self) -> None:
        """Sort the words now by what the first misspelt one would have to wait for."""
        _ = self._by_length

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word

    def meant(self, token: Token, *, in_phrase: bool, far: bool = False) -> dict[str, float]:
        """The words a typed token may mean and what each costs: 0 is exact, 1 an edit.

        ``in_phrase`` is given where other words say what is meant: more is forgiven there. ``far`` forgives two
        slips in every word that has four letters or more, for where nothing else is found.
        """
        costs: dict[str, float] = {}
        if may_be_misspelt(token.key) and not token.exact:
            if far:
                costs |= self.far(token.key)
            costs |= self.near(token.key, in_phrase=in_phrase)
            if (variant := _I_OR_Y.match(token.key)) and (other := variant[1] + _OTHER[variant[2]]) in self:
                costs[other] = _VARIANT_COST
            costs |= self._typed_without_method(token)
        if token.open:
            costs |= dict.fromkeys(self.beginning_with(token.key), PREFIX_COST)
        if token.key in self:
            costs[token.key] = 0
        return costs

    def beginning_with(self, prefix: str) -> list[str]:
        """The words that begin with these letters or digits."""
        first = bisect_left(self._words, prefix)
        return self._words[first : bisect_left(self._words, prefix + "\U0010ffff", first)]

    def near(self, word: str, *, in_phrase: bool) -> dict[str, float]:
        """The words at optimal string alignment distance 1, from six letters on 2; a swap counts one.

        Of three letters, in a phrase, one may be missing, two swapped or one doubled.
        """
        size = len(word)
        if size > _LONGEST or size < _SHORT:
            return {}
        if size == _SHORT:
            return self._near_short(word) if in_phrase else {}
        allowed = 1 if size < _LONG else 2
        found = self._at_distance(word, range(size - allowed, size + allowed + 1), allowed)
        return {near: cost for near, cost in found.items() if len(near) >= _SHORT or in_phrase}

    def far(self, word: str) -> dict[str, float]:
        """The words of four letters or more, two slips away at most; what is no slip counts more."""
        size = len(word)
        if not _SHORT <= size <= _LONGEST:
            return {}
        lengths = range(max(_MEANT, size - 2), size + 3)
        costs = {near: slip_cost(word, near) for near in self._at_distance(word, lengths, 2)}
        return {near: cost for near, cost in costs.items() if cost <= _MOST_SLIPS}

    def _near_short(self, word: str) -> dict[str, float]:
        found = self._at_distance(word, [len(word) + 1], 1)
        swapped = [word[1] + word[0] + word[2], word[0] + word[2] + word[1]]
        single = [word[1:]] if word[0] == word[1] else [word[:2]] if word[1] == word[2] else []
        return found | {near: 1.0 for near in [*swapped, *single] if near in self and near != word}

    def _typed_without_method(self, token: Token) -> dict[str, float]:
        forms = telex(token.key)
        behind = telex_marked_behind(token.key)
        words = {form for form in forms if form in self}
        if token.open:
            words |= {word for form in forms for word in self.beginning_with(form)}
        costs = dict.fromkeys((form for form in behind if form in self), BEHIND_COST)
        return costs | dict.fromkeys(words, KEYS_COST)

    def _at_distance(self, word: str, lengths: Iterable[int], allowed: int) -> dict[str, float]:
        found: dict[str, float] = {}
        for words in chain.from_iterable(self._by_length.get(length, ()) for length in lengths):
            hits = process.extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            found |= {near: float(distance) for near, distance, _ in hits if distance}
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[list[str]]]:
        lengths: dict[int, list[list[str]]] = {}
        for word in self._words:
            if len(word) <= _LONGEST and may_be_misspelt(word):
                batches = lengths.setdefault(len(word), [[]])
                if len(batches[-1]) == _BATCH:
                    batches.append([])
                batches[-1].append(word)
        return lengths
