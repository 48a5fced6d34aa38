"""SQL expressions that several queries share; every one names the aliases of the rows that it reads."""

from __future__ import annotations

# An annotator has added the number c: they marked it as a claim, or reviewed a mention that an annotator made.
ADDED = (
    "EXISTS (SELECT 1 FROM reviews r WHERE r.claim_id = c.id "
    "AND (r.standing = 'added' OR (c.origin = 'annotator' AND r.verdict IS NOT NULL)))"
)
# The number c is a claim: the extractor read it as one, or an annotator has added it.
STANDS = f"((c.role = 'claim' AND c.origin <> 'annotator') OR {ADDED})"
# The same for queries over the whole store: the added claims are read once in a subquery, not per claim.
STANDS_OF_ALL = """((c.role = 'claim' AND c.origin <> 'annotator') OR c.rowid IN (
    SELECT x.rowid FROM reviews AS r CROSS JOIN claims AS x ON x.id = r.claim_id WHERE r.standing = 'added'
    UNION ALL
    SELECT x.rowid FROM claims AS x INDEXED BY claims_of_annotators
        CROSS JOIN reviews AS r ON r.claim_id = x.id WHERE x.origin = 'annotator' AND r.verdict IS NOT NULL
))"""

# The columns of a review, for a query that joins reviews with decisions.
STATE = "reviews.decision_id, reviews.start_shift, reviews.end_shift, decisions.*"

# The decision changes which claims its annotator sees in the article or what they say, so that the article is
# checked for that annotator. The index decisions_of_readings has the same condition and SQLite compares the texts.
CHANGES_CLAIMS = (
    "corrected_value IS NOT NULL OR corrected_unit IS NOT NULL OR corrected_kind IS NOT NULL "
    "OR standing IS NOT NULL"
)


def corrected(claim: str, decision: str) -> dict[str, str]:
    """Kind, value and unit of a claim as the annotator of a decision has corrected them, else as extracted.

    ``claim`` and ``decision`` are the aliases of the two rows; the keys are the names of the claim's columns.
    """
    return {
        "kind": f"coalesce({decision}.corrected_kind, {claim}.kind)",
        "value": f"nullif(coalesce({decision}.corrected_value, {claim}.value), '')",
        "unit": f"nullif(coalesce({decision}.corrected_unit, {claim}.unit), '')",
    }


CORRECTED = corrected("c", "d")
