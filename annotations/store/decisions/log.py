"""The past: every decision there ever was, and what each replaced."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.row_mapping import STATE_COLUMNS, article_review_of_row, log_entry_of_row
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.reports import LogEntry

_BEFORE = ", ".join(f"lag(d.{column}) OVER was AS before_{column}" for column in STATE_COLUMNS)
_CLAIMS = f"""
    SELECT d.*, d.id AS decision_id, c.article_id, c.start_offset, c.quote,
        lag(d.id) OVER was AS before_decision_id, {_BEFORE}
    FROM decisions d JOIN claims c ON c.id = d.claim_id
    LEFT JOIN placements p ON p.claim_id = d.claim_id
    WHERE ?1 IS NULL OR c.article_id = ?1 OR ?1 IN (c.id, p.placed_on)
    WINDOW was AS (PARTITION BY coalesce(p.placed_on, d.claim_id), d.annotator ORDER BY d.id)
    ORDER BY d.id
"""
_ARTICLES = """
    SELECT d.*, d.id AS decision_id, lag(d.id) OVER was AS before_decision_id,
        lag(d.seen) OVER was AS before_seen, lag(d.note) OVER was AS before_note
    FROM article_decisions d WHERE ?1 IS NULL OR d.article_id = ?1
    WINDOW was AS (PARTITION BY d.article_id, d.annotator ORDER BY d.id)
    ORDER BY d.id
"""
_KNOWN = "SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1) OR EXISTS (SELECT 1 FROM claims WHERE id = ?1)"


class Log(OpenStore):
    """Reading the past."""

    def log(self, about: str | None = None) -> Iterator[LogEntry]:
        """Every decision there ever was, the oldest first; of an article or a claim where its id is given.

        Raises UsageError where the store has no article and no claim of that id.
        """
        with plain_errors(self.path):
            if about is not None and not self._connection.execute(_KNOWN, (about,)).fetchone()[0]:
                raise UsageError(
                    "There is no article or claim {name} in {store}; soi stats lists the articles, an export the "
                    "claims.",
                    name=visible(about),
                    store=visible(str(self.path)),
                )
            yield from heapq.merge(
                self._of_claims(about), self._of_articles(about), key=lambda entry: entry.after.decision
            )

    def _of_claims(self, about: str | None) -> Iterator[LogEntry]:
        return map(log_entry_of_row, self._connection.execute(_CLAIMS, (about,)))

    def _of_articles(self, about: str | None) -> Iterator[LogEntry]:
        from annotations.reports import LogEntry  # noqa: PLC0415 (a store must open at once)

        for row in self._connection.execute(_ARTICLES, (about,)):
            after = article_review_of_row(row)
            before = None
            if row["before_decision_id"]:
                before = type(after)(
                    after.article, after.annotator, bool(row["before_seen"]), row["before_note"]
                )
            yield LogEntry(after.article, None, "", before, after, row["undoes"])
