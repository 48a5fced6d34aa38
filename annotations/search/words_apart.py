"""The words of a query near each other in any order: what is looked for where they nowhere follow each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from annotations.search.tokens import Token
from annotations.search.vocabulary import Vocabulary

_REACH = 60  # tokens from the rarest one to either side
_MOST_PLACES, _MOST_HITS = 2_000, 30_000  # looked at: the bound of the work for one query
_MOST_LISTED = 60_000
_MISSING_COST = 2.0
_APART_COST = 0.02  # a token that stands between the first and the last
_WORDS_A_MISSING = 3  # for one word that is not there, so many others must be
_WORDS_A_WRONG = 3  # of so many words apart, one may be misspelt or not there; else anything would be found
_index = itemgetter(0)
_MISSPELT = 0.7  # costs of a word from which on it is another than was typed


class Spread(NamedTuple):
    """Where the words of a query stand in a folded text, and what had to be forgiven."""

    spans: tuple[tuple[int, int], ...]
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
        numbered = any(token.is_number for token in tokens)
        self._may_be_wrong = max(len(tokens) // _WORDS_A_WRONG, numbered)

    def places(self) -> Iterator[Spread]:
        """Yield the best place of each line that has one."""
        found: dict[int, Spread] = {}
        window = (0, 0)
        for index in self._leading():
            line, first, last = self._around(index)
            if (first, last) == window:
                continue
            window = first, last
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
        hits = self._between(first, last)
        self._hits += len(hits)
        if len({at for _, at, _ in hits}) < len(self._tokens) - self._may_lack:
            return None
        chosen = _tightest(hits)
        missing = [at for at in range(len(self._tokens)) if at not in chosen]
        if len(missing) > self._may_lack or any(self._tokens[at].is_number for at in missing):
            return None
        misspelt = sum(cost >= _MISSPELT for _, cost in chosen.values())
        if len(missing) + misspelt > self._may_be_wrong or not self._glued(chosen):
            return None
        spans = tuple(sorted(self._words.span(index, self._tokens[at]) for at, (index, _) in chosen.items()))
        return Spread(spans, 1 + _cost(chosen) + _MISSING_COST * len(missing))

    def _between(self, first: int, last: int) -> list[tuple[int, int, float]]:
        """Where tokens may be meant between two tokens of the text: place, which one, and its cost."""
        if self._everywhere is None:
            meant = self._meant
            return [
                (index, at, cost)
                for index, word in enumerate(self._words.ids[first:last], first)
                if word in meant
                for at, cost in meant[word]
            ]
        return self._everywhere[
            bisect_left(self._everywhere, (first,)) : bisect_left(self._everywhere, (last,))
        ]

    @cached_property
    def _everywhere(self) -> list[tuple[int, int, float]] | None:
        """All places where tokens may be meant, in text order; None where there are too many to list."""
        positions = self._words.positions
        if sum(len(positions[word]) * len(tokens) for word, tokens in self._meant.items()) > _MOST_LISTED:
            return None
        return sorted(
            (index, at, cost)
            for word, tokens in self._meant.items()
            for at, cost in tokens
            for index in positions[word]
        )

    def _glued(self, chosen: dict[int, tuple[int, float]]) -> bool:
        """Whether the parts of a date stand beside each other with the signs that were typed."""
        return all(
            chosen[at][0] == chosen[at - 1][0] + 1 and self._words.between(chosen[at - 1][0]) == token.glue
            for at, token in enumerate(self._tokens)
            if token.glue
        )


def _tightest(hits: list[tuple[int, int, float]]) -> dict[int, tuple[int, float]]:
    """For as many tokens as can be one hit each, so that they cost least; hits are in text order.

    A word of the text that several tokens may mean goes to one that has none yet, else to the one it costs least,
    else to the one whose own is furthest back: one word is never two of the query.
    """
    best: dict[int, tuple[int, float]] = {}
    last: dict[int, tuple[int, float]] = {}
    least = total = 0.0
    for index, here in groupby(hits, key=_index):
        of_index = list(here)
        _, at, cost = (
            of_index[0]
            if len(of_index) == 1
            else min(of_index, key=lambda hit: (hit[1] in last, hit[2], last.get(hit[1], (0, 0))[0]))
        )
        total += cost - (last[at][1] if at in last else 0)
        last[at] = (index, cost)
        if len(last) < len(best):
            continue
        now = total + _APART_COST * (index - min(last.values())[0] + 1 - len(last))
        if len(last) > len(best) or now < least:
            best, least = dict(last), now
    return best


def _cost(chosen: dict[int, tuple[int, float]]) -> float:
    """What is forgiven in the words chosen, and for what stands between them."""
    indices = [index for index, _ in chosen.values()]
    apart = max(indices) - min(indices) + 1 - len(indices)
    return sum(cost for _, cost in chosen.values()) + _APART_COST * apart


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
