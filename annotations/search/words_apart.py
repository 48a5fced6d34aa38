"""Find the words of a query near each other in any order, for queries that have no match as a phrase."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from annotations.search.tokens import Token
from annotations.search.vocabulary import Vocabulary

_REACH = 60  # tokens of the text on either side of the rarest token
_MOST_PLACES, _MOST_HITS = 2_000, 30_000  # bound the work for one query
_MOST_LISTED = 60_000
_MISSING_COST = 2.0
_APART_COST = 0.02  # for each token of the text between the matched ones
_WORDS_A_MISSING = 3  # a word may be missing for every three others in the query
_WORDS_A_WRONG = 3  # one word in three may be misspelt or missing; with more, nearly every text would match
_index = itemgetter(0)
_MISSPELT = 0.7  # from this cost on, a word of the text counts as misspelt


class SpreadHit(NamedTuple):
    """The spans of a query's words in a folded text, and the cost of the differences."""

    spans: tuple[tuple[int, int], ...]
    cost: float


class ScatteredWords:
    """The tokens of a query, searched in each line of a text; numbers must be present, words may be missing.

    ``costs`` has for each token the ids of the words that it may mean, with their costs, as returned by
    ``Vocabulary.candidates``; ``breaks`` has the index of the first token of each line but the first. Without
    breaks the whole text is one line.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        costs: Sequence[dict[int, float]],
        vocabulary: Vocabulary,
        breaks: Sequence[int],
    ) -> None:
        self._tokens, self._costs, self._vocabulary, self._breaks = tokens, costs, vocabulary, breaks
        self._tokens_by_word: dict[int, list[tuple[int, float]]] = {}
        for token_index, word_costs in enumerate(costs):
            for word, cost in word_costs.items():
                self._tokens_by_word.setdefault(word, []).append((token_index, cost))
        self._hits = 0
        self._may_lack = min(2, (len(tokens) - 1) // _WORDS_A_MISSING)
        numbered = any(token.is_number for token in tokens)
        self._may_be_wrong = max(len(tokens) // _WORDS_A_WRONG, numbered)

    def hits(self) -> Iterator[SpreadHit]:
        """Yield the cheapest hit of each line that has one."""
        hits_by_line: dict[int, SpreadHit] = {}
        last_window = (0, 0)
        for index in self._leading():
            line, first, last = self._window(index)
            if (first, last) == last_window:
                continue
            last_window = first, last
            hit = self._tightest_hit(first, last)
            if hit and (line not in hits_by_line or hit.cost < hits_by_line[line].cost):
                hits_by_line[line] = hit
            if self._hits > _MOST_HITS:
                break
        yield from hits_by_line.values()

    def _leading(self) -> Iterator[int]:
        """Yield the positions of the rarest query tokens, as many tokens as make sure that every hit has one."""
        numbers = [index for index, token in enumerate(self._tokens) if token.is_number]
        if not all(self._costs[index] for index in numbers):
            return
        present = [index for index, word_costs in enumerate(self._costs) if word_costs]
        lack = self._may_lack - (len(self._tokens) - len(present))
        if lack < 0 or len(present) < 2:
            return
        rarest = sorted(numbers or present, key=self._count)[: 1 if numbers else lack + 1]
        positions = chain.from_iterable(
            self._vocabulary.positions[word] for index in rarest for word in self._costs[index]
        )
        yield from sorted(positions)[:_MOST_PLACES]

    def _count(self, token_index: int) -> int:
        return sum(len(self._vocabulary.positions[word]) for word in self._costs[token_index])

    def _window(self, index: int) -> tuple[int, int, int]:
        """Return the line of a token, and the first and the end of the tokens of that line within reach."""
        line = bisect_right(self._breaks, index)
        begin = self._breaks[line - 1] if line else 0
        end = self._breaks[line] if line < len(self._breaks) else len(self._vocabulary.ids)
        return line, max(begin, index - _REACH), min(end, index + _REACH + 1)

    def _tightest_hit(self, first: int, last: int) -> SpreadHit | None:
        """Return the cheapest hit between two tokens of the text; None if too much is missing or misspelt."""
        occurrences = self._occurrences(first, last)
        self._hits += len(occurrences)
        if len({token_index for _, token_index, _ in occurrences}) < len(self._tokens) - self._may_lack:
            return None
        chosen_words = _tightest(occurrences)
        missing = [index for index in range(len(self._tokens)) if index not in chosen_words]
        if len(missing) > self._may_lack or any(self._tokens[index].is_number for index in missing):
            return None
        misspelt = sum(cost >= _MISSPELT for _, cost in chosen_words.values())
        if len(missing) + misspelt > self._may_be_wrong or not self._keeps_glue(chosen_words):
            return None
        spans = tuple(
            sorted(
                self._vocabulary.span(index, self._tokens[token_index])
                for token_index, (index, _) in chosen_words.items()
            )
        )
        return SpreadHit(spans, 1 + _cost(chosen_words) + _MISSING_COST * len(missing))

    def _occurrences(self, first: int, last: int) -> list[tuple[int, int, float]]:
        """Return the query tokens between two tokens of the text: index in the text, index in the query, cost."""
        if self._all_occurrences is None:
            tokens_by_word = self._tokens_by_word
            return [
                (index, token_index, cost)
                for index, word in enumerate(self._vocabulary.ids[first:last], first)
                if word in tokens_by_word
                for token_index, cost in tokens_by_word[word]
            ]
        return self._all_occurrences[
            bisect_left(self._all_occurrences, (first,)) : bisect_left(self._all_occurrences, (last,))
        ]

    @cached_property
    def _all_occurrences(self) -> list[tuple[int, int, float]] | None:
        """All occurrences of query tokens, in text order; None if there are too many to list."""
        positions = self._vocabulary.positions
        occurrence_count = sum(
            len(positions[word]) * len(tokens) for word, tokens in self._tokens_by_word.items()
        )
        if occurrence_count > _MOST_LISTED:
            return None
        return sorted(
            (index, token_index, cost)
            for word, tokens in self._tokens_by_word.items()
            for token_index, cost in tokens
            for index in positions[word]
        )

    def _keeps_glue(self, chosen_words: dict[int, tuple[int, float]]) -> bool:
        """Whether the numbers of a date are neighbours in the text, joined by the signs of the query."""
        return all(
            chosen_words[index][0] == chosen_words[index - 1][0] + 1
            and self._vocabulary.text_after(chosen_words[index - 1][0]) == token.glue
            for index, token in enumerate(self._tokens)
            if token.glue
        )


def _tightest(occurrences: list[tuple[int, int, float]]) -> dict[int, tuple[int, float]]:
    """Choose one occurrence for each of as many query tokens as possible, at the lowest cost.

    One word of the text counts for one query token only. If several query tokens may mean the word, it goes to one
    without an occurrence, else to the one for which the word costs least, else to the one whose own occurrence lies
    furthest back. ``occurrences`` are in text order.
    """
    cheapest_choice: dict[int, tuple[int, float]] = {}
    latest: dict[int, tuple[int, float]] = {}
    lowest_cost = total = 0.0
    for index, index_occurrences in groupby(occurrences, key=_index):
        of_index = list(index_occurrences)
        _, token_index, cost = (
            of_index[0]
            if len(of_index) == 1
            else min(of_index, key=lambda hit: (hit[1] in latest, hit[2], latest.get(hit[1], (0, 0))[0]))
        )
        total += cost - (latest[token_index][1] if token_index in latest else 0)
        latest[token_index] = (index, cost)
        if len(latest) < len(cheapest_choice):
            continue
        choice_cost = total + _APART_COST * (index - min(latest.values())[0] + 1 - len(latest))
        if len(latest) > len(cheapest_choice) or choice_cost < lowest_cost:
            cheapest_choice, lowest_cost = dict(latest), choice_cost
    return cheapest_choice


def _cost(chosen_words: dict[int, tuple[int, float]]) -> float:
    """Add up the costs of the chosen words and of the tokens between them."""
    indices = [index for index, _ in chosen_words.values()]
    tokens_between = max(indices) - min(indices) + 1 - len(indices)
    return sum(cost for _, cost in chosen_words.values()) + _APART_COST * tokens_between


def line_breaks(folded: str, vocabulary: Vocabulary) -> list[int]:
    """Return the index of the first token of each line of a folded text, but for the first line."""
    breaks: list[int] = []
    offset = folded.find("\n")
    while offset >= 0:
        index = bisect_left(vocabulary.starts, offset)
        if index and (not breaks or breaks[-1] != index):
            breaks.append(index)
        offset = folded.find("\n", offset + 1)
    return breaks
