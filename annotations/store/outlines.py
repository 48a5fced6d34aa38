"""Reading an article's mentions in outline, and one claim of them in full."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from operator import sub
from typing import Any

from annotations.model import Claim, Kind, Review, Role
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.outline import (
    KIND_CODES,
    ROLE_CODES,
    STANDING_CODES,
    VERDICT_NAME_CODES,
    Outline,
    Shift,
)
from annotations.store.reviews import ADDED, STANDS, STATE
from annotations.store.rows import claim_of_row, review_of_row

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
_CORRECTED = """
    SELECT c.id, d.corrected_kind
    FROM articles a JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256
        JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
        JOIN decisions d ON d.id = mine.decision_id
    WHERE a.id = ?1 AND d.corrected_kind IS NOT NULL
"""
# Of more mentions than this, what is corrected is asked for when the article is shown already.
CORRECTED_AT_ONCE = 5000
_BY_TEXT = "start_offset"  # the order of an index, so that nothing is sorted
_BY_SHIFT = "start_offset + coalesce(mine.start_shift, 0), end_offset"


class Outlines(OpenStore):
    """Reading an article as a screen shows it: all mentions in outline, one claim in full."""

    def outline(self, article: str, annotator: str) -> Outline:
        """The mentions of an article's current text, with what the annotator says of them.

        Of very many, kinds are the extractor's until ``corrected_kinds`` is asked: that would take as long again.
        """
        outline = self._outline(_BY_TEXT, article, annotator)
        if outline.shifts and any(one > other for one, other in pairwise(outline.starts)):
            outline = self._outline(_BY_SHIFT, article, annotator)
        if len(outline) <= CORRECTED_AT_ONCE:
            outline.correct(self.corrected_kinds(article, annotator))
        return outline

    def corrected_kinds(self, article: str, annotator: str) -> dict[str, Kind]:
        """Which kinds an annotator holds claims of an article's current text to be of, where not those read; by id."""
        with plain_errors(self.path):
            rows = self._connection.execute(_CORRECTED, (article, annotator))
            return {row["id"]: Kind(row["corrected_kind"]) for row in rows}

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
                roles.extend(map(ROLE_CODES.__getitem__, columns[5]))
                kinds.extend(map(KIND_CODES.__getitem__, columns[6]))
                verdicts.extend(map(VERDICT_NAME_CODES.__getitem__, columns[7]))
                standings.extend(map(STANDING_CODES.__getitem__, columns[8]))
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

        Without ``dates``, claims that are dates or times of day, as the annotator holds, do not count.
        """
        query = f"""
            SELECT wanted.value FROM json_each(?1) AS wanted WHERE EXISTS (
                SELECT 1 FROM articles a JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256
                LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
                WHERE a.id = wanted.value AND {STANDS} AND mine.verdict IS NULL
                    AND mine.standing IS NOT 'retired' AND (?3 OR coalesce(
                        (SELECT corrected_kind FROM decisions WHERE id = mine.decision_id), kind, ''
                    ) NOT IN ('date', 'time'))
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
