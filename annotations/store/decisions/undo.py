"""Undo and redo: each appends the state from before the step that it takes back. Nothing is deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from annotations.model import ArticleReview, Review
from annotations.store.decisions.article_decisions import read_article_review, take_back_article_step
from annotations.store.decisions.claim_decisions import append_step
from annotations.store.decisions.steps import REACH, History, Step
from annotations.store.misdated import note_misdated, place_of
from annotations.store.names import known_annotator, signatures_of, signatures_of_annotator
from annotations.store.row_mapping import review_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store

# Misdated steps are not among them: they are in force where nothing follows them, and cannot be taken back.
_STEPS = """
    SELECT * FROM (
        SELECT id, step, undoes FROM decisions WHERE annotator IN {signatures} AND id = step
        AND id NOT IN (SELECT id FROM misdated) ORDER BY id DESC LIMIT ?
    ) UNION ALL SELECT * FROM (
        SELECT id, step, undoes FROM article_decisions WHERE annotator IN {signatures} AND id = step
        AND id NOT IN (SELECT id FROM misdated) ORDER BY id DESC LIMIT ?
    )
    ORDER BY id DESC LIMIT ?
"""
_DECISIONS_OF_STEP = """
    SELECT * FROM decisions WHERE step = ?1 AND annotator = (SELECT annotator FROM decisions WHERE id = ?1) AND id >= ?1
    ORDER BY id
"""
# Decisions on the claims of earlier texts that became this claim count as decisions on it: see placements.
_SAME_CLAIM = """
    SELECT ?1 AS id UNION
    SELECT claim_id FROM placements WHERE placed_on = ?1 UNION
    SELECT placed_on FROM placements WHERE claim_id = ?1 AND placed_on IS NOT NULL UNION
    SELECT other.claim_id FROM placements mine JOIN placements other ON other.placed_on = mine.placed_on
    WHERE mine.claim_id = ?1
"""
_PLACE_OF_ID = "coalesce((SELECT place FROM misdated WHERE id = ?3), ?3)"
# Searched by claim, which has few decisions, not by annotator, who may have made very many.
_STATE_BEFORE = f"""
    SELECT d.*, d.id AS decision_id FROM ({_SAME_CLAIM}) AS same
    CROSS JOIN decisions d INDEXED BY decisions_by_claim ON d.claim_id = same.id
    WHERE d.annotator IN {signatures_of("?2")} AND {place_of("d")} < {_PLACE_OF_ID} ORDER BY {place_of("d")} DESC LIMIT 1
"""
_PLACEMENT_BEFORE = f"""
    SELECT placed_on FROM decisions AS d INDEXED BY decisions_by_claim
    WHERE claim_id = ?1 AND annotator IN {signatures_of("?2")} AND {place_of("d")} < {_PLACE_OF_ID} ORDER BY {place_of("d")} DESC LIMIT 1
"""


def take_back(
    store: Store, annotator: str, stack: Literal["undoable", "redoable"]
) -> Sequence[Review | ArticleReview]:
    """Take back the last step on a stack of the annotator's history; returns the resulting reviews."""
    with store.write_transaction() as connection:
        annotator = known_annotator(connection, annotator)
        note_misdated(connection)
        steps: list[str] = getattr(_read_history(connection, annotator), stack)
        if not steps:
            return []
        step = steps[-1]
        rows = connection.execute(_DECISIONS_OF_STEP, (step,)).fetchall()
        if not rows:
            return [take_back_article_step(store, step, annotator)]
        # Signed as the step is: what takes a step back has the same signature, whatever it stands for now.
        signature = rows[0]["annotator"]
        former_reviews = [
            _review_before(connection, row["claim_id"], annotator, row["id"])._replace(annotator=signature)
            for row in rows
        ]
        appended = append_step(store, former_reviews, undoes=step)
        return [review._replace(annotator=annotator) for review in appended]


def replaced_review(store: Store, review: Review | ArticleReview) -> Review | ArticleReview:
    """The review that an annotator's decision replaced."""
    with store.read_access() as connection:
        if isinstance(review, ArticleReview):
            return read_article_review(
                connection, review.article, review.annotator, before_id=review.decision
            )
        return _review_before(connection, review.claim, review.annotator, review.decision)


def _read_history(connection: sqlite3.Connection, annotator: str) -> History:
    signatures = json.loads(signatures_of_annotator(connection, annotator))
    # With one signature SQLite reads the index from its end.
    query = _STEPS.format(signatures=f"({', '.join('?' * len(signatures))})")
    rows = connection.execute(query, (*signatures, REACH, *signatures, REACH, REACH)).fetchall()
    return History.of(Step(row["step"], row["undoes"]) for row in reversed(rows))


def _review_before(connection: sqlite3.Connection, claim: str, annotator: str, decision: str) -> Review:
    """What an annotator held of a claim before a decision."""
    state = connection.execute(_STATE_BEFORE, (claim, annotator, decision)).fetchone()
    placement = connection.execute(_PLACEMENT_BEFORE, (claim, annotator, decision)).fetchone()
    review = review_of_row(state, claim)._replace(annotator=annotator) if state else Review(claim, annotator)
    # A placement belongs to the one orphan that it was decided for.
    return review._replace(placed_on=placement["placed_on"] if placement else None)
