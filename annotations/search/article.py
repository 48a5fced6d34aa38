"""Search inside one article, fast enough for every keystroke.

Words may be misspelt a little; numbers may not differ in a digit. ``tri gia 62,8%`` finds ``trị giá 62,8%``,
never ``68,2%``. The token being typed, the last of a query with nothing behind it, may be a beginning: ``62``
finds ``62,8%`` and ``628``; ``62`` and a blank finds the number 62 alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from heapq import nsmallest

from annotations.search.phrase import Phrase, Placed
from annotations.search.tokens import Token, query_tokens
from annotations.search.vocabulary import Vocabulary
from annotations.text import fold

_LONGEST_QUERY = 200  # code points; longer ones are looked for letter by letter
_MOST_TOKENS = 16
_PHRASE = 3  # words that say together what is meant
_BLANK_COST = 0.5
_IN_NUMBER = re.compile(r"\d[.,]?\d")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a query stands in an article: code points ``start`` to ``end`` of the text as imported.

    ``score`` is 100 where every folded word is the query's own, less the more had to be forgiven. Of a word
    that is only begun, the part that was typed is the match. ``parts`` are the spans that matched: one, or one
    for each word where they do not stand beside each other.
    """

    start: int
    end: int
    score: float
    parts: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            object.__setattr__(self, "parts", ((self.start, self.end),))


class ArticleIndex:
    """The words of one article, folded and counted once, to search in again and again."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._vocabulary = Vocabulary(self._folded.text)

    def search(self, query: str, *, limit: int = 1000, exact: bool = False) -> list[Match]:
        """Return the best ``limit`` places that match a query, in text order and never overlapping.

        ``exact`` forgives tone marks and case alone, as for a phrase in quotes.

        Any string is a query: one without words, such as ``%`` or an emoji, is looked for as it is, and an
        empty one is nowhere.
        """
        folded = fold(query).text.lstrip()
        if limit <= 0 or not folded.strip():
            return []
        tokens = query_tokens(folded) if len(folded) <= _LONGEST_QUERY else []
        if exact:
            tokens = [replace(token, exact=True) for token in tokens]
        if not tokens or len(tokens) > _MOST_TOKENS:
            return [self._match(place) for place in self._literal(folded.rstrip(), limit)]
        letters = sum(len(token.key) for token in tokens)
        places = _apart(self._places(tokens, limit), limit)
        return [self._match(place, letters) for place in places]

    def _match(self, place: Placed, letters: int = 1) -> Match:
        start, end = self._folded.span(place.start, place.end)
        return Match(start, end, max(1.0, round(100 * (1 - place.cost / (letters + 1)), 1)))

    def _literal(self, folded: str, limit: int) -> Iterator[Placed]:
        """Find a query letter by letter, not where it would begin or end inside a number."""
        text = self._folded.text
        start = text.find(folded)
        while start >= 0 and limit:
            end = start + len(folded)
            if not (
                _IN_NUMBER.match(text, max(start - 2, 0), start + 1)
                or _IN_NUMBER.search(text, end - 1, end + 2)
            ):
                yield Placed(start, end, 0)
                limit -= 1
            start = text.find(folded, end)

    def _places(self, tokens: list[Token], limit: int) -> Iterator[Placed]:
        """Place the query as it is typed, then with one blank more or less."""
        words = self._vocabulary
        candidates = partial(words.candidates, in_phrase=len(tokens) >= _PHRASE)
        known = {token: candidates(token) for token in tokens}
        forgiving = not any(token.exact for token in tokens)
        skips = 1 if forgiving and len(tokens) > 1 else 0
        yield from Phrase(tokens, [known[token] for token in tokens], words, skips=skips).places(limit)
        for variant in [*_joined(tokens), *_split(tokens, words.known)] if forgiving else ():
            costs = [known[token] if token in known else candidates(token) for token in variant]
            for placed in Phrase(variant, costs, words).places(limit):
                yield placed._replace(cost=placed.cost + _BLANK_COST)


def _apart(places: Iterable[Placed], limit: int) -> list[Placed]:
    """Choose the cheapest of places that overlap, and the cheapest ``limit`` of all, in text order."""
    kept: list[Placed] = []
    for place in sorted(places, key=lambda place: (place.start, place.cost)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif place.cost < kept[-1].cost:
            kept[-1] = place
    if len(kept) > limit:
        kept = sorted(nsmallest(limit, kept, key=lambda place: (place.cost, place.start)))
    return kept


def _joined(tokens: list[Token]) -> Iterator[list[Token]]:
    """Take one blank out of a query: ``chuyển đổi`` may stand as ``chuyểnđổi`` in the text."""
    for at in range(1, len(tokens)):
        left, right = tokens[at - 1 : at + 1]
        if left.key.isalpha() and right.key.isalpha():
            whole = Token(left.key + right.key, open=right.open, exact=True)
            yield [*tokens[: at - 1], whole, *tokens[at + 1 :]]


def _split(tokens: list[Token], known: dict[str, int]) -> Iterator[list[Token]]:
    """Put one blank into a query where both halves are words of the text."""
    for at, token in enumerate(tokens):
        for cut in range(1, len(token.key)) if token.key.isalpha() else ():
            left, right = Token(token.key[:cut], exact=True), Token(token.key[cut:], exact=True)
            if left.key in known and right.key in known:
                yield [*tokens[:at], left, right, *tokens[at + 1 :]]
