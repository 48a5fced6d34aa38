"""Finding the claims of a text again in its edited version: by quote, surrounding words, and position.

A claim is first matched by its surroundings and then compared with the number there. So a number that was edited is
found as changed, even where the old number stands somewhere else. Two claims are the same if digits, unit and meaning
are equal and so are, but for typos, the words next to them: in the rows of a table, often only those differ.
Selectors: W3C Web Annotation, TextQuoteSelector.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from annotations.model import Claim, Outcome
from annotations.store.articles.passages import (
    Passage,
    adjacent_words_match,
    likeness,
    occurrences,
    passage_at,
    same_claim,
)

# How alike, from 0 to 100, two contexts must be: of claims that say the same, and of claims that do not.
LEAST_LIKENESS, LEAST_LIKENESS_IF_CHANGED = 50.0, 60.0
# Added to the likeness. The adjacent words count most, then that the claim says the same, then its order.
ADJACENT_BONUS, SAME_BONUS, ORDER_BONUS = 60.0, 6.0, 4.0
MOST_CANDIDATES = 24


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim of the old text is in the new one.

    ``claim`` is the new text's claim there: the same one or, for CHANGED, the one in its place. ``span`` is set
    where the words were found but the extractor read no claim. ``offset`` is an offset into the new text.
    """

    outcome: Outcome
    claim: Claim | None
    span: tuple[int, int] | None
    offset: int


def find_again(
    old_text: str,
    old_claims: Sequence[Claim],
    new_text: str,
    new_claims: Sequence[Claim],
    reviewed: Container[str] = frozenset(),
) -> dict[str, Anchor]:
    """Find the claims of an old text in a new one; both are in order of position, the result is by claim id.

    Extracted claims are paired with extracted claims. One without a partner is searched by its words if it is among
    the ``reviewed`` ids or an annotator added it.
    """
    search = _Search(old_text, _extracted(old_claims), new_text, _extracted(new_claims))
    search.pair_identical()
    search.pair_alike()
    anchors = dict(search.anchors(reviewed))
    for claim in old_claims:
        if claim.id not in anchors:
            anchors[claim.id] = search.anchor_of_added(claim)
    return anchors


def _extracted(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.origin == "extractor"]


