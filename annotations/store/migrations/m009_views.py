"""Views for people and Datasette: the names of an export's fields, and values as annotators have corrected them."""

from __future__ import annotations

from sqlite_utils import Database

_VIEWS = (
    "current_claims",
    "reviewed_claims",
    "disputed_claims",
    "contradicted_claims",
    "orphans",
    "article_reviews",
)

# A span that its annotator moved is cut out of the text, with the words around it.
_MOVED = "reviews.start_shift <> 0 OR reviews.end_shift <> 0"
_START, _END = "claims.start_offset + reviews.start_shift", "claims.end_offset + reviews.end_shift"
_TEXT = "(SELECT text FROM texts WHERE sha256 = claims.text_sha256)"
# The place of a decision in time: its id, or where that is misdated its place.
_PLACE = "coalesce((SELECT place FROM misdated WHERE id = {0}), {0})"
_ARTICLE = "articles.title, articles.outlet, articles.published"
_EXTRACTED = (
    "claims.kind AS extracted_kind, claims.value AS extracted_value, claims.unit AS extracted_unit, "
    "claims.start_offset AS extracted_start, claims.end_offset AS extracted_end"
)
_ORIGIN = "claims.rule, claims.role, claims.origin, articles.author, articles.source"
# What the extractor read around the number says nothing of another value or kind.
_READING = """
    coalesce(decisions.corrected_kind, claims.kind) AS kind,
    nullif(coalesce(decisions.corrected_value, claims.value), '') AS value,
    nullif(coalesce(decisions.corrected_unit, claims.unit), '') AS unit,
    iif(coalesce(decisions.corrected_value, decisions.corrected_kind) IS NULL, claims.modifier, NULL) AS modifier,
    iif(coalesce(decisions.corrected_value, decisions.corrected_kind) IS NULL, claims.direction, NULL) AS direction,
    iif(coalesce(decisions.corrected_value, decisions.corrected_kind) IS NULL, claims.whole, NULL) AS "of",
    iif(coalesce(decisions.corrected_value, decisions.corrected_kind) IS NULL, claims.per, NULL) AS per
"""
_OTHER_READING = """
    (claims.ambiguous AND decisions.corrected_value IS NULL) AS ambiguous,
    iif(decisions.corrected_value IS NULL, claims.alternative, NULL) AS alternative,
    iif(decisions.corrected_value IS NULL, claims.resolved, NULL) AS resolved
"""


def _with_number(select: str) -> str:
    """The rows of a SELECT with the column ``number``: the value where it is one number, to sort and plot by."""
    return f"""
    SELECT *, CASE WHEN kind IN ('date', 'time') OR value LIKE '%..%' OR value GLOB '*[^0-9.-]*' THEN NULL
        ELSE CAST(value AS REAL) END AS number
    FROM ({select})
    """


# A claim has the value of the newest correction, by whomever.
_CURRENT_CLAIMS = f"""
    SELECT claims.id AS claim, claims.article_id AS article, {_ARTICLE},
        claims.start_offset AS start, claims.end_offset AS "end", claims.quote, claims.prefix, claims.suffix,
        {_READING}, {_EXTRACTED}, claims.text_sha256, {_OTHER_READING}, {_ORIGIN}
    FROM claims JOIN articles ON articles.id = claims.article_id
        LEFT JOIN decisions ON decisions.id = (
            SELECT corrections.id FROM reviews JOIN decisions AS corrections ON corrections.id = reviews.decision_id
            WHERE reviews.claim_id = claims.id AND reviews.standing IS NOT 'retired' AND coalesce(
                corrections.corrected_value, corrections.corrected_unit, corrections.corrected_kind
            ) IS NOT NULL
            ORDER BY {_PLACE.format("corrections.id")} DESC LIMIT 1
        )
    WHERE claims.current = 1 AND (
        (claims.role = 'claim' AND claims.origin <> 'annotator')
        OR EXISTS (
            SELECT 1 FROM reviews WHERE reviews.claim_id = claims.id
            AND (reviews.standing = 'added' OR (claims.origin = 'annotator' AND reviews.verdict IS NOT NULL))
        )
    )
"""
_REVIEWED_CLAIMS = f"""
    SELECT claims.id AS claim, claims.article_id AS article, {_ARTICLE}, {_START} AS start, {_END} AS "end",
        iif({_MOVED}, substr({_TEXT}, {_START} + 1, {_END} - ({_START})), claims.quote) AS quote,
        iif({_MOVED}, substr({_TEXT}, max(1, {_START} - 31), min({_START}, 32)), claims.prefix) AS prefix,
        iif({_MOVED}, substr({_TEXT}, {_END} + 1, 32), claims.suffix) AS suffix,
        {_READING}, {_EXTRACTED}, decisions.verdict, decisions.confidence, decisions.tags, decisions.note,
        decisions.evidence, reviews.annotator, decisions.decided_at, claims.text_sha256, {_OTHER_READING}, {_ORIGIN}
    FROM reviews JOIN decisions ON decisions.id = reviews.decision_id
        JOIN claims ON claims.id = reviews.claim_id
        JOIN articles ON articles.id = claims.article_id
    WHERE claims.current = 1 AND reviews.standing IS NOT 'retired'
"""

_STATEMENTS = (
    f"CREATE VIEW current_claims AS {_with_number(_CURRENT_CLAIMS)}",
    f"CREATE VIEW reviewed_claims AS {_with_number(_REVIEWED_CLAIMS)}",
    """
    CREATE VIEW disputed_claims AS
    SELECT claims.id AS claim, claims.article_id AS article, claims.quote,
        json_group_object(reviews.annotator, reviews.verdict) AS verdicts
    FROM reviews JOIN claims ON claims.id = reviews.claim_id
    WHERE claims.current = 1 AND reviews.verdict IS NOT NULL AND reviews.standing IS NOT 'retired'
    GROUP BY claims.id HAVING count(DISTINCT reviews.verdict) > 1
    """,
    """
    CREATE VIEW contradicted_claims AS
    SELECT claims.id AS claim, claims.article_id AS article, claims.quote, findings.annotator, findings.rule,
        findings.said, findings.arithmetic
    FROM findings JOIN finding_claims USING (article_id, annotator, number)
        JOIN claims ON claims.id = finding_claims.claim_id
    WHERE findings.bearing = 'contradicts'
    """,
    # One row per annotator: each places or settles their own reviews.
    """
    CREATE VIEW orphans AS
    SELECT placements.claim_id AS claim, placements.article_id AS article, reviews.annotator, placements.outcome,
        placements.candidate_id AS candidate, placements.near
    FROM placements JOIN reviews ON reviews.claim_id = placements.claim_id
        JOIN decisions ON decisions.id = reviews.decision_id
    WHERE placements.placed_on IS NULL AND decisions.placed_on IS NULL AND NOT decisions.blank
        AND reviews.standing IS NOT 'retired'
    """,
    # SQLite takes the bare columns from the row with the max().
    f"""
    CREATE VIEW article_reviews AS
    SELECT article_id AS article, annotator, decision_id, seen, note, decided_at FROM (
        SELECT article_id, annotator, id AS decision_id, seen, note, decided_at,
            max({_PLACE.format("article_decisions.id")})
        FROM article_decisions GROUP BY article_id, annotator
    )
    """,
)


def migrate(db: Database) -> None:
    """Make the views anew, in the transaction that the caller has begun; no table changes."""
    for view in _VIEWS:
        db.execute(f"DROP VIEW IF EXISTS {view}")
    for statement in _STATEMENTS:
        db.execute(statement)
