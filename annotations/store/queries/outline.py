"""The outline of an article: the offsets and reviews of its mentions, as columns of numbers.

A list of a hundred thousand claims takes a second to make and ten times the memory of the article. A screen needs only
the offsets and the colour of each; it reads the current claim in full.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, pairwise
from operator import and_, sub
from typing import NamedTuple

from annotations.model import Claim, Kind, Review, Role, Standing, Verdict
from annotations.store.identifiers import text_of_claim

Span = tuple[int, int]

# The values that the codes in the columns are indices of; code 0 of kinds, verdicts and standings is None.
ROLES = tuple(Role)
KINDS = (None, *Kind)
VERDICTS = (None, *Verdict)
STANDINGS = (None, *Standing)

ROLE_CODES = {role.value: code for code, role in enumerate(ROLES)}
KIND_CODES = {kind.value if kind else None: code for code, kind in enumerate(KINDS)}
VERDICT_CODES = {verdict: code for code, verdict in enumerate(VERDICTS)}
VERDICT_NAME_CODES = {verdict.value if verdict else None: code for verdict, code in VERDICT_CODES.items()}
STANDING_CODES = {standing.value if standing else None: code for code, standing in enumerate(STANDINGS)}
_RETIRED = STANDINGS.index(Standing.RETIRED)
_CLAIMS = bytes(code < len(ROLES) and ROLES[code] is Role.CLAIM for code in range(256))
_NO_DATES = bytes(code >= len(KINDS) or KINDS[code] not in (Kind.DATE, Kind.TIME) for code in range(256))
_NOT_RETIRED = bytes(code != _RETIRED for code in range(256))


class Shift(NamedTuple):
    """By how much an annotator moved the ends of a claim, and its extent without that."""

    start: int
    end: int
    extent_start: int
    extent_end: int


@dataclass(slots=True, repr=False, match_args=False)
class Outline:
    """The mentions of an article's text for one annotator, in order of position; a mention is its index in the columns.

    Offsets count code points of the stored text and include the annotator's ``shifts``. ``roles``, ``kinds``,
    ``verdicts`` and ``standings`` hold indices into ROLES, KINDS, VERDICTS and STANDINGS; kinds include the
    annotator's corrections. ``longest`` is the length of the longest extent. ``update`` applies a decision.
    """

    starts: array[int]
    ends: array[int]
    extent_starts: array[int]
    extent_ends: array[int]
    roles: bytearray
    kinds: bytearray
    verdicts: bytearray
    standings: bytearray
    shifts: dict[int, Shift]
    longest: int
    _id_prefix: str  # of the claim ids of this text
    # The extractor's kinds of the mentions whose kind the annotator corrected.
    _extracted_kinds: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.starts)

    def id(self, mention: int) -> str:
        """The claim id of a mention."""
        start, end = self._extracted_span(mention)
        return f"{self._id_prefix}-{start}-{end}"

    def _extracted_span(self, mention: int) -> Span:
        """The span of a mention without the annotator's shift."""
        start, end = self.starts[mention], self.ends[mention]
        shift = self.shifts.get(mention)
        return (start - shift.start, end - shift.end) if shift else (start, end)

    def index(self, claim: str) -> int | None:
        """The mention with a claim id; None for an id of another text."""
        start = claim.removeprefix(f"{self._id_prefix}-").partition("-")[0]
        if not start.isdecimal():
            return None
        candidates = range(bisect_left(self.starts, int(start)), bisect_right(self.starts, int(start)))
        return next(
            (mention for mention in chain(candidates, self.shifts) if self.id(mention) == claim), None
        )

    def is_claim(self, mention: int) -> bool:
        """Whether a mention has the role of a claim and is not retired."""
        return ROLES[self.roles[mention]] is Role.CLAIM and not self.is_retired(mention)

    def is_retired(self, mention: int) -> bool:
        """Whether the annotator has retired a mention."""
        return self.standings[mention] == _RETIRED

    def is_date(self, mention: int) -> bool:
        """Whether a mention is a date or a time of day."""
        return KINDS[self.kinds[mention]] in (Kind.DATE, Kind.TIME)

    def claims(self, *, dates: bool = True, retired: bool = False) -> array[int]:
        """The mentions that are claims, in order; without ``dates``, no dates and times; with ``retired``, also those."""
        mask = self.roles.translate(_CLAIMS)
        if not dates:
            mask = bytearray(map(and_, mask, self.kinds.translate(_NO_DATES)))
        not_retired = self.standings.translate(_NOT_RETIRED)
        if 0 in not_retired:
            if retired:
                mask = bytearray(claim or not stays for claim, stays in zip(mask, not_retired, strict=True))
            else:
                mask = bytearray(map(and_, mask, not_retired))
        return array("I", compress(range(len(self)), mask))

    def touching(self, start: int, end: int) -> Iterator[int]:
        """The mentions whose extent overlaps ``start`` to ``end``, in order."""
        first = bisect_left(self.starts, start - self.longest)
        last = bisect_left(self.starts, end + self.longest)
        for mention in range(first, last):
            if self.extent_starts[mention] < end and start < self.extent_ends[mention]:
                yield mention

    def update(self, mention: int, review: Review) -> bool:
        """Apply the annotator's new review of a mention; returns False if the outline must be read again instead."""
        standing = STANDINGS.index(review.standing)
        added = STANDINGS.index(Standing.ADDED)
        if self.standings[mention] != standing and added in (self.standings[mention], standing):
            return False  # whether an added mention is a claim depends on other annotators too
        self.standings[mention] = standing
        self.verdicts[mention] = VERDICT_CODES[review.verdict]
        self._correct(mention, review.correction.kind if review.correction else None)
        return self._shift(mention, review.start_shift, review.end_shift)

    def correct(self, kinds: Mapping[str, Kind]) -> None:
        """Apply the annotator's corrections of kinds, by claim id."""
        for claim, kind in kinds.items():
            if (mention := self.index(claim)) is not None:
                self._correct(mention, kind)

    def _correct(self, mention: int, kind: Kind | None) -> None:
        """Set the kind of a mention; None restores the extracted kind."""
        if kind is not None:
            self._extracted_kinds.setdefault(mention, self.kinds[mention])
            self.kinds[mention] = KIND_CODES[kind.value]
        elif mention in self._extracted_kinds:
            self.kinds[mention] = self._extracted_kinds.pop(mention)

    def _shift(self, mention: int, start_shift: int, end_shift: int) -> bool:
        """Shift the ends of a mention; returns False if the order of the mentions would change."""
        former = self.shifts.get(mention) or self._unshifted(mention)
        if (former.start, former.end) == (start_shift, end_shift):
            return True
        start = self.starts[mention] - former.start + start_shift
        previous = self.starts[max(0, mention - 1) : mention]
        following_start = self.starts[mention + 1 : mention + 2]
        if any(neighbour > start for neighbour in previous) or any(
            neighbour < start for neighbour in following_start
        ):
            return False
        self._move(mention, former, start_shift, end_shift)
        return True

    def _unshifted(self, mention: int) -> Shift:
        return Shift(0, 0, self.extent_starts[mention], self.extent_ends[mention])

    def _move(self, mention: int, former: Shift, start_shift: int, end_shift: int) -> None:
        """Replace the ``former`` shift of a mention; shifts count from the extracted span."""
        start = self.starts[mention] - former.start + start_shift
        end = self.ends[mention] - former.end + end_shift
        self.starts[mention], self.ends[mention] = start, end
        self.extent_starts[mention] = start if start_shift else former.extent_start
        self.extent_ends[mention] = end if end_shift else former.extent_end
        self.longest = max(self.longest, self.extent_ends[mention] - self.extent_starts[mention])
        if start_shift or end_shift:
            self.shifts[mention] = Shift(start_shift, end_shift, former.extent_start, former.extent_end)
        else:
            self.shifts.pop(mention, None)

    def shift(self, shifts: Mapping[str, Span]) -> None:
        """Shift the ends of claims that have no shift yet, by claim id, and sort the mentions again if needed."""
        moves = [
            (self.index(claim), start_shift, end_shift) for claim, (start_shift, end_shift) in shifts.items()
        ]
        for mention, start_shift, end_shift in moves:
            if mention is not None:
                self._move(mention, self._unshifted(mention), start_shift, end_shift)
        if moves and any(start > next_start for start, next_start in pairwise(self.starts)):
            self._sort()

    def _sort(self) -> None:
        """Sort the mentions by start."""
        order = sorted(
            range(len(self)), key=lambda mention: (self.starts[mention], self._extracted_span(mention)[1])
        )
        for column in (self.starts, self.ends, self.extent_starts, self.extent_ends):
            column[:] = array("I", map(column.__getitem__, order))
        for codes in (self.roles, self.kinds, self.verdicts, self.standings):
            codes[:] = bytes(map(codes.__getitem__, order))
        self.shifts = {
            index: self.shifts[former] for index, former in enumerate(order) if former in self.shifts
        }


def outline_of(claims: Sequence[Claim]) -> Outline:
    """The outline of some claims of one text, in order of position, each as a claim without a verdict."""
    mentions = [claim.mention for claim in claims]
    extent_starts = array("I", (mention.extent_start for mention in mentions))
    extent_ends = array("I", (mention.extent_end for mention in mentions))
    return Outline(
        starts=array("I", (mention.start for mention in mentions)),
        ends=array("I", (mention.end for mention in mentions)),
        extent_starts=extent_starts,
        extent_ends=extent_ends,
        roles=bytearray([ROLE_CODES[Role.CLAIM.value]] * len(claims)),
        kinds=bytearray(KIND_CODES[mention.kind] for mention in mentions),
        verdicts=bytearray(len(claims)),
        standings=bytearray(len(claims)),
        shifts={},
        longest=max(map(sub, extent_ends, extent_starts), default=0),
        _id_prefix=text_of_claim(claims[0].id) if claims else "",
    )
