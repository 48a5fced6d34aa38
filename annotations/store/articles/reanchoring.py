"""Finding the claims of a text again in an edited one: by quote, the words around it, and position.

A claim is matched by its surroundings first and compared with what stands there then: a number that was changed in
its place is found as changed, even where the old number stands somewhere else. It is the same where digits, unit
and what is said of the number are the same and so are the words right beside it, but for typos: the row of a table,
or of whom something is said, is often told by these alone. Selectors: W3C Web Annotation, TextQuoteSelector.
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
    beside_alike,
    likeness,
    occurrences,
    passage_at,
    same_claim,
)

# How alike, of 100, surroundings must be: where the claim says the same, and where it says something else.
ALIKE, ALIKE_IF_OTHER = 50.0, 60.0
# The words right beside are worth more than all others, then that a claim says the same, then its order.
BESIDE_BONUS, SAME_BONUS, ORDER_BONUS = 60.0, 6.0, 4.0
MOST_CANDIDATES = 24


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim of the old text is in the new one.

    ``claim`` is the new text's claim there: the same one, or for CHANGED what stands in its place. Where the
    words are found but no claim was read there, ``span`` tells where. ``offset`` is an offset into the new text.
    """

    outcome: Outcome
    claim: Claim | None
    span: tuple[int, int] | None
    offset: int


def find_again(
    old_text: str,
    old: Sequence[Claim],
    new_text: str,
    new: Sequence[Claim],
    reviewed: Container[str] = frozenset(),
) -> dict[str, Anchor]:
    """Find the claims of an old text in a new one; both in order of position, the answer by claim id.

    What the extractor read in the one is paired with what it read in the other. A claim that finds no partner
    is looked for by its words where an annotator has made it, or where it is among the ``reviewed`` ids.
    """
    search = _Search(old_text, _read(old), new_text, _read(new))
    search.pair_identical()
    search.pair_alike()
    found = dict(search.anchors(reviewed))
    for claim in old:
        if claim.id not in found:
            found[claim.id] = search.quoted(claim)
    return found


def _read(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.origin == "extractor"]


