"""The log: every decision, and the state that it replaced."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.model import ArticleReview
from annotations.reports import LogEntry
from annotations.store.misdated import place_of
from annotations.store.names import name_of
from annotations.store.row_mapping import STATE_COLUMNS, article_review_of_row, review_of_row
from annotations.text import brief, visible

if TYPE_CHECKING:
    from annotations.store.store import Store

_FORMER_STATE = ", ".join(f"lag(d.{column}) OVER was AS before_{column}" for column in STATE_COLUMNS)
_CLAIM_DECISIONS = f"""
    SELECT {name_of("d.annotator")} AS annotator, d.*, {place_of("d")} AS place, d.id AS decision_id, c.article_id, c.start_offset, c.quote,
        lag(d.id) OVER was AS before_decision_id, {_FORMER_STATE}
    FROM decisions d JOIN claims c ON c.id = d.claim_id
    LEFT JOIN placements p ON p.claim_id = d.claim_id
    WHERE ?1 IS NULL OR c.article_id = ?1 OR ?1 IN (c.id, p.placed_on)
    WINDOW was AS (PARTITION BY coalesce(p.placed_on, d.claim_id), {name_of("d.annotator")} ORDER BY {place_of("d")})
    ORDER BY place
"""
_ARTICLE_DECISIONS = f"""
    SELECT {name_of("d.annotator")} AS annotator, d.*, {place_of("d")} AS place, d.id AS decision_id, lag(d.id) OVER was AS before_decision_id,
        lag(d.seen) OVER was AS before_seen, lag(d.note) OVER was AS before_note
    FROM article_decisions d WHERE ?1 IS NULL OR d.article_id = ?1
    WINDOW was AS (PARTITION BY d.article_id, {name_of("d.annotator")} ORDER BY {place_of("d")})
    ORDER BY place
"""
_EXISTS = (
    "SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1) OR EXISTS (SELECT 1 FROM claims WHERE id = ?1)"
)


def read_log(store: Store, subject: str | None = None) -> Iterator[LogEntry]:
    """Every decision, the oldest first; only those on an article or a claim, if ``subject`` is its id.

    Raises UsageError where the store has neither an article nor a claim of that id.
    """
    with store.read_access() as connection:
        if subject is not None and not connection.execute(_EXISTS, (subject,)).fetchone()[0]:
            raise UsageError(
                "There is no article or claim {name} in {store}; soi stats lists the articles, an export the "
                "claims.",
                name=brief(subject),
                store=visible(str(store.path)),
            )
        entries = heapq.merge(
            _claim_entries(connection, subject),
            _article_entries(connection, subject),
            key=lambda placed_entry: placed_entry[0],
        )
        yield from (entry for _place, entry in entries)


def _claim_entries(connection: sqlite3.Connection, subject: str | None) -> Iterator[tuple[str, LogEntry]]:
    """The decisions on claims, each with its place in time."""
    for row in connection.execute(_CLAIM_DECISIONS, (subject,)):
        former = review_of_row(row, row["claim_id"], "before_") if row["before_decision_id"] else None
        review = review_of_row(row, row["claim_id"])
        entry = LogEntry(row["article_id"], row["start_offset"], row["quote"], former, review, row["undoes"])
        yield row["place"], entry


def _article_entries(connection: sqlite3.Connection, subject: str | None) -> Iterator[tuple[str, LogEntry]]:
    """The decisions on articles, each with its place in time."""
    for row in connection.execute(_ARTICLE_DECISIONS, (subject,)):
        review = article_review_of_row(row)
        former = None
        if row["before_decision_id"]:
            former = ArticleReview(
                review.article, review.annotator, bool(row["before_seen"]), row["before_note"]
            )
        yield row["place"], LogEntry(review.article, None, "", former, review, row["undoes"])
