"""Search inside one article, fast enough to run at every keystroke.

Misspelt words match; numbers match in every digit or not at all: ``tri gia 62,8%`` finds ``trị giá 62,8%``, never
``68,2%``. The last token of a query is a prefix until a blank follows: ``62`` finds ``62,8%`` and ``628``; ``62`` with
a blank behind finds only the number 62.
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
from annotations.search.phrase import Phrase, PhraseHit
from annotations.search.respacing import respacings
from annotations.search.spelling import KEYS_COST
from annotations.search.tokens import Token, query_tokens
from annotations.search.vocabulary import VALUE_COST, Vocabulary
from annotations.search.words_apart import ScatteredWords, line_breaks
from annotations.text import Folded, fold

_LONGEST_QUERY = 200  # code points; longer queries are searched literally
_MOST_TOKENS = 16
_PHRASE_TOKENS = 3  # from this many tokens on, the neighbours of a misspelt word limit what it may mean
_BLANK_COST = 0.5
_IN_NUMBER = re.compile(r"\d[.,]?\d")


def allows_typos(folded: str) -> bool:
    """Whether a folded query is short enough for the search with typos; longer queries match literally."""
    if len(folded) > _LONGEST_QUERY:
        return False
    return len(query_tokens(folded)) <= _MOST_TOKENS or vni(folded) is not None


@dataclass(frozen=True, slots=True)
class _Variant:
    """One interpretation of a query: its tokens, the vocabulary to search, and what the interpretation costs.

    A phrase may leave out ``skips`` words of the text. ``has_long_numbers``: the query has a number of several words.
    """

    tokens: list[Token]
    vocabulary: Vocabulary
    cost: float = 0.0
    skips: int = 0
    has_long_numbers: bool = False


class ArticleIndex:
    """The words of one article, folded and counted once, for any number of searches."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._vocabulary = Vocabulary(self._folded.text)

    @cached_property
    def _numerals(self) -> list[Valued]:
        return list(numerals(self._text, self._folded))

    @cached_property
    def _number_vocabulary(self) -> Vocabulary:
        """The vocabulary in which each number is one token, compared by value."""
        return Vocabulary(self._folded.text, self._numerals)

    @cached_property
    def _has_long_numbers(self) -> bool:
        return any(_is_long(self._folded, number) for number in self._numerals)

    @cached_property
    def _breaks(self) -> list[int]:
        return line_breaks(self._folded.text, self._vocabulary)

    @cached_property
    def _number_breaks(self) -> list[int]:
        return line_breaks(self._folded.text, self._number_vocabulary)

    def search(
        self, query: str, *, limit: int = 1000, exact: bool = False, two_slips: bool = True
    ) -> list[Match]:
        """Return the best matches of a query, in text order and without overlaps.

        If the text has no phrase with the words in order, lines that contain the words in any order match, with
        a lower score. A query without words, such as ``%`` or an emoji, is searched literally; an empty one has
        no match.

        Args:
            query: any text.
            limit: the largest number of matches.
            exact: ignore only tone marks and case, as for a phrase in quotes.
            two_slips: if nothing else matches, try words two typos away from short words; slow for many texts.

        """
        folded = fold(query).text.lstrip()
        if limit <= 0 or not folded.strip():
            return []
        tokens = query_tokens(folded) if len(folded) <= _LONGEST_QUERY else []
        if len(tokens) > _MOST_TOKENS and (unkeyed := vni(folded)):
            tokens = query_tokens(unkeyed)  # each VNI key had become a token of its own
        if not tokens or len(tokens) > _MOST_TOKENS:
            return [self._match(hit) for hit in self._literal_hits(folded.rstrip(), limit)]
        if exact:
            variants = [_Variant([replace(token, exact=True) for token in tokens], self._vocabulary)]
        else:
            variants = list(self._variants(query, folded, tokens))
        letters = sum(len(token.key) for token in tokens)
        hits = _without_overlaps(
            (hit for variant in variants for hit in self._phrases(variant, limit)), limit
        )
        if hits or exact:
            return [self._match(hit, letters) for hit in hits]
        return self._forgiving_search(variants, letters, limit, two_slips=two_slips)

    def _forgiving_search(
        self, variants: list[_Variant], letters: int, limit: int, *, two_slips: bool
    ) -> list[Match]:
        """Search again with two slips in a word, or with the words in any order."""
        guessed_hits = (
            hit for variant in variants if two_slips for hit in self._phrases(variant, limit, two_slips=True)
        )
        phrase_matches = [self._match(hit, letters) for hit in _without_overlaps(guessed_hits, limit)]
        if any(variant.has_long_numbers for variant in variants):
            # The words of one number must stay together: 250 nghìn is not 250 with nghìn somewhere else.
            variants = [variant for variant in variants if variant.vocabulary is self._number_vocabulary]
        line_matches = self._spread_matches(variants, letters, limit, lines=True)
        return (
            _best_matches([*phrase_matches, *line_matches], limit)
            or self._spread_matches(variants, letters, limit)
            or (
                self._spread_matches(variants, letters, limit, lines=True, two_slips=True)
                if two_slips
                else []
            )
        )

    def _match(self, hit: PhraseHit, letters: int = 1) -> Match:
        start, end = self._folded.span(hit.start, hit.end)
        parts: tuple[tuple[int, int], ...] = ()
        if hit.gap:
            parts = tuple(
                self._folded.span(*part) for part in ((hit.start, hit.gap[0]), (hit.gap[1], hit.end))
            )
        return Match(start, end, match_score(hit.cost, letters), parts)

    def _literal_hits(self, folded: str, limit: int) -> Iterator[PhraseHit]:
        """Find a query literally, unless its start or end would cut a number."""
        text = self._folded.text
        start = text.find(folded)
        while start >= 0 and limit:
            end = start + len(folded)
            if not (_cuts_number(text, start) or _cuts_number(text, end)):
                yield PhraseHit(start, end, 0)
                limit -= 1
            start = text.find(folded, end)

    def _variants(self, query: str, folded: str, tokens: list[Token]) -> Iterator[_Variant]:
        """The query as typed, with corrected blanks, without VNI keys, and with its numbers by value."""
        vocabulary = self._vocabulary
        yield _Variant(tokens, vocabulary, skips=1 if len(tokens) > 1 else 0)
        for respaced_tokens in respacings(tokens, vocabulary.word_ids):
            yield _Variant(respaced_tokens, vocabulary, _BLANK_COST)
        unkeyed = vni(folded)
        if unkeyed:
            yield _Variant(query_tokens(unkeyed), vocabulary, KEYS_COST, skips=1)
        folded_query = fold(query)
        numbers = list(typed_numerals(query, folded_query))
        has_long_numbers = any(_is_long(folded_query, number) for number in numbers)
        if has_long_numbers or (numbers and self._has_long_numbers):
            value_tokens = query_tokens(folded_query.text, numbers)
            skips = 1 if len(value_tokens) > 1 else 0
            yield _Variant(value_tokens, self._number_vocabulary, VALUE_COST, skips, has_long_numbers)

    def _phrases(self, variant: _Variant, limit: int, *, two_slips: bool = False) -> Iterator[PhraseHit]:
        costs = self._token_costs(variant, two_slips=two_slips)
        phrase = Phrase(variant.tokens, costs, variant.vocabulary, skips=variant.skips)
        for hit in phrase.hits(limit):
            yield hit._replace(cost=hit.cost + variant.cost)

    @staticmethod
    def _token_costs(variant: _Variant, *, two_slips: bool) -> list[dict[int, float]]:
        in_phrase = len(variant.tokens) >= _PHRASE_TOKENS
        return [
            variant.vocabulary.candidates(token, in_phrase=in_phrase, two_slips=two_slips)
            for token in variant.tokens
        ]

    def _spread_matches(
        self,
        variants: list[_Variant],
        letters: int,
        limit: int,
        *,
        lines: bool = False,
        two_slips: bool = False,
    ) -> list[Match]:
        """Find the words near each other in any order; ``lines``: all words must be in one line."""
        matches: dict[tuple[int, int], Match] = {}
        for variant in variants:
            vocabulary = variant.vocabulary
            breaks: list[int] = []
            if lines:
                breaks = self._breaks if vocabulary is self._vocabulary else self._number_breaks
            costs = self._token_costs(variant, two_slips=two_slips)
            for hit in ScatteredWords(variant.tokens, costs, vocabulary, breaks).hits():
                spans = [self._folded.span(*span) for span in hit.spans]
                score = match_score(hit.cost + variant.cost, letters)
                match = Match(spans[0][0], spans[-1][1], score, tuple(spans))
                earlier_match = matches.get((match.start, match.end))
                if earlier_match is None or earlier_match.score < match.score:
                    matches[match.start, match.end] = match
        return _best_matches(matches.values(), limit)


