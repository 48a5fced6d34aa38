"""Settling what annotators disagree on: an adjudicator's decisions, with those that the adjudicator saw.

An adjudication is a decision like others, of the adjudicator on the claim, so that undo, log and merge know it; beside it
stands which decisions it settles. When one of these changes the claim is disputed again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import UsageError
from annotations.model import Claim, Review, Standing, Verdict
from annotations.search import Query, parse
from annotations.store.blindness import adjudicators
from annotations.store.decisions.annotators import deciding_annotator
from annotations.store.decisions.claim_decisions import append_step, claim_in_current_text, read_review
from annotations.store.queries.listed_claims import list_claims
from annotations.store.row_mapping import claim_of_row, review_of_row
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store

# Why annotators disagreed.
REASONS = ("ambiguous_text", "guideline_gap", "annotator_error", "edge_case")

_REVIEWS = """
    SELECT r.claim_id, r.annotator, r.decision_id, d.* FROM reviews AS r JOIN decisions AS d ON d.id = r.decision_id
    WHERE r.claim_id = ?1 AND (r.verdict IS NOT NULL OR r.standing IS NOT NULL) ORDER BY r.annotator
"""
_DISPUTED_REVIEWS = """
    SELECT r.claim_id, r.annotator, r.decision_id, d.* FROM disputed_claims AS x JOIN reviews AS r ON r.claim_id = x.claim
    JOIN decisions AS d ON d.id = r.decision_id WHERE r.verdict IS NOT NULL OR r.standing IS NOT NULL
    ORDER BY r.claim_id, r.annotator
"""
# Claims on which at least two annotators have given a verdict, and nobody differs.
_AGREED = """
    SELECT r.claim_id, min(r.annotator) AS annotator FROM reviews AS r JOIN claims AS c ON c.id = r.claim_id AND c.current
    WHERE r.verdict IS NOT NULL AND r.standing IS NOT 'retired'
        AND r.claim_id NOT IN (SELECT claim FROM disputed_claims) AND r.claim_id NOT IN (SELECT claim FROM settled_claims)
    GROUP BY r.claim_id HAVING count(*) > 1
"""


class DisputedClaim(NamedTuple):
    """A claim on which annotators differ, with all their reviews; ``agreement`` is the share of the commonest answer."""

    claim: Claim
    reviews: tuple[Review, ...]
    agreement: float


def read_queue(store: Store, query: str | Query = "") -> list[DisputedClaim]:
    """The disputed claims that match a query, least agreement first, then by article and position.

    Raises QueryError for a query that cannot be parsed.
    """
    parsed = query if isinstance(query, Query) else parse(query, complete=True)
    with store.read_access() as connection:
        reviews_by_claim = {
            claim: tuple(review_of_row(row, claim) for row in rows)
            for claim, rows in groupby(
                connection.execute(_DISPUTED_REVIEWS), key=lambda row: str(row["claim_id"])
            )
        }
        claims = (
            [row.claim for row in list_claims(store, parsed) if row.claim.id in reviews_by_claim]
            if parsed.clauses
            else _read_claims(connection, reviews_by_claim)
        )
    queue = [
        DisputedClaim(claim, reviews_by_claim[claim.id], _agreement(reviews_by_claim[claim.id]))
        for claim in claims
    ]
    return sorted(queue, key=lambda disputed: disputed.agreement)


def _read_claims(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Claim]:
    query = "SELECT * FROM claims WHERE id IN (SELECT value FROM json_each(?)) ORDER BY article_id, start_offset, end_offset"
    return [claim_of_row(row) for row in connection.execute(query, (json.dumps(list(ids)),))]


def _agreement(reviews: Sequence[Review]) -> float:
    answers = Counter(map(_answer, reviews))
    return answers.most_common(1)[0][1] / len(reviews)


def _answer(review: Review) -> tuple[object, ...]:
    """What annotators may differ in."""
    if review.standing is Standing.RETIRED:
        return (Standing.RETIRED,)
    return (
        review.verdict, review.correction, review.actual_value, review.actual_unit, review.start_shift, review.end_shift,
    )  # fmt: skip


def read_sides(store: Store, claim: str) -> tuple[Review, ...]:
    """Everybody's reviews of a claim, by annotator."""
    current_claim = claim_in_current_text(store, claim)
    with store.read_access() as connection:
        return tuple(
            review_of_row(row, current_claim) for row in connection.execute(_REVIEWS, (current_claim,))
        )


