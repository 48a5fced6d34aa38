"""Claims whose reviews meet conditions, as SQL on ``c``: tested per claim, or collected once in a subquery."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.store.conditions import Condition, all_of
from annotations.store.expressions import read_otherwise

# Joins a decision r with its review, which exists only if r is the annotator's newest decision on the claim.
_NEWEST = """
    CROSS JOIN reviews ON reviews.decision_id = r.id AND reviews.claim_id =
        coalesce((SELECT placed_on FROM placements AS p WHERE p.claim_id = r.claim_id), r.claim_id)
"""
# Pairs of a FROM clause and the WHERE condition of the partial index that it uses.
TAGGING = f"decisions AS r INDEXED BY decisions_tagging {_NEWEST}", "r.tags <> '[]'"
_CORRECTING = (
    f"decisions AS r INDEXED BY decisions_correcting {_NEWEST}",
    "coalesce(r.corrected_value, r.corrected_unit, r.corrected_kind) IS NOT NULL",
)
# By a text that occurs in the condition on the review. Tags and corrections are rare and have an index each.
_SOURCES = {
    "r.tags": TAGGING,
    "r.corrected": _CORRECTING,
    "r.note": ("reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id", "true"),
}


def reviewed(conditions: Sequence[Condition]) -> Condition:
    """The claim has a review for which all ``conditions``, on its decision ``r``, hold; tested per claim."""
    condition = all_of(conditions)
    sql = (
        "EXISTS (SELECT 1 FROM reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id "
        f"WHERE reviews.claim_id = c.id AND reviews.standing IS NOT 'retired' AND {condition.sql})"
    )
    return Condition(sql, condition.parameters)


def reviewed_in_store(conditions: Sequence[Condition]) -> Condition:
    """The same for a query over the whole store: a subquery collects the claims once from the few reviews."""
    condition = all_of(conditions)
    indexed_source = next((source for column, source in _SOURCES.items() if column in condition.sql), None)
    review = "reviews" if indexed_source else "r"
    source, source_condition = indexed_source or ("reviews AS r", "true")
    sql = (
        f"c.rowid IN (SELECT x.rowid FROM {source} CROSS JOIN claims AS x ON x.id = {review}.claim_id "
        f"WHERE {source_condition} AND {review}.standing IS NOT 'retired' AND {condition.sql})"
    )
    return Condition(sql, condition.parameters)


def reread(conditions: Sequence[Condition]) -> Condition:
    """The claim is read otherwise than when it was decided on, in a review for which all ``conditions`` hold."""
    condition = all_of([Condition(read_otherwise("x", "r")), *conditions])
    sql = (
        "c.rowid IN (SELECT x.rowid FROM reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id "
        f"CROSS JOIN claims AS x ON x.id = reviews.claim_id WHERE {condition.sql})"
    )
    return Condition(sql, condition.parameters)
