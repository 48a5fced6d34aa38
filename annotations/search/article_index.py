"""Search inside one article, fast enough for every keystroke.

Words may be misspelt a little; numbers may not differ in a digit. ``tri gia 62,8%`` finds ``trị giá 62,8%``,
never ``68,2%``. The token being typed, the last of a query with nothing behind it, may be a beginning: ``62``
finds ``62,8%`` and ``628``; ``62`` and a blank finds the number 62 alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest

from annotations.search.keystrokes import vni
from annotations.search.matches import Match, match_score
from annotations.search.numerals import Valued, numerals, typed_numerals
from annotations.search.phrase import Phrase, Placed
from annotations.search.respacing import respaced
from annotations.search.spelling import KEYS_COST
from annotations.search.tokens import Token, query_tokens
from annotations.search.vocabulary import VALUE_COST, Vocabulary
from annotations.search.words_apart import Scattered, line_breaks
from annotations.text import Folded, fold

_LONGEST_QUERY = 200  # code points; longer ones are looked for letter by letter
_MOST_TOKENS = 16
_PHRASE = 3  # words that say together what is meant
_BLANK_COST = 0.5
_IN_NUMBER = re.compile(r"\d[.,]?\d")


def is_forgiven(folded: str) -> bool:
    """Whether a query is short enough to be found otherwise than letter by letter."""
    if len(folded) > _LONGEST_QUERY:
        return False
    return len(query_tokens(folded)) <= _MOST_TOKENS or vni(folded) is not None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a query: its tokens, the words of the text to look in, and what that reading costs."""

    tokens: list[Token]
    words: Vocabulary
    cost: float = 0.0
    skips: int = 0
    numbers_are_long: bool = False