class _Search:
    """A search for the extracted claims of one text in another; pairs are indices of old and new claims."""

    def __init__(
        self, old_text: str, old_claims: Sequence[Claim], new_text: str, new_claims: Sequence[Claim]
    ) -> None:
        self._old_text, self._new_text = old_text, new_text
        self._old_claims, self._new_claims = old_claims, new_claims
        self._old_passages = [passage_at(old_text, claim.mention) for claim in old_claims]
        self._new_passages = [passage_at(new_text, claim.mention) for claim in new_claims]
        self._pairs: dict[int, int] = {}
        self._paired_new: set[int] = set()
        self._new_by_quote: dict[str, list[int]] = defaultdict(list)
        for index, passage in enumerate(self._new_passages):
            self._new_by_quote[passage.quote].append(index)
        self._new_starts = [claim.mention.start for claim in new_claims]
        self._occurrences: dict[str, list[tuple[int, int]]] = {}
        self._sorted_pairs: list[tuple[int, int]] = []

    def pair_identical(self) -> None:
        """Pair identical passages in order, where both texts have as many of them."""
        old_indices, new_indices = _by_words(self._old_passages), _by_words(self._new_passages)
        for words, indices in old_indices.items():
            partners = new_indices.get(words, ())
            if len(indices) == len(partners):
                for old_index, new_index in zip(indices, partners, strict=True):
                    self._pair(old_index, new_index)
        self._sorted_pairs = sorted(self._pairs.items())

    def _pair(self, old_index: int, new_index: int) -> None:
        self._pairs[old_index] = new_index
        self._paired_new.add(new_index)

    def pair_alike(self) -> None:
        """Pair the remaining claims by score, the highest first, each claim once."""
        unpaired = [index for index in range(len(self._old_claims)) if index not in self._pairs]
        candidates = sorted(
            (-score, abs(old_index - new_index), old_index, new_index)
            for old_index in unpaired
            for new_index, score in self._scored_candidates(old_index)
        )
        for _, _, old_index, new_index in candidates:
            if old_index not in self._pairs and new_index not in self._paired_new:
                self._pair(old_index, new_index)
        self._sorted_pairs = sorted(self._pairs.items())

    def _scored_candidates(self, old_index: int) -> Iterator[tuple[int, float]]:
        """The new claims that an old claim may be, each with its score."""
        passage = self._old_passages[old_index]
        first, last = self._gap(old_index)
        gap = range(first, last)
        same_quote = self._new_by_quote.get(passage.quote, ())
        nearest = [*self._nearest(gap, old_index), *self._nearest(same_quote, old_index)]
        for new_index in dict.fromkeys(nearest):
            if new_index in self._paired_new:
                continue
            candidate = self._new_passages[new_index]
            has_adjacent_words = adjacent_words_match(passage, candidate)
            is_same = has_adjacent_words and self._is_same_claim(old_index, new_index)
            score = likeness(passage, candidate)
            if score >= (LEAST_LIKENESS if is_same else LEAST_LIKENESS_IF_CHANGED):
                bonus = ADJACENT_BONUS * has_adjacent_words + SAME_BONUS * is_same
                yield new_index, score + bonus + ORDER_BONUS * (new_index in gap)

    def _is_same_claim(self, old_index: int, new_index: int) -> bool:
        mentions = self._old_claims[old_index].mention, self._new_claims[new_index].mention
        return same_claim(*mentions, self._old_passages[old_index], self._new_passages[new_index])

    def _gap(self, old_index: int) -> tuple[int, int]:
        """The range of new claims between the partners of the nearest paired neighbours of an old claim."""
        pair = bisect_left(self._sorted_pairs, (old_index, -1))
        first = self._sorted_pairs[pair - 1][1] + 1 if pair else 0
        end = len(self._new_claims)
        last = self._sorted_pairs[pair][1] if pair < len(self._sorted_pairs) else end
        return (first, last) if first <= last else (first, end)

    def _nearest(self, indices: Sequence[int], index: int) -> Sequence[int]:
        """At most ``MOST_CANDIDATES`` of ascending indices, the nearest to an index."""
        indices = indices[: bisect_left(indices, len(self._new_claims))]
        if len(indices) <= MOST_CANDIDATES:
            return indices
        middle = bisect_left(indices, index)
        first = max(0, min(middle - MOST_CANDIDATES // 2, len(indices) - MOST_CANDIDATES))
        return indices[first : first + MOST_CANDIDATES]

    def anchors(self, reviewed: Container[str]) -> Iterator[tuple[str, Anchor]]:
        """The id and the anchor of each extracted claim of the old text."""
        for index, claim in enumerate(self._old_claims):
            yield claim.id, self._anchor(index, claim, reviewed)

    def _anchor(self, old_index: int, claim: Claim, reviewed: Container[str]) -> Anchor:
        new_index = self._pairs.get(old_index)
        if new_index is not None:
            partner = self._new_claims[new_index]
            offset = partner.mention.start
            is_same = self._is_same_claim(old_index, new_index)
            return Anchor(_outcome(claim, offset) if is_same else Outcome.CHANGED, partner, None, offset)
        passage = self._old_passages[old_index]
        if claim.id in reviewed and (span := self._find_quote(passage, claim, unread_only=True)):
            return Anchor(_outcome(claim, span[0]), None, span, span[0])
        return Anchor(Outcome.MISSING, None, None, self._expected_offset(old_index))

    def anchor_of_added(self, claim: Claim) -> Anchor:
        """The anchor of a claim that an annotator added: its quote in a like context, extracted there or not."""
        span = self._find_quote(passage_at(self._old_text, claim.mention), claim, unread_only=False)
        if span is not None:
            return Anchor(_outcome(claim, span[0]), None, span, span[0])
        starts = [old_claim.mention.start for old_claim in self._old_claims]
        index = bisect_left(starts, claim.mention.start)
        return Anchor(Outcome.MISSING, None, None, self._expected_offset(index))

    def _find_quote(self, passage: Passage, claim: Claim, *, unread_only: bool) -> tuple[int, int] | None:
        """The span of a claim's quote in the most like context; with ``unread_only``, not where a claim was extracted."""
        quote = normalize("NFC", claim.mention.text)
        if quote not in self._occurrences:
            self._occurrences[quote] = list(occurrences(quote, self._new_text))
        best_score, best_span = LEAST_LIKENESS, None
        for span in self._occurrences[quote]:
            if unread_only and self._overlaps_claim(span):
                continue
            candidate = passage_at(self._new_text, span)
            if not adjacent_words_match(passage, candidate):
                continue
            if (score := likeness(passage, candidate)) > best_score:
                best_score, best_span = score, span
        return best_span

    def _overlaps_claim(self, span: tuple[int, int]) -> bool:
        index = bisect_left(self._new_starts, span[1])
        return index > 0 and self._new_claims[index - 1].mention.end > span[0]

    def _expected_offset(self, old_index: int) -> int:
        """The offset in the new text where an old claim would be: the end of its nearest paired neighbour to the left."""
        pair = bisect_left(self._sorted_pairs, (old_index, -1))
        if pair:
            return self._new_claims[self._sorted_pairs[pair - 1][1]].mention.end
        start = self._old_claims[old_index].mention.start if old_index < len(self._old_claims) else 0
        return int(start / max(1, len(self._old_text)) * len(self._new_text))


def _by_words(passages: Sequence[Passage]) -> dict[tuple[str, str, str], list[int]]:
    indices: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        indices[passage.prefix, passage.quote, passage.suffix].append(index)
    return indices


def _outcome(claim: Claim, start: int) -> Outcome:
    return Outcome.UNCHANGED if start == claim.mention.start else Outcome.ELSEWHERE
