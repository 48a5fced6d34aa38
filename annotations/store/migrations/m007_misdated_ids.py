"""The order of decisions and versions whose ids do not say when they were made."""

from __future__ import annotations

from sqlite_utils import Database

from annotations.store.misdated import note_misdated

# The place of a row in time: its id, or where that is misdated its place.
_PLACE = "coalesce((SELECT place FROM misdated WHERE id = {0}), {0})"

_STATEMENTS = (
    # place sorts among ids: before all of them, or by the time that the row itself gives.
    """
    CREATE TABLE misdated (
        id TEXT PRIMARY KEY,
        place TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "DROP TRIGGER decisions_make_reviews",
    # The newest decision is the one with the greatest place, not the one that arrived last: that way it does not
    # matter in which order the decisions of merged stores come in.
    f"""
    CREATE TRIGGER decisions_make_reviews AFTER INSERT ON decisions BEGIN
        INSERT INTO reviews (claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift)
        VALUES (
            coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id),
            new.annotator, new.id, new.verdict, new.standing, new.start_shift, new.end_shift
        )
        ON CONFLICT (claim_id, annotator) DO UPDATE SET
            decision_id = excluded.decision_id, verdict = excluded.verdict, standing = excluded.standing,
            start_shift = excluded.start_shift, end_shift = excluded.end_shift
        WHERE {_PLACE.format("excluded.decision_id")} > {_PLACE.format("reviews.decision_id")};
    END
    """,
    "DROP VIEW article_reviews",
    f"""
    CREATE VIEW article_reviews AS
    SELECT article_id, annotator, decision_id, seen, note, decided_at FROM (
        SELECT article_id, annotator, id AS decision_id, seen, note, decided_at,
            max({_PLACE.format("article_decisions.id")})
        FROM article_decisions GROUP BY article_id, annotator
    )
    """,
)

# SQLite takes the bare columns from the row with the max().
_REVIEWS = f"""
    INSERT INTO reviews (claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift)
    SELECT claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift FROM (
        SELECT coalesce(p.placed_on, d.claim_id) AS claim_id, d.annotator, d.id AS decision_id, d.verdict,
            d.standing, d.start_shift, d.end_shift, max({_PLACE.format("d.id")})
        FROM decisions d JOIN claims c ON c.id = d.claim_id LEFT JOIN placements p ON p.claim_id = d.claim_id
        GROUP BY 1, 2
    )
"""


def migrate(db: Database) -> None:
    """Create the table, and derive the reviews again where it has rows, within the caller's transaction."""
    for statement in _STATEMENTS:
        db.execute(statement)
    note_misdated(db.conn)
    if db.execute("SELECT EXISTS (SELECT 1 FROM misdated)").fetchone()[0]:
        db.execute("DELETE FROM reviews")
        db.execute(_REVIEWS)