def _cuts_number(text: str, offset: int) -> bool:
    """Whether a number extends over ``offset``: digits on both sides, or with a point or comma between them."""
    left, right = text[max(offset - 2, 0) : offset], text[offset : offset + 2]
    return bool(
        _IN_NUMBER.fullmatch(left[-1:] + right[:1])
        or _IN_NUMBER.fullmatch(left + right[:1])
        or _IN_NUMBER.fullmatch(left[-1:] + right)
    )


def _is_long(folded: Folded, number: Valued) -> bool:
    """Whether a number has several words, so that no single token of the text has its value."""
    numeral = folded.text[number.start : number.end].removesuffix("%").rstrip()
    return not numeral[-1].isdigit() or " " in numeral


def _best_matches(matches: Iterable[Match], limit: int) -> list[Match]:
    """Return the matches with the highest scores, in text order and without overlaps."""
    best_matches = nsmallest(limit, matches, key=lambda match: (-match.score, match.start))
    return _disjoint(sorted(best_matches, key=lambda match: (match.start, -match.score)))


def _disjoint(matches: Iterable[Match]) -> list[Match]:
    """Keep the better of two matches that overlap; ``matches`` are in text order."""
    disjoint_matches: list[Match] = []
    for match in matches:
        if not disjoint_matches or match.start >= disjoint_matches[-1].end:
            disjoint_matches.append(match)
        elif match.score > disjoint_matches[-1].score:
            disjoint_matches[-1] = match
    return disjoint_matches


def _without_overlaps(hits: Iterable[PhraseHit], limit: int) -> list[PhraseHit]:
    """Keep the cheaper of two hits that overlap, then the cheapest ``limit`` hits, in text order."""
    disjoint_hits: list[PhraseHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.cost)):
        if not disjoint_hits or hit.start >= disjoint_hits[-1].end:
            disjoint_hits.append(hit)
        elif hit.cost < disjoint_hits[-1].cost:
            disjoint_hits[-1] = hit
    if len(disjoint_hits) > limit:
        disjoint_hits = sorted(nsmallest(limit, disjoint_hits, key=lambda hit: (hit.cost, hit.start)))
    return disjoint_hits
