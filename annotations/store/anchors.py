"""Finding the claims of a text again in an edited one: by quote, the words around it, and position.

Words may differ a little; digits, unit and what is said of the number may not. A claim is matched by its
surroundings first and compared with what stands there then: a number that was changed in its place is found as
changed, even where the old number stands somewhere else. Selectors: W3C Web Annotation, TextQuoteSelector.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from annotations.model import Claim, Kind, Mention, Outcome
from annotations.text import fold

# Code points of context on each side, after and before composing; a letter may take up to three before.
CONTEXT, RAW_CONTEXT = 48, 144
# A paragraph with less around the claim than this lends from its neighbours.
LEAST_CONTEXT = 24
# How alike, of 100, surroundings must be: where the claim says the same, where it is the only one in both texts
# that does, and where it says something else.
ALIKE, ALIKE_IF_ALONE, ALIKE_IF_OTHER = 70.0, 45.0, 60.0
# Of two places with surroundings nearly as alike, the one that says the same, and the one in its order, is meant.
SAME_BONUS, ORDER_BONUS = 6.0, 4.0
MOST_CANDIDATES = 40
WORDS_ALIKE = 80.0
# Words next to the number that must be the same but for typos where the two are not read alike.
WORDS_BEFORE, WORDS_BEHIND = 3, 4
# A shorter word has no typos: one letter makes another word of it.
LEAST_TYPO = 4

_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("–—−‐‑", "-"), "…": "..."}
)
_WORDS_AS_UNITS = {Kind.COUNT, Kind.RATIO, Kind.RANK, Kind.LEVEL, Kind.SCORE, Kind.AGE, Kind.MULTIPLE}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim of the old text is in the new one.

    ``claim`` is the new text's claim there: the same one, or for CHANGED what stands in its place. Where the
    words are found but no claim was read there, ``span`` tells where. ``near`` is an offset into the new text.
    """

    outcome: Outcome
    claim: Claim | None
    span: tuple[int, int] | None
    near: int


def find_again(old_text: str, old: Sequence[Claim], new_text: str, new: Sequence[Claim]) -> dict[str, Anchor]:
    """Find the claims of an old text in a new one; both in order of position, the answer by claim id."""
    search = _Search(old_text, old, new_text, new)
    search.pair_identical()
    search.pair_alike()
    return dict(search.anchors())


def same_claim(one: Mention, other: Mention) -> bool:
    """Tell whether two mentions say the same: digits, unit, and what is said of the number."""
    if (one.role, one.kind, one.modifier, one.direction, one.of, one.per) != (
        other.role, other.kind, other.modifier, other.direction, other.of, other.per,
    ):  # fmt: skip
        return False
    return _same_number(one, other) and _same_unit(one, other)


