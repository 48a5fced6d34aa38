"""The words of a query near each other in any order: what is looked for where they nowhere follow each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from annotations.search.tokens import Token
from annotations.search.vocabulary import Vocabulary

_REACH = 60  # tokens from the rarest one to either side
_MOST_PLACES, _MOST_HITS = 2_000, 30_000  # looked at: the bound of the work for one query
_MISSING_COST = 2.0
_APART_COST = 0.02  # a token that stands between the first and the last
_WORDS_A_MISSING = 3  # for one word that is not there, so many others must be


class Spread(NamedTuple):
    """Tokens of a text that answer a query, by their index in it, and what had to be forgiven."""

    indices: tuple[int, ...]
    cost: float


class Scattered:
    """The tokens of a query in one line of a text; every number must be there, a word of several may lack.

    ``costs`` holds for each token the words it may mean, as ``Vocabulary.candidates`` gives them; ``breaks``
    the tokens of the text with which a line begins.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        costs: Sequence[dict[int, float]],
        words: Vocabulary,
        breaks: Sequence[int],
    ) -> None:
        self._tokens, self._costs, self._words, self._breaks = tokens, costs, words, breaks
        self._meant: dict[int, list[tuple[int, float]]] = {}
        for at, meant in enumerate(costs):
            for word, cost in meant.items():
                self._meant.setdefault(word, []).append((at, cost))
        self._hits = 0
        self._may_lack = min(2, (len(tokens) - 1) // _WORDS_A_MISSING)

    def places(self) -> Iterator[Spread]:
        """Yield the best place of each line that has one."""
        found: dict[int, Spread] = {}
        for index in self._leading():
            line, first, last = self._around(index)
            spread = self._best(first, last)
            if spread and (line not in found or spread.cost < found[line].cost):
                found[line] = spread
            if self._hits > _MOST_HITS:
                break
        yield from found.values()

    def _leading(self) -> Iterator[int]:
        """The places of the rarest tokens, so many that one of them is at every place there can be."""
        numbers = [at for at, token in enumerate(self._tokens) if token.is_number]
        if not all(self._costs[at] for at in numbers):
            return
        present = [at for at, meant in enumerate(self._costs) if meant]
        lack = self._may_lack - (len(self._tokens) - len(present))
        if lack < 0 or len(present) < 2:
            return
        rarest = sorted(numbers or present, key=self._count)[: 1 if numbers else lack + 1]
        places = chain.from_iterable(self._words.positions[word] for at in rarest for word in self._costs[at])
        yield from sorted(places)[:_MOST_PLACES]

    def _count(self, token: int) -> int:
        return sum(len(self._words.positions[word]) for word in self._costs[token])

    def _around(self, index: int) -> tuple[int, int, int]:
        """The line a token is in, and the tokens of it that are near."""
        line = bisect_right(self._breaks, index)
        begin = self._breaks[line - 1] if line else 0
        end = self._breaks[line] if line < len(self._breaks) else len(self._words.ids)
        return line, max(begin, index - _REACH), min(end, index + _REACH + 1)

    def _best(self, first: int, last: int) -> Spread | None:
        """The tightest place between two tokens of the text that has all it must."""
        meant = self._meant
        hits = [
            (index, at, cost)
            for index, word in enumerate(self._words.ids[first:last], first)
            if word in meant
            for at, cost in meant[word]
        ]
        self._hits += len(hits)
        there = {at for _, at, _ in hits}
        missing = [at for at in range(len(self._tokens)) if at not in there]
        if len(missing) > self._may_lack or any(self._tokens[at].is_number for at in missing):
            return None
        chosen = _tightest(hits, len(there))
        indices = tuple(sorted({index for index, _ in chosen.values()}))
        apart = indices[-1] - indices[0] + 1 - len(indices)
        cost = sum(cost for _, cost in chosen.values()) + _MISSING_COST * len(missing) + _APART_COST * apart
        if len(indices) < len(chosen) or not self._glued(chosen):
            return None  # one word of the text cannot be two of the query
        return Spread(indices, 1 + cost)

    def _glued(self, chosen: dict[int, tuple[int, float]]) -> bool:
        """Whether the parts of a date stand beside each other with the signs that were typed."""
        return all(
            chosen[at][0] == chosen[at - 1][0] + 1 and self._words.between(chosen[at - 1][0]) == token.glue
            for at, token in enumerate(self._tokens)
            if token.glue
        )


def _tightest(hits: list[tuple[int, int, float]], wanted: int) -> dict[int, tuple[int, float]]:
    """For each token one hit, so that they are as close to each other as can be; hits are in text order."""
    best: dict[int, tuple[int, float]] = {}
    width = 0
    last: dict[int, tuple[int, float]] = {}
    for index, at, cost in hits:
        held = last.get(at)
        if held is None or held[0] != index or cost < held[1]:
            last[at] = (index, cost)
        if len(last) == wanted:
            now = index - min(place for place, _ in last.values())
            if not best or now < width:
                best, width = dict(last), now
    return best


def line_breaks(folded: str, words: Vocabulary) -> list[int]:
    """The tokens with which the lines of a text begin, but for the first."""
    breaks: list[int] = []
    at = folded.find("\n")
    while at >= 0:
        index = bisect_left(words.starts, at)
        if index and (not breaks or breaks[-1] != index):
            breaks.append(index)
        at = folded.find("\n", at + 1)
    return breaks