def follow(store: Store, adjudicator: str, side: Review, *, note: str = "", reason: str = "") -> Review:
    """Settle a claim as one of the annotators has decided it: verdict, reading, span, true value and evidence.

    Raises UsageError for somebody who is no adjudicator of the store, and for a reason that there is not.
    """
    return _settle(
        store, adjudicator, side.claim, side._replace(annotator=adjudicator, note=note), reason=reason
    )


def settle_anew(
    store: Store, adjudicator: str, claim: str, verdict: Verdict, *, note: str, reason: str = ""
) -> Review:
    """Settle a claim with a verdict of the adjudicator's own; ``note`` says why.

    Raises UsageError as ``follow`` does, and without a note.
    """
    if not note.strip():
        raise UsageError("Say why in a note: nobody is followed.")
    return _settle(store, adjudicator, claim, Review(claim, adjudicator, verdict, note=note), reason=reason)


def accept_agreed(store: Store, adjudicator: str, query: str | Query = "") -> list[Review]:
    """Settle all claims that match a query and on which everybody agrees, as one step; returns the adjudicator's reviews.

    Raises UsageError for somebody who is no adjudicator of the store, QueryError for a query that cannot be parsed.
    """
    parsed = query if isinstance(query, Query) else parse(query, complete=True)
    matching = {row.claim.id for row in list_claims(store, parsed)} if parsed.clauses else None
    with store.write_transaction() as connection:
        name = _expect_adjudicator(connection, adjudicator)
        agreed = [
            (row["claim_id"], row["annotator"])
            for row in connection.execute(_AGREED).fetchall()
            if matching is None or row["claim_id"] in matching
        ]
        sides = [read_review(store, claim, annotator) for claim, annotator in agreed]
        reviews = append_step(store, [side._replace(annotator=name, note="", decision="") for side in sides])
        for review in reviews:
            _note_seen(connection, review, name, "")
    return reviews


def _settle(store: Store, adjudicator: str, claim: str, review: Review, *, reason: str) -> Review:
    if reason and reason not in REASONS:
        raise UsageError(
            "There is no reason {reason}: there are {reasons}.",
            reason=visible(reason),
            reasons=", ".join(REASONS),
        )
    current_claim = claim_in_current_text(store, claim)
    with store.write_transaction() as connection:
        name = _expect_adjudicator(connection, adjudicator)
        settled = review._replace(claim=current_claim, annotator=name, decision="", placed_on=None)
        appended = append_step(store, [settled])[0]
        _note_seen(connection, appended, name, reason)
    return appended


def _note_seen(connection: sqlite3.Connection, review: Review, adjudicator: str, reason: str) -> None:
    rows = connection.execute(_REVIEWS, (review.claim,)).fetchall()
    seen_ids = sorted(row["decision_id"] for row in rows if row["annotator"] != adjudicator)
    connection.execute(
        "INSERT INTO adjudications (decision_id, seen, reason) VALUES (?, ?, ?)",
        (review.decision, json.dumps(seen_ids), reason),
    )


def _expect_adjudicator(connection: sqlite3.Connection, adjudicator: str) -> str:
    name = deciding_annotator(connection, adjudicator)
    if name not in adjudicators(connection):
        raise UsageError(
            "{name} is no adjudicator of this store: whoever leads says so with  soi settings adjudicator {name} on.",
            name=visible(name),
        )
    return name
