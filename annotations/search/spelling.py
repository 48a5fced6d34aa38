"""The words that a misspelt or half-typed one may mean, out of those there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotations.search.keystrokes import telex
from annotations.search.tokens import Token, may_be_misspelt

PREFIX_COST = 0.25
KEYS_COST = 0.25  # of the keys of an input method that was off
_SHORT, _LONG = 3, 6  # letters: up to three none may be wrong, from six on two
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

    def meant(self, token: Token, *, in_phrase: bool) -> dict[str, float]:
        """The words a typed token may mean and what each costs: 0 is exact, 1 an edit.

        ``in_phrase`` is given where other words say what is meant: more is forgiven there.
        """
        costs: dict[str, float] = {}
        if may_be_misspelt(token.key) and not token.exact:
            costs |= self.near(token.key, in_phrase=in_phrase)
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

    def _near_short(self, word: str) -> dict[str, float]:
        found = self._at_distance(word, [len(word) + 1], 1)
        swapped = [word[1] + word[0] + word[2], word[0] + word[2] + word[1]]
        single = [word[1:]] if word[0] == word[1] else [word[:2]] if word[1] == word[2] else []
        return found | {near: 1.0 for near in [*swapped, *single] if near in self and near != word}

    def _typed_without_method(self, token: Token) -> dict[str, float]:
        forms = telex(token.key)
        words = {form for form in forms if form in self}
        if token.open:
            words |= {word for form in forms for word in self.beginning_with(form)}
        return dict.fromkeys(words, KEYS_COST)

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