class ArticleIndex:
    """The words of one article, folded and counted once, to search in again and again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._vocabulary = Vocabulary(self._folded.text)

    @cached_property
    def _numerals(self) -> list[Valued]:
        return list(numerals(self._text, self._folded))

    @cached_property
    def _valued(self) -> Vocabulary:
        """The words with every number as one token, however many words it is written in."""
        return Vocabulary(self._folded.text, self._numerals)

    @cached_property
    def _has_long_numbers(self) -> bool:
        return any(_is_long(self._folded, number) for number in self._numerals)

    @cached_property
    def _breaks(self) -> list[int]:
        return line_breaks(self._folded.text, self._vocabulary)

    @cached_property
    def _valued_breaks(self) -> list[int]:
        return line_breaks(self._folded.text, self._valued)

    def search(self, query: str, *, limit: int = 1000, exact: bool = False, far: bool = True) -> list[Match]:
        """Return the best ``limit`` places that match a query, in text order and never overlapping.

        Where the words nowhere follow each other, lines that hold them in any order match; their score is lower.
        ``exact`` forgives tone marks and case alone, as for a phrase in quotes; without ``far`` nothing is looked for
        that is two slips from a short word, which takes its time where there are many texts. Any string is a query: one
        without words, such as ``%`` or an emoji, is looked for as it is, and an empty one is nowhere.
        """
        folded = fold(query).text.lstrip()
        if limit <= 0 or not folded.strip():
            return []
        tokens = query_tokens(folded) if len(folded) <= _LONGEST_QUERY else []
        if len(tokens) > _MOST_TOKENS and (unkeyed := vni(folded)):
            tokens = query_tokens(unkeyed)  # each key made tokens of its own
        if not tokens or len(tokens) > _MOST_TOKENS:
            return [self._match(place) for place in self._literal(folded.rstrip(), limit)]
        if exact:
            readings = [_Reading([replace(token, exact=True) for token in tokens], self._vocabulary)]
        else:
            readings = list(self._readings(query, folded, tokens))
        letters = sum(len(token.key) for token in tokens)
        places = _apart((place for reading in readings for place in self._phrases(reading, limit)), limit)
        if places or exact:
            return [self._match(place, letters) for place in places]
        guessed = (place for reading in readings if far for place in self._phrases(reading, limit, far=True))
        forgiven = [self._match(place, letters) for place in _apart(guessed, limit)]
        if any(reading.numbers_are_long for reading in readings):
            # The words of a number do not stand apart: 250 nghìn is not 250 and anything.
            readings = [reading for reading in readings if reading.words is self._valued]
        apart = self._spread(readings, letters, limit, lines=True)
        return (
            _best([*forgiven, *apart], limit)
            or self._spread(readings, letters, limit)
            or (self._spread(readings, letters, limit, lines=True, far=True) if far else [])
        )

    def _match(self, place: Placed, letters: int = 1) -> Match:
        start, end = self._folded.span(place.start, place.end)
        parts: tuple[tuple[int, int], ...] = ()
        if place.gap:
            parts = tuple(
                self._folded.span(*part) for part in ((place.start, place.gap[0]), (place.gap[1], place.end))
            )
        return Match(start, end, match_score(place.cost, letters), parts)

    def _literal(self, folded: str, limit: int) -> Iterator[Placed]:
        """Find a query letter by letter, not where it would begin or end inside a number."""
        text = self._folded.text
        start = text.find(folded)
        while start >= 0 and limit:
            end = start + len(folded)
            if not (_cuts_number(text, start) or _cuts_number(text, end)):
                yield Placed(start, end, 0)
                limit -= 1
            start = text.find(folded, end)

    def _readings(self, query: str, folded: str, tokens: list[Token]) -> Iterator[_Reading]:
        """The query as it is typed, with its blanks put right, without VNI's keys, with its numbers by value."""
        words = self._vocabulary
        yield _Reading(tokens, words, skips=1 if len(tokens) > 1 else 0)
        for variant in respaced(tokens, words.known):
            yield _Reading(variant, words, _BLANK_COST)
        unkeyed = vni(folded)
        if unkeyed:
            yield _Reading(query_tokens(unkeyed), words, KEYS_COST, skips=1)
        asked = fold(query)
        numbers = list(typed_numerals(query, asked))
        long = any(_is_long(asked, number) for number in numbers)
        if long or (numbers and self._has_long_numbers):
            valued = query_tokens(asked.text, numbers)
            yield _Reading(valued, self._valued, VALUE_COST, 1 if len(valued) > 1 else 0, long)

    def _phrases(self, reading: _Reading, limit: int, *, far: bool = False) -> Iterator[Placed]:
        meant = self._meant(reading, far=far)
        phrase = Phrase(reading.tokens, meant, reading.words, skips=reading.skips)
        for place in phrase.places(limit):
            yield place._replace(cost=place.cost + reading.cost)

    @staticmethod
    def _meant(reading: _Reading, *, far: bool) -> list[dict[int, float]]:
        in_phrase = len(reading.tokens) >= _PHRASE
        return [reading.words.candidates(token, in_phrase=in_phrase, far=far) for token in reading.tokens]

    def _spread(
        self, readings: list[_Reading], letters: int, limit: int, *, lines: bool = False, far: bool = False
    ) -> list[Match]:
        """Find where the words stand near each other in any order, in one line or across them."""
        found: dict[tuple[int, int], Match] = {}
        for reading in readings:
            words = reading.words
            breaks = [] if not lines else self._breaks if words is self._vocabulary else self._valued_breaks
            for spread in Scattered(reading.tokens, self._meant(reading, far=far), words, breaks).places():
                spans = [self._folded.span(*span) for span in spread.spans]
                match = Match(
                    spans[0][0], spans[-1][1], match_score(spread.cost + reading.cost, letters), tuple(spans)
                )
                held = found.get((match.start, match.end))
                if held is None or held.score < match.score:
                    found[match.start, match.end] = match
        return _best(found.values(), limit)


def _cuts_number(text: str, at: int) -> bool:
    """Whether there are digits on both sides of a place, or a mark with digits on both of its own."""
    left, right = text[max(at - 2, 0) : at], text[at : at + 2]
    return bool(
        _IN_NUMBER.fullmatch(left[-1:] + right[:1])
        or _IN_NUMBER.fullmatch(left + right[:1])
        or _IN_NUMBER.fullmatch(left[-1:] + right)
    )


def _is_long(folded: Folded, number: Valued) -> bool:
    """Whether a number takes several words, so that its parts are no tokens that can be compared by value."""
    written = folded.text[number.start : number.end].removesuffix("%").rstrip()
    return not written[-1].isdigit() or " " in written


def _best(matches: Iterable[Match], limit: int) -> list[Match]:
    """The best of matches, in text order and apart."""
    best = nsmallest(limit, matches, key=lambda match: (-match.score, match.start))
    return _disjoint(sorted(best, key=lambda match: (match.start, -match.score)))


def _disjoint(matches: Iterable[Match]) -> list[Match]:
    """Choose the better of matches that overlap; they come in text order."""
    kept: list[Match] = []
    for match in matches:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
        elif match.score > kept[-1].score:
            kept[-1] = match
    return kept


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