def _same_number(one: Mention, other: Mention) -> bool:
    if _plain(one.text).replace(" ", "") == _plain(other.text).replace(" ", ""):
        return one.value == other.value
    # Written in another way: grouped or not, a number word with another tone mark.
    return one.value is not None and one.value == other.value and _digits(one.text) == _digits(other.text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _same_unit(one: Mention, other: Mention) -> bool:
    ours, theirs = _plain(one.unit or ""), _plain(other.unit or "")
    if ours == theirs:
        return True
    # What is counted is named in words, and a word may have been mistyped; a symbol or a measure may not differ.
    if one.kind not in _WORDS_AS_UNITS or not ours or not theirs or re.search(r"\d", ours + theirs):
        return False
    return fuzz.ratio(fold(ours).text, fold(theirs).text) >= WORDS_ALIKE


def _plain(text: str) -> str:
    """Text in which spelling, case, quotation marks, dashes and blanks do not count; tone marks do."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).casefold().split())


@dataclass(frozen=True, slots=True)
class _Place:
    """A claim with the words around it, as far as its paragraph goes."""

    claim: Claim
    before: str
    behind: str
    quote: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.before, self.quote, self.behind

    @property
    def number(self) -> tuple[str | None, str]:
        mention = self.claim.mention
        return mention.value, _digits(mention.text)


def _same(one: _Place, other: _Place) -> bool:
    """Tell whether two claims say the same: read alike, or read otherwise only for a typo in the words beside."""
    ours, theirs = one.claim.mention, other.claim.mention
    if same_claim(ours, theirs):
        return True
    if one.quote.replace(" ", "") != other.quote.replace(" ", "") or _differ(ours.value, theirs.value):
        return False
    in_words = ours.kind in _WORDS_AS_UNITS and theirs.kind in _WORDS_AS_UNITS
    if not in_words and _differ(ours.unit, theirs.unit):
        return False
    before = (one.before.split()[-WORDS_BEFORE:], other.before.split()[-WORDS_BEFORE:])
    behind = (one.behind.split()[:WORDS_BEHIND], other.behind.split()[:WORDS_BEHIND])
    return _but_for_typos(*before) and _but_for_typos(*behind)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _but_for_typos(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) == len(theirs) and all(map(_but_for_a_typo, ours, theirs))


def _but_for_a_typo(ours: str, theirs: str) -> bool:
    one, other = fold(ours).text, fold(theirs).text
    if one == other or re.search(r"\d", one + other):
        return one == other
    return min(len(one), len(other)) >= LEAST_TYPO and OSA.distance(one, other) <= 1


def _places(text: str, claims: Iterable[Claim]) -> list[_Place]:
    return [
        _Place(claim, *_around(text, claim.mention.start, claim.mention.end), _plain(claim.mention.text))
        for claim in claims
    ]


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and behind a span: of its paragraph or, where that is short, of its neighbours too."""
    first = max(0, start - RAW_CONTEXT)
    last = min(len(text), end + RAW_CONTEXT)
    paragraph = text.rfind("\n", first, start) + 1 or first
    paragraph_end = text.find("\n", end, last)
    before = _plain(text[paragraph:start])[-CONTEXT:]
    behind = _plain(text[end : paragraph_end if paragraph_end >= 0 else last])[:CONTEXT]
    if len(before) + len(behind) < LEAST_CONTEXT:
        before, behind = _plain(text[first:start])[-CONTEXT:], _plain(text[end:last])[:CONTEXT]
    return before, behind


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How alike two surroundings are, of 100, each side by its length."""
    weights = [max(len(ours), len(theirs)) for ours, theirs in zip(one, other, strict=True)]
    if not sum(weights):
        return 100.0
    ratios = [fuzz.ratio(ours, theirs) for ours, theirs in zip(one, other, strict=True)]
    return sum(ratio * weight for ratio, weight in zip(ratios, weights, strict=True)) / sum(weights)


class _Search:
    """One search of all claims of a text in another; pairs are indices of old and new claims."""

    def __init__(self, old_text: str, old: Sequence[Claim], new_text: str, new: Sequence[Claim]) -> None:
        self._old_text, self._new_text = old_text, new_text
        self._old, self._new = _places(old_text, old), _places(new_text, new)
        self._pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        self._read = [(place.claim.mention.start, place.claim.mention.end) for place in self._new]
        self._numbers: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        for index, place in enumerate(self._new):
            self._numbers[place.number].append(index)
        self._old_numbers: dict[tuple[str | None, str], int] = defaultdict(int)
        for place in self._old:
            self._old_numbers[place.number] += 1

    def pair_identical(self) -> None:
        """Pair what stands in the very same words, in order where there are as many of them as before."""
        ours, theirs = self._by_key(self._old), self._by_key(self._new)
        for key, indices in ours.items():
            others = theirs.get(key, ())
            if len(indices) == len(others):
                for index, other in zip(indices, others, strict=True):
                    self._pair(index, other)

    @staticmethod
    def _by_key(places: Sequence[_Place]) -> dict[tuple[str, str, str], list[int]]:
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for index, place in enumerate(places):
            found[place.key].append(index)
        return found

    def _pair(self, index: int, other: int) -> None:
        self._pairs[index] = other
        self._taken.add(other)

    def pair_alike(self) -> None:
        """Pair the rest by how alike the surroundings are, the most alike first, each claim once."""
        known = sorted(self._pairs.items())
        left = [index for index in range(len(self._old)) if index not in self._pairs]
        offers = sorted(
            (
                (-score, abs(index - other), index, other)
                for index in left
                for other, score in self._offers(index, known)
            ),
        )
        for _, _, index, other in offers:
            if index not in self._pairs and other not in self._taken:
                self._pair(index, other)

    def _offers(self, index: int, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, float]]:
        """The new claims that may be an old one, with how much speaks for each."""
        place = self._old[index]
        low, high = self._gap(index, known)
        between = range(low, high)
        alike = self._numbers.get(place.number, ())
        for other in dict.fromkeys([*self._nearest(between, index), *self._nearest(alike, index)]):
            if other in self._taken:
                continue
            candidate = self._new[other]
            same = _same(place, candidate)
            likeness = _likeness((place.before, place.behind), (candidate.before, candidate.behind))
            if likeness >= self._least(place, same=same):
                yield other, likeness + SAME_BONUS * same + ORDER_BONUS * (other in between)

    def _least(self, place: _Place, *, same: bool) -> float:
        if not same:
            return ALIKE_IF_OTHER
        alone = len(self._numbers.get(place.number, ())) == 1 and self._old_numbers[place.number] == 1
        return ALIKE_IF_ALONE if alone else ALIKE

    @staticmethod
    def _gap(index: int, known: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The new claims between the partners of the nearest old neighbours that have one."""
        at = bisect_left(known, (index, -1))
        low = known[at - 1][1] + 1 if at else 0
        high = known[at][1] if at < len(known) else low + MOST_CANDIDATES
        return (low, high) if low <= high else (low, low + MOST_CANDIDATES)

    def _nearest(self, indices: Sequence[int], index: int) -> Sequence[int]:
        """As many of ascending indices as are looked at, those nearest in order."""
        indices = indices[: bisect_left(indices, len(self._new))]
        if len(indices) <= MOST_CANDIDATES:
            return indices
        middle = bisect_left(indices, index)
        first = max(0, min(middle - MOST_CANDIDATES // 2, len(indices) - MOST_CANDIDATES))
        return indices[first : first + MOST_CANDIDATES]

    def anchors(self) -> Iterator[tuple[str, Anchor]]:
        """What became of each old claim."""
        known = sorted(self._pairs.items())
        for index, place in enumerate(self._old):
            yield place.claim.id, self._anchor(index, place, known)

    def _anchor(self, index: int, place: _Place, known: Sequence[tuple[int, int]]) -> Anchor:
        other = self._pairs.get(index)
        if other is not None:
            found = self._new[other].claim
            start = found.mention.start
            if not _same(place, self._new[other]):
                return Anchor(Outcome.CHANGED, found, None, start)
            moved = Outcome.UNCHANGED if start == place.claim.mention.start else Outcome.MOVED
            return Anchor(moved, found, None, start)
        span = self._quoted(place)
        if span is not None:
            moved = Outcome.UNCHANGED if span[0] == place.claim.mention.start else Outcome.MOVED
            return Anchor(moved, None, span, span[0])
        return Anchor(Outcome.GONE, None, None, self._where(index, known))

    def _quoted(self, place: _Place) -> tuple[int, int] | None:
        """Where the quote stands in like words, though no claim was read there."""
        found = [
            (_likeness((place.before, place.behind), _around(self._new_text, *span)), span)
            for span in _occurrences(place.claim.mention.text, self._new_text)
            if not _overlaps(span, self._read)
        ]
        likeness, span = max(found, default=(0.0, (0, 0)))
        return span if likeness >= ALIKE else None

    def _where(self, index: int, known: Sequence[tuple[int, int]]) -> int:
        """Where in the new text the passage would be: behind the nearest neighbour before it."""
        at = bisect_left(known, (index, -1))
        if at:
            return self._new[known[at - 1][1]].claim.mention.end
        share = self._old[index].claim.mention.start / max(1, len(self._old_text))
        return int(share * len(self._new_text))


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(others, (span[1], -1))
    return at > 0 and others[at - 1][1] > span[0]


def _occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a quote stands in a text, composed or not, and never inside a longer number."""
    letters = (
        r"\s*" if char == " " else f"(?:{re.escape(char)}|{re.escape(unicodedata.normalize('NFD', char))})"
        for char in _plain(quote)
    )
    pattern = rf"(?<!\d)(?<!\d[.,]){''.join(letters)}(?![.,]?\d)(?!\w)"
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
