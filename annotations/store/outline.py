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
from itertools import accumulate, compress, islice
from operator import and_, sub
from typing import Any

from annotations.model import Claim, Kind, Review, Role, Verdict
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.rows import claim_of_row, review_of_row

# What the numbers in the columns stand for; 0 of kinds and verdicts is none.
ROLES = tuple(Role)
KINDS = (None, *Kind)
VERDICTS = (None, *Verdict)

_ROLE = {role.value: code for code, role in enumerate(ROLES)}
_KIND = {kind.value if kind else None: code for code, kind in enumerate(KINDS)}
VERDICT_CODES = {verdict: code for code, verdict in enumerate(VERDICTS)}
_VERDICT = {verdict.value if verdict else None: code for verdict, code in VERDICT_CODES.items()}
_CLAIMS = bytes(code < len(ROLES) and ROLES[code] is Role.CLAIM for code in range(256))
_NO_DATES = bytes(code >= len(KINDS) or KINDS[code] not in (Kind.DATE, Kind.TIME) for code in range(256))
_BATCH = 512

_MENTIONS = """
    FROM articles JOIN claims ON claims.article_id = articles.id AND claims.text_sha256 = articles.text_sha256
        LEFT JOIN reviews ON reviews.claim_id = claims.id AND reviews.annotator = ?2
    WHERE articles.id = ?1
"""


@dataclass(frozen=True, slots=True)
class Outline:
    """The mentions of an article's text, in order of position; a mention is known by its place in that order.

    Offsets are those of the stored text. ``roles``, ``kinds`` and ``verdicts`` (one annotator's) hold indices
    into ROLES, KINDS and VERDICTS; verdicts change as they are given. ``longest`` is the length of the longest
    extent: no mention reaches further from its start.
    """

    starts: array[int]
    ends: array[int]
    extent_starts: array[int]
    extent_ends: array[int]
    roles: bytearray
    kinds: bytearray
    verdicts: bytearray
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
        """Whether a mention is a claim, and not a reference, a name or metadata."""
        return ROLES[self.roles[mention]] is Role.CLAIM

    def is_date(self, mention: int) -> bool:
        """Whether a mention is a date or a time of day."""
        return KINDS[self.kinds[mention]] in (Kind.DATE, Kind.TIME)

    def claims(self, *, dates: bool = True) -> array[int]:
        """The mentions that are claims, in order; without ``dates``, those that are no dates or times of day."""
        mask = self.roles.translate(_CLAIMS)
        if not dates:
            mask = bytearray(map(and_, mask, self.kinds.translate(_NO_DATES)))
        return array("I", compress(range(len(self)), mask))

    def touching(self, start: int, end: int) -> Iterator[int]:
        """The mentions whose extent shares a character with ``start`` to ``end``, in order."""
        first = bisect_left(self.starts, start - self.longest)
        last = bisect_left(self.starts, end + self.longest)
        for mention in range(first, last):
            if self.extent_starts[mention] < end and start < self.extent_ends[mention]:
                yield mention


class Outlines(OpenStore):
    """Reading an article as a screen shows it: all mentions in outline, one claim in full."""

    def outline(self, article: str, annotator: str) -> Outline:
        """The mentions of an article's current text, with the annotator's verdicts."""
        query = (
            "SELECT claims.id, start_offset, end_offset, extent_start, extent_end, role, kind, reviews.verdict "
            f"{_MENTIONS} ORDER BY start_offset"
        )
        starts, ends, extent_starts, extent_ends = (array("I") for _ in range(4))
        roles, kinds, verdicts = bytearray(), bytearray(), bytearray()
        ids: list[str] = []
        id_starts = array("I", [0])
        with plain_errors(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = None  # plain tuples are made in half the time
            cursor.execute(query, (article, annotator))
            while rows := cursor.fetchmany(_BATCH):
                columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True))
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
        longest = max(map(sub, extent_ends, extent_starts), default=0)
        return Outline(
            starts, ends, extent_starts, extent_ends, roles, kinds, verdicts, longest, "".join(ids), id_starts
        )

    def claim(self, claim: str) -> tuple[Claim, list[Review]] | None:
        """A claim in full and every annotator's review of it, by name; None where there is no such claim."""
        with plain_errors(self.path):
            row = self._connection.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
            if row is None:
                return None
            query = "SELECT * FROM reviews WHERE claim_id = ? ORDER BY annotator"
            reviews = [review_of_row(found, claim) for found in self._connection.execute(query, (claim,))]
        return claim_of_row(row), reviews

    def latest(self) -> int:
        """What ``news`` and ``verdicts_since`` are asked with for all that is decided from now on."""
        with plain_errors(self.path):
            return int(
                self._connection.execute("SELECT coalesce(max(rowid), 0) FROM decisions").fetchone()[0]
            )

    def verdicts_since(self, since: int, article: str, annotator: str) -> dict[str, Verdict | None]:
        """The annotator's verdicts, by claim id, on what was decided in an article since (see ``latest``)."""
        query = (
            "SELECT DISTINCT reviews.claim_id, reviews.verdict FROM decisions "
            "JOIN claims ON claims.id = decisions.claim_id JOIN reviews ON reviews.claim_id = decisions.claim_id "
            "AND reviews.annotator = decisions.annotator "
            "WHERE decisions.rowid > ? AND claims.article_id = ? AND decisions.annotator = ?"
        )
        with plain_errors(self.path):
            rows = self._connection.execute(query, (since, article, annotator))
            return {row["claim_id"]: Verdict(row["verdict"]) if row["verdict"] else None for row in rows}

    def unreviewed_article(self, annotator: str, articles: Sequence[str], *, dates: bool) -> str | None:
        """The first of these articles in which the annotator has given a claim no verdict.

        Without ``dates``, claims that are dates or times of day do not count.
        """
        query = """
            SELECT wanted.value FROM json_each(?1) AS wanted WHERE EXISTS (
                SELECT 1 FROM articles JOIN claims ON claims.article_id = articles.id
                    AND claims.text_sha256 = articles.text_sha256
                LEFT JOIN reviews ON reviews.claim_id = claims.id AND reviews.annotator = ?2
                WHERE articles.id = wanted.value AND role = 'claim' AND reviews.verdict IS NULL
                    AND (?3 OR coalesce(kind, '') NOT IN ('date', 'time'))
            ) ORDER BY wanted.key LIMIT 1
        """
        with plain_errors(self.path):
            found: sqlite3.Row | None = self._connection.execute(
                query, (json.dumps(list(articles)), annotator, dates)
            ).fetchone()
        return str(found[0]) if found else None
