"""Undo and redo, by appending what held before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model import ArticleReview, Review
from annotations.store.connection import plain_errors
from annotations.store.decisions.article_decisions import ArticleDecisions
from annotations.store.decisions.claim_decisions import Decisions
from annotations.store.row_mapping import review_of_row

if TYPE_CHECKING:
    from annotations.store.decisions.steps import History

_STEPS = """
    SELECT * FROM (
        SELECT id, step, undoes FROM decisions WHERE annotator = ?1 AND id = step ORDER BY id DESC LIMIT ?2
    ) UNION ALL SELECT * FROM (
        SELECT id, step, undoes FROM article_decisions WHERE annotator = ?1 AND id = step
        ORDER BY id DESC LIMIT ?2
    )
    ORDER BY id DESC LIMIT ?2
"""
# What was decided on the former texts' claims that this one was counts as decided on this one; see placements.
_SAME = """
    SELECT ?1 AS id UNION
    SELECT claim_id FROM placements WHERE placed_on = ?1 UNION
    SELECT placed_on FROM placements WHERE claim_id = ?1 AND placed_on IS NOT NULL UNION
    SELECT other.claim_id FROM placements mine JOIN placements other ON other.placed_on = mine.placed_on
    WHERE mine.claim_id = ?1
"""
# By the claims, each with few decisions, never by the annotator, who may have made very many.
_BEFORE = f"""
    SELECT d.*, d.id AS decision_id FROM ({_SAME}) AS same
    CROSS JOIN decisions d INDEXED BY decisions_by_claim ON d.claim_id = same.id
    WHERE d.annotator = ?2 AND d.id < ?3 ORDER BY d.id DESC LIMIT 1
"""
_OWN = """
    SELECT placed_on FROM decisions INDEXED BY decisions_by_claim
    WHERE claim_id = ? AND annotator = ? AND id < ? ORDER BY id DESC LIMIT 1
"""


class Undoing(Decisions, ArticleDecisions):
    """Taking back steps, and bringing them back; nothing is ever deleted."""

    def undo(self, annotator: str) -> Sequence[Review | ArticleReview]:
        """Take back the annotator's last step that is not undone yet; gives what holds now, or nothing."""
        return self._take_back(annotator, "done")

    def redo(self, annotator: str) -> Sequence[Review | ArticleReview]:
        """Bring back the step that was undone last; gives what holds now, or nothing if there is none."""
        return self._take_back(annotator, "undone")

    def replaced(self, review: Review | ArticleReview) -> Review | ArticleReview:
        """What the annotator held before a decision that they have made."""
        if isinstance(review, ArticleReview):
            with plain_errors(self.path):
                return self._article_review(review.article, review.annotator, before=review.decision)
        with plain_errors(self.path):
            return self._held_before(review.claim, review.annotator, review.decision)

    def _take_back(self, annotator: str, stack: str) -> Sequence[Review | ArticleReview]:
        with self.writing():
            steps: list[str] = getattr(self._history(annotator), stack)
            if not steps:
                return []
            step = steps[-1]
            query = "SELECT * FROM decisions WHERE step = ? AND annotator = ? AND id >= ? ORDER BY id"
            rows = self._connection.execute(query, (step, annotator, step)).fetchall()
            if not rows:
                return [self._take_back_article(step)]
            return self._append([self._former(row) for row in rows], undoes=step)

    def _history(self, annotator: str) -> History:
        # Not before somebody wants to undo something: a store is opened without it.
        from annotations.store.decisions.steps import REACH, History, Step  # noqa: PLC0415

        rows = self._connection.execute(_STEPS, (annotator, REACH)).fetchall()
        return History.of(Step(row["step"], row["undoes"]) for row in reversed(rows))

    def _former(self, row: sqlite3.Row) -> Review:
        """What the annotator held before a decision."""
        return self._held_before(row["claim_id"], row["annotator"], row["id"])

    def _held_before(self, claim: str, annotator: str, decision: str) -> Review:
        held = self._connection.execute(_BEFORE, (claim, annotator, decision)).fetchone()
        own = self._connection.execute(_OWN, (claim, annotator, decision)).fetchone()
        review = review_of_row(held, claim) if held else Review(claim, annotator)
        # What becomes of a claim that lost its place is said of that claim alone.
        return review._replace(placed_on=own["placed_on"] if own else None)
