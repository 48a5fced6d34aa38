"""Reading an article's mentions in outline, and one claim of them in full."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from annotations.model import Claim, Kind, Review, Role
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.expressions import ADDED, STANDS, STATE
from annotations.store.identifiers import text_of_claim
from annotations.store.queries.outline import (
    KIND_CODES,
    ROLE_CODES,
    STANDING_CODES,
    VERDICT_NAME_CODES,
    Outline,
)
from annotations.store.row_mapping import claim_of_row, review_of_row

_FIRST_LETTER = ord("@")
_CODES = bytes(max(0, letter - _FIRST_LETTER) for letter in range(256))


def _letters(column: str, codes: Mapping[str, int] | Mapping[str | None, int]) -> str:
    """SQL that writes a code of every row as a letter, @ for 0, and gives them as one text."""
    known = " ".join(
        f"WHEN '{name}' THEN '{chr(_FIRST_LETTER + code)}'" for name, code in codes.items() if code
    )
    return f"group_concat(CASE {column} {known} ELSE '@' END, '')"


# One row, in which each column is a text of all mentions: a hundred thousand rows would be made into Python's values
# with Python's lock held, and that takes three times as long. The functions take the rows as they come, in the order
# of an index, so that nothing is sorted.
_MENTIONS = f"""
    SELECT (SELECT id FROM claims WHERE article_id = ?1 AND current LIMIT 1), max(extent_end - extent_start),
        json_group_array(start_offset), json_group_array(end_offset),
        json_group_array(extent_start), json_group_array(extent_end),
        {_letters("role", ROLE_CODES)}, {_letters("kind", KIND_CODES)},
        {_letters("verdict", VERDICT_NAME_CODES)}, {_letters("standing", STANDING_CODES)},
        json_group_object(moved, json_array(start_shift, end_shift)) FILTER (WHERE moved IS NOT NULL)
    FROM (
        SELECT start_offset, end_offset, extent_start, extent_end,
            CASE WHEN (c.role <> 'claim' OR c.origin = 'annotator') AND {ADDED} THEN 'claim' ELSE c.role END AS role,
            kind, mine.verdict, mine.standing, mine.start_shift, mine.end_shift,
            CASE WHEN mine.start_shift <> 0 OR mine.end_shift <> 0 THEN c.id END AS moved
        FROM claims c LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
        WHERE c.article_id = ?1 AND c.current
            AND (c.origin <> 'annotator' OR mine.standing IS NOT NULL OR {ADDED})
        ORDER BY start_offset, end_offset
    )
"""
_CORRECTED = """
    SELECT c.id, d.corrected_kind
    FROM articles a JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256
        JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
        JOIN decisions d ON d.id = mine.decision_id
    WHERE a.id = ?1 AND d.corrected_kind IS NOT NULL
"""
# Of more mentions than this, what is corrected is asked for when the article is shown already.
CORRECTED_AT_ONCE = 5000


class Outlines(OpenStore):
    """Reading an article as a screen shows it: all mentions in outline, one claim in full."""

    def outline(self, article: str, annotator: str) -> Outline:
        """The mentions of an article's current text, with what the annotator says of them.

        Of very many, kinds are the extractor's until ``corrected_kinds`` is asked: that would take as long again.
        """
        with plain_errors(self.path):
            row = self._connection.execute(_MENTIONS, (article, annotator)).fetchone()
        outline = _outline_of_row(row)
        if len(outline) <= CORRECTED_AT_ONCE:
            outline.correct(self.corrected_kinds(article, annotator))
        return outline

    def corrected_kinds(self, article: str, annotator: str) -> dict[str, Kind]:
        """Which kinds an annotator holds claims of an article's current text to be of, where not those read; by id."""
        with plain_errors(self.path):
            rows = self._connection.execute(_CORRECTED, (article, annotator))
            return {row["id"]: Kind(row["corrected_kind"]) for row in rows}

    def claim(self, claim: str) -> tuple[Claim, list[Review]] | None:
        """A claim in full and every annotator's review of it, by name; None where there is no such claim."""
        query = (
            f"SELECT {STATE} FROM reviews JOIN decisions ON decisions.id = reviews.decision_id "
            "WHERE reviews.claim_id = ? ORDER BY reviews.annotator"
        )
        with plain_errors(self.path):
            row = self._connection.execute(
                f"SELECT c.*, {ADDED} AS added FROM claims c WHERE id = ?",
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
            f"SELECT {STATE}, reviews.claim_id AS standing_claim FROM reviews "
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
        """
        with plain_errors(self.path):
            found: sqlite3.Row | None = self._connection.execute(
                query, (json.dumps(list(articles)), annotator, dates)
            ).fetchone()
        return str(found[0]) if found else None


def _outline_of_row(row: tuple[Any, ...]) -> Outline:
    """The outline that is in the row of ``_MENTIONS``; what there is none of is None or ``[]``."""
    starts, ends, extent_starts, extent_ends = (array("I", json.loads(column)) for column in row[2:6])
    roles, kinds, verdicts, standings = (
        bytearray((column or "").encode("ascii").translate(_CODES)) for column in row[6:10]
    )
    outline = Outline(
        starts=starts,
        ends=ends,
        extent_starts=extent_starts,
        extent_ends=extent_ends,
        roles=roles,
        kinds=kinds,
        verdicts=verdicts,
        standings=standings,
        shifts={},
        longest=row[1] or 0,
        _text=text_of_claim(row[0]) if row[0] else "",
    )
    outline.shift(json.loads(row[10]))
    return outline
