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

# The claims of current texts, as a table with title, outlet and date of their articles.
CURRENT_CLAIMS = (
    "(SELECT c.*, a.title, a.outlet, a.published FROM claims AS c JOIN articles AS a ON a.id = c.article_id "
    f"WHERE c.current = 1 AND {STANDS})"
)

# The columns of a review, for a query that joins reviews with decisions.
STATE = "reviews.annotator, reviews.decision_id, reviews.start_shift, reviews.end_shift, decisions.*"

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
# The columns of a correction, for ``row_mapping.correction_of_row``.
CORRECTION = ", ".join(
    f"d.corrected_{part}" for part in ("value", "unit", "kind", "modifier", "direction", "whole", "per")
)

# What an extractor reads in a claim and its annotators see. A decision keeps the values of its claim at that time in
# its column ``reading``; the order is that of the array.
READING_COLUMNS = ("role", "kind", "value", "unit", "modifier", "direction", "whole", "per")


def reading(claim: str) -> str:
    """The reading of the claim with this alias, as a decision keeps it."""
    return f"json_array({', '.join(f'{claim}.{column}' for column in READING_COLUMNS)})"


def read_otherwise(claim: str, decision: str) -> str:
    """Whether a claim was read otherwise when a decision was made; a part that the decision corrects does not count.

    ``claim`` and ``decision`` are the aliases of the two rows. A decision on a claim with another span in the same
    text, whose place the claim took, was made on another reading, too.
    """
    differences = [
        f"({decision}.corrected_{column} IS NULL AND {_seen(decision, column)} IS NOT {claim}.{column})"
        for column in READING_COLUMNS
        if column != "role"
    ]
    other_span = f"({decision}.claim_id <> {claim}.id AND substr({decision}.claim_id, 1, 16) = substr({claim}.id, 1, 16))"
    return (
        f"(NOT {decision}.blank AND {decision}.standing IS NOT 'retired' "
        f"AND NOT ({claim}.role <> 'claim' AND {decision}.verdict IS 'not_a_claim') AND ({other_span} "
        f"OR ({decision}.reading <> {reading(claim)} AND ({' OR '.join(differences)}))))"
    )


def _seen(decision: str, column: str) -> str:
    return f"json_extract({decision}.reading, '$[{READING_COLUMNS.index(column)}]')"
