"""The sixteenth step of the schema: annotators who have another name now."""

from __future__ import annotations

from sqlite_utils import Database

_PLACE = "coalesce((SELECT place FROM misdated WHERE id = {name}), {name})"
_CLAIM = "coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id)"
_NAME = "coalesce((SELECT name FROM signatures WHERE signed = new.annotator), new.annotator)"
_READING = ", ".join(
    f"{{row}}.{column}" for column in ("corrected_value", "corrected_unit", "corrected_kind", "standing")
)

_STATEMENTS = (
    # One that ``undoes`` another takes it back, and has its names.
    """
    CREATE TABLE renames (
        id TEXT PRIMARY KEY,
        old_name TEXT NOT NULL CHECK (old_name <> ''),
        new_name TEXT NOT NULL CHECK (new_name <> ''),
        undoes TEXT,
        annotator TEXT NOT NULL,
        renamed_at TEXT NOT NULL
    ) STRICT
    """,
    *(
        f"""
        CREATE TRIGGER renames_are_never_{past} BEFORE {event} ON renames BEGIN
            SELECT RAISE(ABORT, 'renames are append-only: add a new one instead');
        END
        """
        for past, event in (("changed", "UPDATE"), ("deleted", "DELETE"))
    ),
    # Derived from the renames: the name that a signature under decisions stands for, where it is another one.
    """
    CREATE TABLE signatures (
        signed TEXT PRIMARY KEY,
        name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX signatures_by_name ON signatures (name)",
    "DROP TRIGGER decisions_make_reviews",
    f"""
    CREATE TRIGGER decisions_make_reviews AFTER INSERT ON decisions BEGIN
        INSERT INTO reviews (claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift)
        VALUES ({_CLAIM}, {_NAME}, new.id, new.verdict, new.standing, new.start_shift, new.end_shift)
        ON CONFLICT (claim_id, annotator) DO UPDATE SET
            decision_id = excluded.decision_id, verdict = excluded.verdict, standing = excluded.standing,
            start_shift = excluded.start_shift, end_shift = excluded.end_shift
        WHERE {_PLACE.format(name="excluded.decision_id")} > {_PLACE.format(name="reviews.decision_id")};
    END
    """,
    "DROP TRIGGER decisions_uncheck",
    f"""
    CREATE TRIGGER decisions_uncheck BEFORE INSERT ON decisions
    WHEN coalesce(
        (SELECT ({_READING.format(row="d")}) IS NOT ({_READING.format(row="new")})
        FROM reviews AS r JOIN decisions AS d ON d.id = r.decision_id
        WHERE r.annotator = {_NAME} AND r.claim_id = {_CLAIM}),
        coalesce({_READING.format(row="new")}) IS NOT NULL
    )
    BEGIN
        DELETE FROM checked WHERE annotator = {_NAME}
            AND article_id = (SELECT article_id FROM claims WHERE id = new.claim_id);
    END
    """,
    "DROP VIEW article_reviews",
    """
    CREATE VIEW article_reviews AS
    SELECT article_id AS article, name AS annotator, decision_id, seen, note, decided_at FROM (
        SELECT article_id, coalesce(s.name, d.annotator) AS name, d.id AS decision_id, seen, note, decided_at,
            max(coalesce((SELECT place FROM misdated WHERE id = d.id), d.id))
        FROM article_decisions AS d LEFT JOIN signatures AS s ON s.signed = d.annotator GROUP BY article_id, 2
    )
    """,
    "DROP VIEW assigned",
    """
    CREATE VIEW assigned AS
    SELECT article_id AS article, claim_id AS claim, name AS annotator FROM (
        SELECT article_id, claim_id, coalesce(s.name, a.annotator) AS name, is_assigned, max(a.id)
        FROM assignments AS a LEFT JOIN signatures AS s ON s.signed = a.annotator GROUP BY 3, article_id, claim_id
    ) WHERE is_assigned
    """,
)


def migrate(db: Database) -> None:
    """Add the tables, and make triggers and views resolve names, within the caller's transaction."""
    for statement in _STATEMENTS:
        db.execute(statement)
