"""A step of the schema: indexes for listing all claims, filtered and sorted. Nothing of it says anything new."""

from __future__ import annotations

from sqlite_utils import Database

_STATEMENTS = (
    # All that a list is filtered and sorted by, by article and position: a look at each of a million claims
    # reads this and not their words.
    "DROP INDEX claims_by_article",
    """
    CREATE INDEX claims_by_article ON claims (
        article_id, start_offset, end_offset, current, role, origin, kind, value, unit, quote
    )
    """,
    # Few decisions correct or tag, and few claims were added by annotators.
    """
    CREATE INDEX decisions_correcting ON decisions (annotator, claim_id)
    WHERE coalesce(corrected_value, corrected_unit, corrected_kind) IS NOT NULL
    """,
    "CREATE INDEX decisions_tagging ON decisions (annotator, claim_id) WHERE tags <> '[]'",
    "CREATE INDEX claims_of_annotators ON claims (id) WHERE origin = 'annotator'",
)


def migrate(db: Database) -> None:
    """Make the indexes, in the transaction that the caller has begun: a second for a million claims."""
    for statement in _STATEMENTS:
        db.execute(statement)
