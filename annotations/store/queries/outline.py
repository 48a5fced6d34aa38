"""An article's mentions in outline: where they are and what was decided, as columns of numbers.

A list of a hundred thousand claims takes a second to make and as many bytes as the article ten times over; a
screen needs each of them only where it stands and in which colour. The one claim that is looked at is read
in full when it is.
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

# What the numbers in the columns stand for; 0 of kinds, verdicts and standings is none.
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
    """How far an annotator has moved the ends of a claim, and where its extent was before that."""

    start: int
    end: int
    extent_start: int
    extent_end: int


@dataclass(slots=True, repr=False, match_args=False)
class Outline:
    """The mentions of an article's text, in order of position; a mention is known by its place in that order.

    Offsets are those of the stored text, where one annotator has moved the ends of a claim (``shifts``) those
    they have it at. ``roles``, ``kinds``, ``verdicts`` and ``standings`` (the annotator's) hold indices into
    ROLES, KINDS, VERDICTS and STANDINGS; a kind that the annotator has corrected is theirs. ``longest`` is the length of the longest extent: no mention reaches
    further from its start. What the annotator says of a claim changes here as it is said (``take_in``).
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
    _text: str  # what the claim ids of this text begin with
    _read_kinds: dict[int, int] = field(
        default_factory=dict
    )  # what the extractor read, where it is corrected

    def __len__(self) -> int:
        return len(self.starts)

    def id(self, mention: int) -> str:
        """The claim id of a mention."""
        start, end = self._read_at(mention)
        return f"{self._text}-{start}-{end}"

    def _read_at(self, mention: int) -> Span:
        """Where a mention was read, wherever its ends are now."""
        start, end = self.starts[mention], self.ends[mention]
        shift = self.shifts.get(mention)
        return (start - shift.start, end - shift.end) if shift else (start, end)

    def index(self, claim: str) -> int | None:
        """The mention with this claim id, None where it is not of this text."""
        start = claim.removeprefix(f"{self._text}-").partition("-")[0]
        if not start.isdecimal():
            return None
        here = range(bisect_left(self.starts, int(start)), bisect_right(self.starts, int(start)))
        return next((mention for mention in chain(here, self.shifts) if self.id(mention) == claim), None)

    def is_claim(self, mention: int) -> bool:
        """Whether a mention is a claim, and not a reference, a name, metadata or retired."""
        return ROLES[self.roles[mention]] is Role.CLAIM and not self.is_retired(mention)

    def is_retired(self, mention: int) -> bool:
        """Whether the annotator has taken a claim out."""
        return self.standings[mention] == _RETIRED

    def is_date(self, mention: int) -> bool:
        """Whether a mention is a date or a time of day."""
        return KINDS[self.kinds[mention]] in (Kind.DATE, Kind.TIME)

    def claims(self, *, dates: bool = True, retired: bool = False) -> array[int]:
        """The mentions that are claims, in order.

        Without ``dates``, those that are no dates or times of day; with ``retired``, those taken out too.
        """
        mask = self.roles.translate(_CLAIMS)
        if not dates:
            mask = bytearray(map(and_, mask, self.kinds.translate(_NO_DATES)))
        kept = self.standings.translate(_NOT_RETIRED)
        if 0 in kept:
            if retired:
                mask = bytearray(claim or not stays for claim, stays in zip(mask, kept, strict=True))
            else:
                mask = bytearray(map(and_, mask, kept))
        return array("I", compress(range(len(self)), mask))

    def touching(self, start: int, end: int) -> Iterator[int]:
        """The mentions whose extent shares a character with ``start`` to ``end``, in order."""
        first = bisect_left(self.starts, start - self.longest)
        last = bisect_left(self.starts, end + self.longest)
        for mention in range(first, last):
            if self.extent_starts[mention] < end and start < self.extent_ends[mention]:
                yield mention

    def take_in(self, mention: int, review: Review) -> bool:
        """Take in what the annotator says of a mention now; False where the outline must be read anew for that."""
        standing = STANDINGS.index(review.standing)
        added = STANDINGS.index(Standing.ADDED)
        if self.standings[mention] != standing and added in (self.standings[mention], standing):
            return False  # whether it stands at all may hang on that, and on what others say
        self.standings[mention] = standing
        self.verdicts[mention] = VERDICT_CODES[review.verdict]
        self._correct(mention, review.correction.kind if review.correction else None)
        return self._shift(mention, review.start_shift, review.end_shift)

    def correct(self, kinds: Mapping[str, Kind]) -> None:
        """Take in which kinds the annotator holds some claims, given by id, to be of."""
        for claim, kind in kinds.items():
            if (mention := self.index(claim)) is not None:
                self._correct(mention, kind)

    def _correct(self, mention: int, kind: Kind | None) -> None:
        """Hold a mention to be of a kind or, where that is None, of the one that was read."""
        if kind is not None:
            self._read_kinds.setdefault(mention, self.kinds[mention])
            self.kinds[mention] = KIND_CODES[kind.value]
        elif mention in self._read_kinds:
            self.kinds[mention] = self._read_kinds.pop(mention)

    def _shift(self, mention: int, first: int, last: int) -> bool:
        """Move the ends of a mention; False where another one would have to come before it then."""
        was = self.shifts.get(mention) or Shift(0, 0, self.extent_starts[mention], self.extent_ends[mention])
        if (was.start, was.end) == (first, last):
            return True
        start = self.starts[mention] - was.start + first
        before, behind = self.starts[max(0, mention - 1) : mention], self.starts[mention + 1 : mention + 2]
        if any(other > start for other in before) or any(other < start for other in behind):
            return False
        self._move(mention, was, first, last)
        return True

    def _move(self, mention: int, was: Shift, first: int, last: int) -> None:
        """Put the ends of a mention, moved as ``was`` says, so far from where they were read."""
        start, end = self.starts[mention] - was.start + first, self.ends[mention] - was.end + last
        self.starts[mention], self.ends[mention] = start, end
        self.extent_starts[mention] = start if first else was.extent_start
        self.extent_ends[mention] = end if last else was.extent_end
        self.longest = max(self.longest, self.extent_ends[mention] - self.extent_starts[mention])
        if first or last:
            self.shifts[mention] = Shift(first, last, was.extent_start, was.extent_end)
        else:
            self.shifts.pop(mention, None)

    def shift(self, moved: Mapping[str, Span]) -> None:
        """Move the ends of claims, given by id, of which none was moved before, into whatever order they then have."""
        places = [(self.index(claim), first, last) for claim, (first, last) in moved.items()]
        for mention, first, last in places:
            if mention is None:
                continue
            was = Shift(0, 0, self.extent_starts[mention], self.extent_ends[mention])
            self._move(mention, was, first, last)
        if places and any(one > other for one, other in pairwise(self.starts)):
            self._put_in_order()

    def _put_in_order(self) -> None:
        """Put the mentions in the order in which they start."""
        order = sorted(
            range(len(self)), key=lambda mention: (self.starts[mention], self._read_at(mention)[1])
        )
        for column in (self.starts, self.ends, self.extent_starts, self.extent_ends):
            column[:] = array("I", map(column.__getitem__, order))
        for codes in (self.roles, self.kinds, self.verdicts, self.standings):
            codes[:] = bytes(map(codes.__getitem__, order))
        self.shifts = {place: self.shifts[was] for place, was in enumerate(order) if was in self.shifts}


def outline_of(claims: Sequence[Claim]) -> Outline:
    """The outline of a few claims of one text, in order of position, each shown as a claim without a verdict."""
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
        _text=text_of_claim(claims[0].id) if claims else "",
    )
