"""The fourteenth step of the schema: settings of a store, assignments, and adjudications."""

from __future__ import annotations

from sqlite_utils import Database

# What annotators may differ in beside the verdict: reading and span, and what is true instead.
_ANSWER = " || char(31) || ".join(
    f"coalesce(decisions.{column}, '')"
    for column in (
        "corrected_value", "corrected_unit", "corrected_kind", "actual_value", "actual_unit", "start_shift", "end_shift",
    )
)  # fmt: skip
# A member of a JSON object, without functions of JSON; verdicts and what is printable need no other escapes.
_ESCAPED = "replace(replace(reviews.annotator, '\\', '\\\\'), '\"', '\\\"')"
_MEMBER = f"""'"' || {_ESCAPED} || '":"' || reviews.verdict || '"'"""

_TABLES = ("settings", "assignments", "adjudications")
_STATEMENTS = (
    # Of one name and subject the latest counts. The subject is an annotator, or empty.
    """
    CREATE TABLE settings (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        subject TEXT NOT NULL,
        value TEXT NOT NULL,
        annotator TEXT NOT NULL,
        set_at TEXT NOT NULL
    ) STRICT
    """,
    # Of one article, claim and annotator the latest counts; an empty claim stands for the whole article.
    """
    CREATE TABLE assignments (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL,
        claim_id TEXT NOT NULL,
        annotator TEXT NOT NULL,
        is_assigned INTEGER NOT NULL CHECK (is_assigned IN (0, 1)),
        assigned_by TEXT NOT NULL,
        assigned_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX assignments_by_annotator ON assignments (annotator, article_id, claim_id, id, is_assigned)",
    # The decisions with which an adjudicator settled a claim, and the ids of those that the adjudicator saw, as JSON.
    """
    CREATE TABLE adjudications (
        decision_id TEXT PRIMARY KEY REFERENCES decisions(id),
        seen TEXT NOT NULL CHECK (substr(seen, 1, 1) = '['),
        reason TEXT NOT NULL
    ) STRICT
    """,
    *(
        f"""
        CREATE TRIGGER {table}_are_never_{past} BEFORE {event} ON {table} BEGIN
            SELECT RAISE(ABORT, '{table} are append-only: add a new one instead');
        END
        """
        for table in _TABLES
        for past, event in (("changed", "UPDATE"), ("deleted", "DELETE"))
    ),
    """
    CREATE VIEW assigned AS
    SELECT article_id AS article, claim_id AS claim, annotator FROM (
        SELECT article_id, claim_id, annotator, is_assigned, max(id)
        FROM assignments GROUP BY annotator, article_id, claim_id
    ) WHERE is_assigned
    """,
    # A decision of an adjudicator settles a claim as long as it is their newest there, and all verdicts of others are
    # those that they saw.
    """
    CREATE VIEW settled_claims AS
    SELECT reviews.claim_id AS claim, reviews.annotator AS adjudicator, reviews.decision_id AS decision,
        adjudications.reason
    FROM adjudications JOIN reviews ON reviews.decision_id = adjudications.decision_id
    WHERE NOT EXISTS (
        SELECT 1 FROM reviews AS others WHERE others.claim_id = reviews.claim_id
        AND others.annotator <> reviews.annotator
        AND (others.verdict IS NOT NULL OR others.standing IS NOT NULL)
        AND instr(adjudications.seen, '"' || others.decision_id || '"') = 0
    )
    """,
    # One who has retired a claim says that it is none. What an adjudicator has settled is not disputed any more.
    "DROP VIEW disputed_claims",
    f"""
    CREATE VIEW disputed_claims AS
    SELECT claims.id AS claim, claims.article_id AS article, claims.quote,
        '{{' || group_concat({_MEMBER}, ',') || '}}' AS verdicts
    FROM reviews JOIN claims ON claims.id = reviews.claim_id JOIN decisions ON decisions.id = reviews.decision_id
    WHERE claims.current = 1 AND (reviews.verdict IS NOT NULL OR reviews.standing = 'retired')
    GROUP BY claims.id HAVING (
        count(DISTINCT iif(reviews.standing = 'retired', NULL, reviews.verdict)) > 1
        OR count(DISTINCT iif(reviews.standing = 'retired', NULL, {_ANSWER})) > 1
        OR count(DISTINCT coalesce(reviews.standing = 'retired', 0)) > 1
    ) AND claims.id NOT IN (SELECT claim FROM settled_claims)
    """,
)


def migrate(db: Database) -> None:
    """Add the tables and views within the caller's transaction."""
    for statement in _STATEMENTS:
        db.execute(statement)
