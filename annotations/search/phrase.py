"""Find the words of a query as a phrase: in their order, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby
from typing import NamedTuple

from annotations.search.spelling import PREFIX_COST
from annotations.search.tokens import Token
from annotations.search.vocabulary import Vocabulary

_SKIP_COST = 1.0
# Bound the work for one phrase: positions of its rarest token, and steps from there to its neighbours.
_MOST_PLACES, _MOST_STEPS = 20_000, 60_000
_LETTERS_AN_EDIT = 6
_PAIR = 2
_NONE = -1


class PhraseHit(NamedTuple):
    """The span of a phrase in a folded text, and the cost of its differences from the query.

    ``gap`` is the span of a word that the query does not have, with the blanks around that word.
    """

    start: int
    end: int
    cost: float
    gap: tuple[int, int] | None = None


class Phrase:
    """Consecutive tokens of a text, with at most ``skips`` words of the text left out between them.

    The search visits only the positions of the rarest token, the lead, and compares the neighbours there. ``costs``
    has for each token the ids of the words that it may mean, as returned by ``Vocabulary.candidates``.
    """

    def __init__(
        self, tokens: list[Token], costs: list[dict[int, float]], vocabulary: Vocabulary, *, skips: int = 0
    ) -> None:
        self._tokens = tokens
        self._costs = costs
        self._vocabulary = vocabulary
        self._skips = skips
        self._steps = 0
        self._budget = 1 + PREFIX_COST + max(sum(len(token.key) for token in tokens) // _LETTERS_AN_EDIT, 1)

    def hits(self, limit: int) -> Iterator[PhraseHit]:
        """Yield the hits of the phrase, at most one for each position of its rarest token."""
        if len(self._tokens) == 1:
            for index in self._leading(0, limit):
                yield self._hit(index, index, self._cost(0, index))
        elif all(self._costs):
            yield from self._phrases(limit)

    def _phrases(self, limit: int) -> Iterator[PhraseHit]:
        """Yield a hit for each position of the lead that has one, until ``limit`` hits have the lowest cost."""
        lead = min(range(len(self._tokens)), key=self._count)
        flawless = sum(min(costs.values()) for costs in self._costs)
        end = 0
        for index in self._leading(lead, _MOST_PLACES):
            hit = self._exact_hit(index - lead) or self._hit_near(lead, index)
            if hit:
                yield hit
                if hit.cost == flawless and hit.start >= end:
                    end = hit.end
                    limit -= 1
            if limit == 0 or self._steps > _MOST_STEPS:
                return

    def _count(self, token: int) -> int:
        return sum(len(self._vocabulary.positions[word]) for word in self._costs[token])

    def _cost(self, token: int, index: int) -> float:
        return self._costs[token][self._vocabulary.ids[index]]

    def _leading(self, token: int, limit: int) -> Iterator[int]:
        """Yield at most ``limit`` positions of a token, those of its cheapest words first."""
        costs = self._costs[token]
        for _, words in groupby(sorted(costs, key=costs.__getitem__), key=costs.__getitem__):
            positions = sorted(
                chain.from_iterable(self._vocabulary.positions[word][:limit] for word in words)
            )
            positions = positions[:limit]
            yield from positions
            limit -= len(positions)

    def _exact_hit(self, first: int) -> PhraseHit | None:
        """Return the hit from token ``first`` of the text on, if it skips no word and costs less than a skip."""
        last = first + len(self._tokens) - 1
        if first < 0 or last >= len(self._vocabulary.ids):
            return None
        total = 0.0
        for token, (costs, word) in enumerate(
            zip(self._costs, self._vocabulary.ids[first : last + 1], strict=True)
        ):
            cost = costs.get(word)
            if cost is None or not (token == 0 or self._joins(token, first + token - 1, 0)):
                return None
            total += cost
        return self._hit(first, last, total) if total < _SKIP_COST else None

    def _hit_near(self, lead: int, index: int) -> PhraseHit | None:
        """Return the cheapest hit with its lead at ``index``; the one skip may lie on either side of the lead."""
        hits: list[tuple[float, int, int, int]] = []
        for skips in range(self._skips + 1):
            right = self._walk(lead, index, 1, skips)
            left = self._walk(lead, index, -1, self._skips - skips) if right else None
            if right and left:
                hits.append((left[0] + right[0], left[1], right[1], max(left[2], right[2])))
        cost, first, last, skipped = min(hits, default=(self._budget, index, index, _NONE))
        cost += self._cost(lead, index)
        if len(self._tokens) == _PAIR and last - first >= _PAIR and cost > _SKIP_COST + PREFIX_COST:
            return None  # in a phrase of two words, either a word is misspelt or another word is between them
        return self._hit(first, last, cost, skipped) if hits and cost <= self._budget else None

    def _walk(self, token: int, index: int, step: int, skips: int) -> tuple[float, int, int] | None:
        """Compare the tokens on one side of ``token``, which is at ``index`` of the text; ``step`` is 1 or -1.

        Returns the cost, the last index of the text, and the index of the skipped word.
        """
        next_token = token + step
        if not 0 <= next_token < len(self._tokens):
            return 0.0, index, _NONE
        self._steps += 1
        cheapest_walk = None
        for skipped in range(skips + 1):
            next_index = index + step * (1 + skipped)
            if not 0 <= next_index < len(self._vocabulary.ids):
                break
            cost = self._costs[next_token].get(self._vocabulary.ids[next_index])
            if cost is not None and self._joins(max(token, next_token), min(index, next_index), skipped):
                onward = self._walk(next_token, next_index, step, skips - skipped)
                if onward:
                    skipped_index = index + step if skipped else onward[2]
                    walk = (cost + skipped * _SKIP_COST + onward[0], onward[1], skipped_index)
                    cheapest_walk = min(cheapest_walk, walk) if cheapest_walk else walk
        return cheapest_walk

    def _joins(self, token: int, left: int, skipped: int) -> bool:
        """Whether ``token`` may follow the text's token ``left``: its sign must agree, no number may be skipped."""
        glue = self._tokens[token].glue
        if glue:
            return not skipped and self._vocabulary.text_after(left) == glue
        return not (skipped and self._vocabulary.is_number(left + 1))

    def _hit(self, first: int, last: int, cost: float, skipped: int = _NONE) -> PhraseHit:
        vocabulary = self._vocabulary
        end = vocabulary.span(last, self._tokens[-1])[1]
        gap = None if skipped == _NONE else (vocabulary.ends[skipped - 1], vocabulary.starts[skipped + 1])
        return PhraseHit(vocabulary.starts[first], end, cost, gap)