class _Search:
    """One search of all that was read in a text in another one; pairs are indices of old and new claims."""

    def __init__(self, old_text: str, old: Sequence[Claim], new_text: str, new: Sequence[Claim]) -> None:
        self._old_text, self._new_text = old_text, new_text
        self._old = [passage_at(old_text, claim.mention) for claim in old]
        self._new = [passage_at(new_text, claim.mention) for claim in new]
        self._old_claims, self._new_claims = old, new
        self._pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for index, passage in enumerate(self._new):
            self._numbers[passage.quote].append(index)
        self._starts = [claim.mention.start for claim in new]
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._known: list[tuple[int, int]] = []

    def pair_identical(self) -> None:
        """Pair what stands in the very same words, in order where there are as many of them as before."""
        ours, theirs = _by_key(self._old), _by_key(self._new)
        for key, indices in ours.items():
            others = theirs.get(key, ())
            if len(indices) == len(others):
                for index, other in zip(indices, others, strict=True):
                    self._pair(index, other)
        self._known = sorted(self._pairs.items())

    def _pair(self, index: int, other: int) -> None:
        self._pairs[index] = other
        self._taken.add(other)

    def pair_alike(self) -> None:
        """Pair the rest by how alike the surroundings are, the most alike first, each claim once."""
        left = [index for index in range(len(self._old)) if index not in self._pairs]
        offers = sorted(
            (-score, abs(index - other), index, other)
            for index in left
            for other, score in self._offers(index)
        )
        for _, _, index, other in offers:
            if index not in self._pairs and other not in self._taken:
                self._pair(index, other)
        self._known = sorted(self._pairs.items())

    def _offers(self, index: int) -> Iterator[tuple[int, float]]:
        """The new claims that may be an old one, with how much speaks for each."""
        passage = self._old[index]
        low, high = self._gap(index)
        between = range(low, high)
        alike = self._numbers.get(passage.quote, ())
        for other in dict.fromkeys([*self._nearest(between, index), *self._nearest(alike, index)]):
            if other in self._taken:
                continue
            candidate = self._new[other]
            beside = beside_alike(passage, candidate)
            same = beside and self._same(index, other)
            score = likeness(passage, candidate)
            if score >= (ALIKE if same else ALIKE_IF_OTHER):
                bonus = BESIDE_BONUS * beside + SAME_BONUS * same + ORDER_BONUS * (other in between)
                yield other, score + bonus

    def _same(self, index: int, other: int) -> bool:
        pair = self._old_claims[index].mention, self._new_claims[other].mention
        return same_claim(*pair, self._old[index], self._new[other])

    def _gap(self, index: int) -> tuple[int, int]:
        """The new claims between the partners of the nearest old neighbours that have one."""
        at = bisect_left(self._known, (index, -1))
        low = self._known[at - 1][1] + 1 if at else 0
        high = self._known[at][1] if at < len(self._known) else len(self._new)
        return (low, high) if low <= high else (low, len(self._new))

    def _nearest(self, indices: Sequence[int], index: int) -> Sequence[int]:
        """As many of ascending indices as are looked at, those nearest in order."""
        indices = indices[: bisect_left(indices, len(self._new))]
        if len(indices) <= MOST_CANDIDATES:
            return indices
        middle = bisect_left(indices, index)
        first = max(0, min(middle - MOST_CANDIDATES // 2, len(indices) - MOST_CANDIDATES))
        return indices[first : first + MOST_CANDIDATES]

    def anchors(self, reviewed: Container[str]) -> Iterator[tuple[str, Anchor]]:
        """What became of each claim that was read in the old text."""
        for index, claim in enumerate(self._old_claims):
            yield claim.id, self._anchor(index, claim, reviewed)

    def _anchor(self, index: int, claim: Claim, reviewed: Container[str]) -> Anchor:
        other = self._pairs.get(index)
        if other is not None:
            found = self._new_claims[other]
            if self._same(index, other):
                return Anchor(_moved(claim, found.mention.start), found, None, found.mention.start)
            return Anchor(Outcome.CHANGED, found, None, found.mention.start)
        if claim.id in reviewed and (span := self._quoted(self._old[index], claim, apart=True)):
            return Anchor(_moved(claim, span[0]), None, span, span[0])
        return Anchor(Outcome.MISSING, None, None, self._where(index))

    def quoted(self, claim: Claim) -> Anchor:
        """What became of a claim that an annotator made: its words in like surroundings, read or not."""
        span = self._quoted(passage_at(self._old_text, claim.mention), claim, apart=False)
        if span is not None:
            return Anchor(_moved(claim, span[0]), None, span, span[0])
        starts = [c.mention.start for c in self._old_claims]
        return Anchor(Outcome.MISSING, None, None, self._where(bisect_left(starts, claim.mention.start)))

    def _quoted(self, passage: Passage, claim: Claim, *, apart: bool) -> tuple[int, int] | None:
        """Where a quote stands in like words, only ``apart`` from what was read."""
        quote = normalize("NFC", claim.mention.text)
        if quote not in self._found:
            self._found[quote] = list(occurrences(quote, self._new_text))
        best, place = ALIKE, None
        for span in self._found[quote]:
            if apart and self._overlaps(span):
                continue
            there = passage_at(self._new_text, span)
            if beside_alike(passage, there) and (score := likeness(passage, there)) > best:
                best, place = score, span
        return place

    def _overlaps(self, span: tuple[int, int]) -> bool:
        at = bisect_left(self._starts, span[1])
        return at > 0 and self._new_claims[at - 1].mention.end > span[0]

    def _where(self, index: int) -> int:
        """Where in the new text the passage would be: behind the nearest neighbour before it."""
        at = bisect_left(self._known, (index, -1))
        if at:
            return self._new_claims[self._known[at - 1][1]].mention.end
        start = self._old_claims[index].mention.start if index < len(self._old_claims) else 0
        return int(start / max(1, len(self._old_text)) * len(self._new_text))


def _by_key(passages: Sequence[Passage]) -> dict[tuple[str, str, str], list[int]]:
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        found[passage.before, passage.quote, passage.behind].append(index)
    return found


def _moved(claim: Claim, start: int) -> Outcome:
    return Outcome.UNCHANGED if start == claim.mention.start else Outcome.ELSEWHERE
