"""An article's mentions in outline: where they are and what was decided, as columns of numbers.

A list of a hundred thousand claims takes a second to make and as many bytes as the article ten times over; a
screen needs each of them only where it stands and in which colour. The one claim that is looked at is read
in full when it is.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, islice, pairwise
from operator import and_, sub
from typing import Any

from annotations.model import Claim, Kind, Review, Role, Standing, Verdict
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.reviews import ADDED, STANDS, STATE
from annotations.store.rows import claim_of_row, review_of_row

# What the numbers in the columns stand for; 0 of kinds, verdicts and standings is none.
ROLES = tuple(Role)
KINDS = (None, *Kind)
VERDICTS = (None, *Verdict)
STANDINGS = (None, *Standing)

_ROLE = {role.value: code for code, role in enumerate(ROLES)}
_KIND = {kind.value if kind else None: code for code, kind in enumerate(KINDS)}
VERDICT_CODES = {verdict: code for code, verdict in enumerate(VERDICTS)}
_VERDICT = {verdict.value if verdict else None: code for verdict, code in VERDICT_CODES.items()}
_STANDING = {standing.value if standing else None: code for code, standing in enumerate(STANDINGS)}
_RETIRED = STANDINGS.index(Standing.RETIRED)
_CLAIMS = bytes(code < len(ROLES) and ROLES[code] is Role.CLAIM for code in range(256))
_NO_DATES = bytes(code >= len(KINDS) or KINDS[code] not in (Kind.DATE, Kind.TIME) for code in range(256))
_NOT_RETIRED = bytes(code != _RETIRED for code in range(256))
_BATCH = 512

_MENTIONS = f"""
    SELECT c.id, start_offset + coalesce(mine.start_shift, 0), end_offset + coalesce(mine.end_shift, 0),
        extent_start, extent_end,
        CASE WHEN (c.role <> 'claim' OR c.origin = 'annotator') AND {ADDED} THEN 'claim' ELSE c.role END,
        kind, mine.verdict, mine.standing, mine.start_shift, mine.end_shift
    FROM articles a JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256
        LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
    WHERE a.id = ?1 AND (c.origin <> 'annotator' OR mine.standing IS NOT NULL OR {ADDED})
    ORDER BY {{}}
"""  # noqa: S608
_BY_TEXT = "start_offset"  # the order of an index, so that nothing is sorted
_BY_SHIFT = "start_offset + coalesce(mine.start_shift, 0), end_offset"


@dataclass(frozen=True, slots=True)
class Shift:
    """How far an annotator has moved the ends of a claim, and where its extent was before that."""

    start: int
    end: int
    extent_start: int
    extent_end: int


@dataclass(slots=True)
class Outline:
    """The mentions of an article's text, in order of position; a mention is known by its place in that order.

    Offsets are those of the stored text, where one annotator has moved the ends of a claim (``shifts``) those
    they have it at. ``roles``, ``kinds``, ``verdicts`` and ``standings`` (the annotator's) hold indices into
    ROLES, KINDS, VERDICTS and STANDINGS. ``longest`` is the length of the longest extent: no mention reaches
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
    _ids: str
    _id_starts: array[int]

    def __len__(self) -> int:
        return len(self.starts)

    def id(self, mention: int) -> str:
        """The claim id of a mention."""
        return self._ids[self._id_starts[mention] : self._id_starts[mention + 1] - 1]

    def index(self, claim: str) -> int | None:
        """The mention with this claim id, None where it is not of this text."""
        at = self._ids.find(f"{claim}\n")
        while at > 0 and self._ids[at - 1] != "\n":  # the end of a longer id
            at = self._ids.find(f"{claim}\n", at + 1)
        return bisect_right(self._id_starts, at) - 1 if at >= 0 else None

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
        return self._shift(mention, review.start_shift, review.end_shift)

    def _shift(self, mention: int, first: int, last: int) -> bool:
        """Move the ends of a mention; False where another one would have to come before it then."""
        was = self.shifts.get(mention) or Shift(0, 0, self.extent_starts[mention], self.extent_ends[mention])
        if (was.start, was.end) == (first, last):
            return True
        start = self.starts[mention] - was.start + first
        before, behind = self.starts[max(0, mention - 1) : mention], self.starts[mention + 1 : mention + 2]
        if any(other > start for other in before) or any(other < start for other in behind):
            return False
        end = self.ends[mention] - was.end + last
        self.starts[mention], self.ends[mention] = start, end
        self.extent_starts[mention] = start if first else was.extent_start
        self.extent_ends[mention] = end if last else was.extent_end
        self.longest = max(self.longest, self.extent_ends[mention] - self.extent_starts[mention])
        if first or last:
            self.shifts[mention] = Shift(first, last, was.extent_start, was.extent_end)
        else:
            self.shifts.pop(mention, None)
        return True


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
        roles=bytearray([_ROLE[Role.CLAIM.value]] * len(claims)),
        kinds=bytearray(_KIND[mention.kind] for mention in mentions),
        verdicts=bytearray(len(claims)),
        standings=bytearray(len(claims)),
        shifts={},
        longest=max(map(sub, extent_ends, extent_starts), default=0),
        _ids="".join(f"{claim.id}\n" for claim in claims),
        _id_starts=array("I", accumulate((len(claim.id) + 1 for claim in claims), initial=0)),
    )


