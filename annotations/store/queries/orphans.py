"""The orphan queue: reviewed claims that lost their place when their article came back edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model import Claim, Outcome, Review
from annotations.store.base import OpenStore
from annotations.store.claim_rows import text_of
from annotations.store.connection import plain_errors
from annotations.store.row_mapping import claim_of_row, review_of_row

if TYPE_CHECKING:
    from annotations.reports import Orphan


class Orphans(OpenStore):
    """Reading the queue; ``Decisions`` has what takes a claim out of it: place, place_at, settle."""

    def orphans(self, annotator: str | None = None, articles: Sequence[str] | None = None) -> list[Orphan]:
        """The claims that wait for an annotator, or for anybody, of these articles or of all, by article and position."""
        query = (
            "SELECT DISTINCT o.claim_id, o.outcome, o.candidate_id, o.near, claims.* FROM orphans o "
            "JOIN claims ON claims.id = o.claim_id WHERE ?1 IS NULL OR o.annotator = ?1 "
            "ORDER BY claims.article_id, claims.start_offset, claims.id"
        )
        wanted = None if articles is None else set(articles)
        with plain_errors(self.path):
            rows = self._connection.execute(query, (annotator,)).fetchall()
            return [self._orphan(row) for row in rows if wanted is None or row["article_id"] in wanted]

    def count_orphans(self, annotator: str | None = None, articles: Sequence[str] | None = None) -> int:
        """How many claims wait for an annotator, or for anybody."""
        query = (
            "SELECT article_id, count(DISTINCT claim_id) FROM orphans WHERE ?1 IS NULL OR annotator = ?1 "
            "GROUP BY article_id"
        )
        with plain_errors(self.path):
            counts = dict(self._connection.execute(query, (annotator,)).fetchall())
        return sum(counts.values()) if articles is None else sum(counts.get(a, 0) for a in articles)

    def _orphan(self, row: sqlite3.Row) -> Orphan:
        from annotations.reports import Orphan  # noqa: PLC0415 (a store must open at once)

        claim = claim_of_row(row)
        return Orphan(
            claim=claim,
            outcome=Outcome(row["outcome"]),
            reviews=tuple(self._reviews_of(claim.id)),
            text=text_of(self._connection, claim.text_sha256),
            candidate=self._claim(row["candidate_id"]),
            near=row["near"],
        )

    def _claim(self, name: str | None) -> Claim | None:
        row = self._connection.execute("SELECT * FROM claims WHERE id = ?", (name,)).fetchone()
        return claim_of_row(row) if row else None

    def _reviews_of(self, claim: str) -> list[Review]:
        query = (
            "SELECT reviews.decision_id, decisions.* FROM reviews JOIN decisions "
            "ON decisions.id = reviews.decision_id WHERE reviews.claim_id = ? ORDER BY reviews.annotator"
        )
        return [review_of_row(row, claim) for row in self._connection.execute(query, (claim,))]
