"""The orphan queue: reviewed claims that lost their place when their article came back edited.

``Store.place``, ``place_at`` and ``settle`` take a claim out of the queue.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model import Claim, Outcome, Review
from annotations.reports import Orphan
from annotations.store.claim_rows import text_of
from annotations.store.names import known_annotator
from annotations.store.row_mapping import claim_of_row, review_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store


def list_orphans(
    store: Store, annotator: str | None = None, articles: Sequence[str] | None = None
) -> list[Orphan]:
    """The orphans that wait for an annotator, or for anybody, in these articles or in all, by article and position."""
    query = (
        "SELECT DISTINCT o.outcome, o.candidate, o.near, claims.* FROM orphans o "
        "JOIN claims ON claims.id = o.claim WHERE ?1 IS NULL OR o.annotator = ?1 "
        "ORDER BY claims.article_id, claims.start_offset, claims.id"
    )
    ids = None if articles is None else set(articles)
    with store.read_access() as connection:
        rows = connection.execute(query, (annotator and known_annotator(connection, annotator),)).fetchall()
        return [_orphan_of_row(connection, row) for row in rows if ids is None or row["article_id"] in ids]


def count_orphans(store: Store, annotator: str | None = None, articles: Sequence[str] | None = None) -> int:
    """How many orphans wait for an annotator, or for anybody, in these articles or in all."""
    query = (
        "SELECT article, count(DISTINCT claim) FROM orphans WHERE ?1 IS NULL OR annotator = ?1 "
        "GROUP BY article"
    )
    with store.read_access() as connection:
        counts = dict(
            connection.execute(query, (annotator and known_annotator(connection, annotator),)).fetchall()
        )
    return sum(counts.values()) if articles is None else sum(counts.get(article, 0) for article in articles)


def _orphan_of_row(connection: sqlite3.Connection, row: sqlite3.Row) -> Orphan:
    claim = claim_of_row(row)
    return Orphan(
        claim=claim,
        outcome=Outcome(row["outcome"]),
        reviews=tuple(_reviews_of_claim(connection, claim.id)),
        text=text_of(connection, claim.text_sha256),
        candidate=_candidate(connection, row["candidate"]),
        offset=row["near"],
    )


def _candidate(connection: sqlite3.Connection, claim: str | None) -> Claim | None:
    row = connection.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
    return claim_of_row(row) if row else None


def _reviews_of_claim(connection: sqlite3.Connection, claim: str) -> list[Review]:
    query = (
        "SELECT reviews.annotator, reviews.decision_id, decisions.* FROM reviews JOIN decisions "
        "ON decisions.id = reviews.decision_id WHERE reviews.claim_id = ? ORDER BY reviews.annotator"
    )
    return [review_of_row(row, claim) for row in connection.execute(query, (claim,))]