class Outlines(OpenStore):
    """Reading an article as a screen shows it: all mentions in outline, one claim in full."""

    def outline(self, article: str, annotator: str) -> Outline:
        """The mentions of an article's current text, with what the annotator says of them."""
        outline = self._outline(_BY_TEXT, article, annotator)
        if outline.shifts and any(one > other for one, other in pairwise(outline.starts)):
            return self._outline(_BY_SHIFT, article, annotator)
        return outline

    def _outline(self, order: str, article: str, annotator: str) -> Outline:
        starts, ends, extent_starts, extent_ends = (array("I") for _ in range(4))
        roles, kinds, verdicts, standings = (bytearray() for _ in range(4))
        ids: list[str] = []
        id_starts = array("I", [0])
        moved: dict[int, tuple[int, int]] = {}
        with plain_errors(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = None  # plain tuples are made in half the time
            cursor.execute(_MENTIONS.format(order), (article, annotator))
            while rows := cursor.fetchmany(_BATCH):
                columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True))
                if any(columns[9]) or any(columns[10]):
                    pairs = enumerate(zip(columns[9], columns[10], strict=True), len(starts))
                    moved.update((mention, pair) for mention, pair in pairs if any(pair))
                # Joined a batch at a time: as many small strings at once would leave the memory in shreds.
                ids.append("".join(f"{name}\n" for name in columns[0]))
                lengths = (len(name) + 1 for name in columns[0])
                id_starts.extend(islice(accumulate(lengths, initial=id_starts[-1]), 1, None))
                for kept, column in zip(
                    (starts, ends, extent_starts, extent_ends), columns[1:], strict=False
                ):
                    kept.extend(column)
                roles.extend(map(_ROLE.__getitem__, columns[5]))
                kinds.extend(map(_KIND.__getitem__, columns[6]))
                verdicts.extend(map(_VERDICT.__getitem__, columns[7]))
                standings.extend(map(_STANDING.__getitem__, columns[8]))
        shifts = _shifts(moved, (starts, ends), (extent_starts, extent_ends))
        longest = max(map(sub, extent_ends, extent_starts), default=0)
        columns_of = (starts, ends, extent_starts, extent_ends, roles, kinds, verdicts, standings)
        return Outline(*columns_of, shifts, longest, "".join(ids), id_starts)

    def claim(self, claim: str) -> tuple[Claim, list[Review]] | None:
        """A claim in full and every annotator's review of it, by name; None where there is no such claim."""
        query = (
            f"SELECT {STATE} FROM reviews JOIN decisions ON decisions.id = reviews.decision_id "  # noqa: S608
            "WHERE reviews.claim_id = ? ORDER BY reviews.annotator"
        )
        with plain_errors(self.path):
            row = self._connection.execute(
                f"SELECT c.*, {ADDED} AS added FROM claims c WHERE id = ?",  # noqa: S608
                (claim,),
            ).fetchone()
            if row is None:
                return None
            reviews = [review_of_row(found, claim) for found in self._connection.execute(query, (claim,))]
        found = claim_of_row(row)
        if row["added"]:
            found.mention.role = Role.CLAIM
        return found, reviews

    def reviews_since(self, since: int, article: str, annotator: str) -> list[Review]:
        """The annotator's reviews of what was decided in an article since (the first part of a news' token)."""
        query = (
            f"SELECT {STATE}, reviews.claim_id AS standing_claim FROM reviews "  # noqa: S608
            "JOIN decisions ON decisions.id = reviews.decision_id "
            "JOIN claims ON claims.id = reviews.claim_id "
            "WHERE decisions.rowid > ? AND claims.article_id = ? AND reviews.annotator = ?"
        )
        with plain_errors(self.path):
            rows = self._connection.execute(query, (since, article, annotator))
            return [review_of_row(row, row["standing_claim"]) for row in rows]

    def added_since(self, since: int, article: str) -> bool:
        """Whether anything was decided since on what the extractor did not read as a claim in an article."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM decisions JOIN claims ON claims.id = decisions.claim_id "
            "WHERE decisions.rowid > ? AND claims.article_id = ? "
            "AND (claims.origin = 'annotator' OR claims.role <> 'claim'))"
        )
        with plain_errors(self.path):
            return bool(self._connection.execute(query, (since, article)).fetchone()[0])

    def unreviewed_article(self, annotator: str, articles: Sequence[str], *, dates: bool) -> str | None:
        """The first of these articles in which the annotator has given a claim no verdict.

        Without ``dates``, claims that are dates or times of day do not count.
        """
        query = f"""
            SELECT wanted.value FROM json_each(?1) AS wanted WHERE EXISTS (
                SELECT 1 FROM articles a JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256
                LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
                WHERE a.id = wanted.value AND {STANDS} AND mine.verdict IS NULL
                    AND mine.standing IS NOT 'retired' AND (?3 OR coalesce(kind, '') NOT IN ('date', 'time'))
            ) ORDER BY wanted.key LIMIT 1
        """  # noqa: S608
        with plain_errors(self.path):
            found: sqlite3.Row | None = self._connection.execute(
                query, (json.dumps(list(articles)), annotator, dates)
            ).fetchone()
        return str(found[0]) if found else None


def _shifts(
    moved: dict[int, tuple[int, int]],
    spans: tuple[array[int], array[int]],
    extents: tuple[array[int], array[int]],
) -> dict[int, Shift]:
    """Put the extents of claims whose ends were moved where those ends are, and keep where they were."""
    shifts = {}
    for mention, (start, end) in moved.items():
        shifts[mention] = Shift(start, end, extents[0][mention], extents[1][mention])
        if start:
            extents[0][mention] = spans[0][mention]
        if end:
            extents[1][mention] = spans[1][mention]
    return shifts
