"""The words of a query, one behind the other in a text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby
from typing import NamedTuple

from annotations.search.spelling import PREFIX_COST
from annotations.search.tokens import Token
from annotations.search.vocabulary import Vocabulary

_SKIP_COST = 1.0
# The bound of the work for one phrase: places of its rarest token, and steps from there to its neighbours.
_MOST_PLACES, _MOST_STEPS = 20_000, 60_000
_LETTERS_AN_EDIT = 6
_PAIR = 2
_NONE = -1


class Placed(NamedTuple):
    """A phrase in a folded text, and what had to be forgiven to find it there.

    ``gap`` bounds what is no part of it: a word of the text between two of the phrase, with the blanks around it.
    """

    start: int
    end: int
    cost: float
    gap: tuple[int, int] | None = None


class Phrase:
    """Consecutive tokens of a text, with at most ``skips`` words of it left out between them.

    The rarest token leads: only the places where it stands are looked at, and its neighbours are compared.
    ``costs`` holds for each token the words it may mean, as ``Vocabulary.candidates`` gives them.
    """

    def __init__(
        self, tokens: list[Token], costs: list[dict[int, float]], words: Vocabulary, *, skips: int = 0
    ) -> None:
        self._tokens = tokens
        self._costs = costs
        self._words = words
        self._skips = skips
        self._steps = 0
        self._budget = 1 + PREFIX_COST + max(sum(len(token.key) for token in tokens) // _LETTERS_AN_EDIT, 1)

    def places(self, limit: int) -> Iterator[Placed]:
        """Yield where the phrase stands, at most once for each place of its rarest token."""
        if len(self._tokens) == 1:
            for index in self._leading(0, limit):
                yield self._placed(index, index, self._cost(0, index))
        elif all(self._costs):
            yield from self._phrases(limit)

    def _phrases(self, limit: int) -> Iterator[Placed]:
        """Yield the phrase around each place of its rarest token, until ``limit`` flawless ones are found."""
        lead = min(range(len(self._tokens)), key=self._count)
        flawless = sum(min(costs.values()) for costs in self._costs)
        end = 0
        for index in self._leading(lead, _MOST_PLACES):
            placed = self._direct(index - lead) or self._around(lead, index)
            if placed:
                yield placed
                if placed.cost == flawless and placed.start >= end:
                    end = placed.end
                    limit -= 1
            if limit == 0 or self._steps > _MOST_STEPS:
                return

    def _count(self, token: int) -> int:
        return sum(len(self._words.positions[word]) for word in self._costs[token])

    def _cost(self, token: int, index: int) -> float:
        return self._costs[token][self._words.ids[index]]

    def _leading(self, token: int, most: int) -> Iterator[int]:
        """Yield the places of a token, those of its cheapest words first, no more than ``most``."""
        costs = self._costs[token]
        for _, words in groupby(sorted(costs, key=costs.__getitem__), key=costs.__getitem__):
            places = sorted(chain.from_iterable(self._words.positions[word][:most] for word in words))[:most]
            yield from places
            most -= len(places)

    def _direct(self, first: int) -> Placed | None:
        """Place the phrase at token ``first`` where nothing is left out and next to nothing forgiven."""
        last = first + len(self._tokens) - 1
        if first < 0 or last >= len(self._words.ids):
            return None
        total = 0.0
        for token, (costs, word) in enumerate(
            zip(self._costs, self._words.ids[first : last + 1], strict=True)
        ):
            cost = costs.get(word)
            if cost is None or not (token == 0 or self._joins(token, first + token - 1, 0)):
                return None
            total += cost
        return self._placed(first, last, total) if total < _SKIP_COST else None

    def _around(self, lead: int, index: int) -> Placed | None:
        """Place the whole phrase around its leading token; the one skip may be on either side of it."""
        found: list[tuple[float, int, int, int]] = []
        for skips in range(self._skips + 1):
            right = self._walk(lead, index, 1, skips)
            left = self._walk(lead, index, -1, self._skips - skips) if right else None
            if right and left:
                found.append((left[0] + right[0], left[1], right[1], max(left[2], right[2])))
        cost, first, last, skipped = min(found, default=(self._budget, index, index, _NONE))
        cost += self._cost(lead, index)
        if len(self._tokens) == _PAIR and last - first >= _PAIR and cost > _SKIP_COST + PREFIX_COST:
            return None  # of two words either one is misspelt or another stands between them
        return self._placed(first, last, cost, skipped) if found and cost <= self._budget else None

    def _walk(self, token: int, index: int, step: int, skips: int) -> tuple[float, int, int] | None:
        """Follow the phrase from a token at ``index`` to its end; return the cost, the last index, the one skipped."""
        following = token + step
        if not 0 <= following < len(self._tokens):
            return 0.0, index, _NONE
        self._steps += 1
        best = None
        for skipped in range(skips + 1):
            at = index + step * (1 + skipped)
            if not 0 <= at < len(self._words.ids):
                break
            cost = self._costs[following].get(self._words.ids[at])
            if cost is not None and self._joins(max(token, following), min(index, at), skipped):
                rest = self._walk(following, at, step, skips - skipped)
                if rest:
                    left_out = index + step if skipped else rest[2]
                    found = (cost + skipped * _SKIP_COST + rest[0], rest[1], left_out)
                    best = min(best, found) if best else found
        return best

    def _joins(self, token: int, left: int, skipped: int) -> bool:
        """Tell whether ``token`` may follow the text's token ``left``: signs must agree, numbers not go."""
        glue = self._tokens[token].glue
        if glue:
            return not skipped and self._words.between(left) == glue
        return not (skipped and self._words.is_number(left + 1))

    def _placed(self, first: int, last: int, cost: float, skipped: int = _NONE) -> Placed:
        """Bound the phrase."""
        words = self._words
        end = words.span(last, self._tokens[-1])[1]
        gap = None if skipped == _NONE else (words.ends[skipped - 1], words.starts[skipped + 1])
        return Placed(words.starts[first], end, cost, gap)
