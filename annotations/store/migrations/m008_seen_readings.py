"""A step of the schema: each decision keeps the reading that its annotator saw.

So a claim can take the reading of a newer extractor, and its annotators are told that it was read otherwise when
they decided.
"""

from __future__ import annotations

from sqlite_utils import Database

# Until now, a claim with decisions kept the reading that it had when they were made.
_STATEMENTS = (
    "ALTER TABLE decisions ADD COLUMN reading TEXT CHECK (json_type(reading) = 'array')",
    "DROP TRIGGER decisions_are_never_changed",
    """
    UPDATE decisions SET reading = (
        SELECT json_array(role, kind, value, unit, modifier, direction, whole, per)
        FROM claims WHERE claims.id = decisions.claim_id
    )
    """,
    """
    CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are append-only: add a new one instead');
    END
    """,
    # From now on, a claim stands in the current text where the article's own extractor read it.
    """
    UPDATE claims SET extractor = (SELECT extractor FROM articles WHERE articles.id = claims.article_id)
    WHERE origin = 'extractor' AND current AND EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id)
    """,
)


def migrate(db: Database) -> None:
    """Add the column, and fill it, in the transaction that the caller has begun."""
    for statement in _STATEMENTS:
        db.execute(statement)
