"""The words of a vocabulary that a misspelt or half-typed word may mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotations.search.keystrokes import telex, telex_late_mark
from annotations.search.tokens import Token, may_be_misspelt
from annotations.search.typo_costs import slip_cost

PREFIX_COST = 0.25
KEYS_COST = 0.25  # for Telex or VNI keys, typed while the input method was off
LATE_MARK_COST = 0.6  # for the key of a mark behind the syllable, which few people type
_SHORT, _LONG = 3, 6  # letters: below four no edit is allowed, from six on two are
_SHORTEST_TWO_SLIPS = 4  # letters of the shortest word in which two slips are allowed
_MOST_SLIPS = 2.0
_VARIANT_COST = 0.25  # for i instead of y and the reverse: tỉ lệ, kĩ sư, quí
_I_OR_Y = re.compile(r"([hklmstv]|qu)([iy])\Z")
_SWAPPED_VOWEL = {"i": "y", "y": "i"}
_BATCH = 4_000  # words in one rapidfuzz call, which keeps the GIL while it runs
_LONGEST = 40  # letters; longer words are not corrected


class Spelling:
    """A vocabulary of folded words and numbers, for correcting typed words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words)

    def get_ready(self) -> None:
        """Sort the words by length now, so that the first misspelt query does not wait for it."""
        _ = self._words_by_length

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        index = bisect_left(self._words, word)
        return index < len(self._words) and self._words[index] == word

    def candidates(self, token: Token, *, in_phrase: bool, two_slips: bool = False) -> dict[str, float]:
        """Return the words that a typed token may mean, with the cost of each: 0 is exact, 1 an edit.

        Args:
            token: a word or a number of a query; a number matches only itself or, while open, longer numbers.
            in_phrase: the query has other words that limit what this one means, so more edits are allowed.
            two_slips: allow two slips in every word of four letters or more; for when nothing else matches.

        """
        costs: dict[str, float] = {}
        if may_be_misspelt(token.key) and not token.exact:
            if two_slips:
                costs |= self.two_slips_away(token.key)
            costs |= self.edits_away(token.key, in_phrase=in_phrase)
            variant_match = _I_OR_Y.match(token.key)
            if variant_match and (variant := variant_match[1] + _SWAPPED_VOWEL[variant_match[2]]) in self:
                costs[variant] = _VARIANT_COST
            costs |= self._candidates_without_method(token)
        if token.open:
            costs |= dict.fromkeys(self.beginning_with(token.key), PREFIX_COST)
        if token.key in self:
            costs[token.key] = 0
        return costs

    def beginning_with(self, prefix: str) -> list[str]:
        """Return the words that begin with ``prefix``."""
        first = bisect_left(self._words, prefix)
        return self._words[first : bisect_left(self._words, prefix + "\U0010ffff", first)]

    def edits_away(self, word: str, *, in_phrase: bool) -> dict[str, float]:
        """Return the words at optimal string alignment distance 1, or 2 from six letters on; a swap counts one.

        A word of three letters has candidates only in a phrase: a letter missing, two swapped or one doubled.
        """
        size = len(word)
        if size > _LONGEST or size < _SHORT:
            return {}
        if size == _SHORT:
            return self._edits_of_short(word) if in_phrase else {}
        allowed = 1 if size < _LONG else 2
        costs = self._words_at_distance(word, range(size - allowed, size + allowed + 1), allowed)
        return {candidate: cost for candidate, cost in costs.items() if len(candidate) >= _SHORT or in_phrase}

    def two_slips_away(self, word: str) -> dict[str, float]:
        """Return the words of four letters or more with a ``slip_cost`` of at most two."""
        size = len(word)
        if not _SHORT <= size <= _LONGEST:
            return {}
        lengths = range(max(_SHORTEST_TWO_SLIPS, size - 2), size + 3)
        costs = {
            candidate: slip_cost(word, candidate) for candidate in self._words_at_distance(word, lengths, 2)
        }
        return {candidate: cost for candidate, cost in costs.items() if cost <= _MOST_SLIPS}

    def _edits_of_short(self, word: str) -> dict[str, float]:
        costs = self._words_at_distance(word, [len(word) + 1], 1)
        swapped = [word[1] + word[0] + word[2], word[0] + word[2] + word[1]]
        single = [word[1:]] if word[0] == word[1] else [word[:2]] if word[1] == word[2] else []
        return costs | {
            candidate: 1.0 for candidate in [*swapped, *single] if candidate in self and candidate != word
        }

    def _candidates_without_method(self, token: Token) -> dict[str, float]:
        forms = telex(token.key)
        late_mark_forms = telex_late_mark(token.key)
        words = {form for form in forms if form in self}
        if token.open:
            words |= {word for form in forms for word in self.beginning_with(form)}
        costs = dict.fromkeys((form for form in late_mark_forms if form in self), LATE_MARK_COST)
        return costs | dict.fromkeys(words, KEYS_COST)

    def _words_at_distance(self, word: str, lengths: Iterable[int], allowed: int) -> dict[str, float]:
        distances: dict[str, float] = {}
        for words in chain.from_iterable(self._words_by_length.get(length, ()) for length in lengths):
            hits = process.extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            distances |= {candidate: float(distance) for candidate, distance, _ in hits if distance}
        return distances

    @cached_property
    def _words_by_length(self) -> dict[int, list[list[str]]]:
        lengths: dict[int, list[list[str]]] = {}
        for word in self._words:
            if len(word) <= _LONGEST and may_be_misspelt(word):
                batches = lengths.setdefault(len(word), [[]])
                if len(batches[-1]) == _BATCH:
                    batches.append([])
                batches[-1].append(word)
        return lengths
