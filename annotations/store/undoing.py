"""Undo and redo, by appending what held before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.model import ArticleReview, Review
from annotations.store.article_decisions import ArticleDecisions
from annotations.store.decisions import Decisions
from annotations.store.history import REACH, History, Step
from annotations.store.rows import review_of_row

_STEPS = """
    SELECT step, undoes FROM decisions WHERE annotator = ?1 AND id = step
    UNION ALL
    SELECT step, undoes FROM article_decisions WHERE annotator = ?1 AND id = step
    ORDER BY step DESC LIMIT ?2
"""
# What was decided on the former texts' claims counts for those they are now; see placements.
_BEFORE = """
    SELECT *, id AS decision_id FROM decisions
    WHERE annotator = ?2 AND id < ?3 AND NOT (blank AND placed_on IS NOT NULL) AND claim_id IN (
        SELECT ?1 UNION
        SELECT claim_id FROM placements WHERE placed_on = ?1 UNION
        SELECT placed_on FROM placements WHERE claim_id = ?1 AND placed_on IS NOT NULL UNION
        SELECT other.claim_id FROM placements mine JOIN placements other ON other.placed_on = mine.placed_on
        WHERE mine.claim_id = ?1
    )
    ORDER BY id DESC LIMIT 1
"""
_OWN = """
    SELECT *, id AS decision_id FROM decisions WHERE claim_id = ? AND annotator = ? AND id < ?
    ORDER BY id DESC LIMIT 1
"""


class Undoing(Decisions, ArticleDecisions):
    """Taking back steps, and bringing them back; nothing is ever deleted."""

    def undo(self, annotator: str) -> Sequence[Review | ArticleReview]:
        """Take back the annotator's last step that is not undone yet; gives what holds now, or nothing."""
        return self._take_back(annotator, "done")

    def redo(self, annotator: str) -> Sequence[Review | ArticleReview]:
        """Bring back the step that was undone last; gives what holds now, or nothing if there is none."""
        return self._take_back(annotator, "undone")

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
            return self._append([review for row in rows for review in self._former(row)], undoes=step)

    def _history(self, annotator: str) -> History:
        rows = self._connection.execute(_STEPS, (annotator, REACH)).fetchall()
        return History.of(Step(row["step"], row["undoes"]) for row in reversed(rows))

    def _former(self, row: sqlite3.Row) -> Iterator[Review]:
        """What the annotator held before a decision; of the claim it was placed on too, where it placed one."""
        claim, annotator, decision = row["claim_id"], row["annotator"], row["id"]
        held = self._connection.execute(_BEFORE, (claim, annotator, decision)).fetchone()
        own = self._connection.execute(_OWN, (claim, annotator, decision)).fetchone()
        review = review_of_row(held, claim) if held else Review(claim, annotator)
        placed_on = own["placed_on"] if own else None
        yield replace(review, placed_on=placed_on)
        if row["placed_on"] is not None and row["placed_on"] != placed_on:
            yield from self._held_alone(row["placed_on"], annotator)

    def _held_alone(self, claim: str, annotator: str) -> Iterator[Review]:
        """What an annotator said of a claim itself, without what was carried over to it from another one."""
        query = "SELECT *, id AS decision_id FROM decisions WHERE claim_id = ? AND annotator = ? ORDER BY id"
        said: dict[str, Review] = {}
        undone = False
        for row in self._connection.execute(query, (claim, annotator)):
            undone = row["undoes"] is not None
            if said.pop(row["undoes"] or "", None) is None:
                said[row["step"]] = review_of_row(row, claim)
        if undone:
            yield next(reversed(said.values()), Review(claim, annotator))
