"""Claims of which somebody has said something, as SQL on ``c``: asked claim by claim, or looked up once for all."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.store.conditions import Condition, all_of

# From a decision to the review that it is, where it is the newest one.
_NEWEST = """
    CROSS JOIN reviews ON reviews.decision_id = r.id AND reviews.annotator = r.annotator AND reviews.claim_id =
        coalesce((SELECT placed_on FROM placements AS p WHERE p.claim_id = r.claim_id), r.claim_id)
"""
TAGGING = f"decisions AS r INDEXED BY decisions_tagging {_NEWEST}", "r.tags <> '[]'"
_CORRECTING = (
    f"decisions AS r INDEXED BY decisions_correcting {_NEWEST}",
    "coalesce(r.corrected_value, r.corrected_unit, r.corrected_kind) IS NOT NULL",
)
# By what is asked of a review: where to look for it. What is rare has an index of its own.
_SOURCES = {
    "r.tags": TAGGING,
    "r.corrected": _CORRECTING,
    "r.note": ("reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id", "true"),
}


def reviewed(conditions: Sequence[Condition]) -> Condition:
    """That there is a review of the claim, held by the decision ``r``, of which all of these hold."""
    held = all_of(conditions)
    sql = (
        "EXISTS (SELECT 1 FROM reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id "
        f"WHERE reviews.claim_id = c.id AND reviews.standing IS NOT 'retired' AND {held.sql})"
    )
    return Condition(sql, held.parameters)


def reviewed_of_all(conditions: Sequence[Condition]) -> Condition:
    """The same, all such claims looked up at once: as good as free for each of a million others."""
    held = all_of(conditions)
    found = next((source for part, source in _SOURCES.items() if part in held.sql), None)
    review = "reviews" if found else "r"
    source, where = found or ("reviews AS r", "true")
    sql = (
        f"c.rowid IN (SELECT x.rowid FROM {source} CROSS JOIN claims AS x ON x.id = {review}.claim_id "
        f"WHERE {where} AND {review}.standing IS NOT 'retired' AND {held.sql})"
    )
    return Condition(sql, held.parameters)
