"""The eleventh step of the schema: the true value of a refuted claim, and corrections of the words around a number."""

from __future__ import annotations

from sqlite_utils import Database

_STATEMENTS = (
    "ALTER TABLE decisions DROP COLUMN blank",
    # What is true where the claim is not, apart from what the article says (corrected_value).
    "ALTER TABLE decisions ADD COLUMN actual_value TEXT",
    "ALTER TABLE decisions ADD COLUMN actual_unit TEXT",
    "ALTER TABLE decisions ADD COLUMN corrected_modifier TEXT",
    "ALTER TABLE decisions ADD COLUMN corrected_direction TEXT",
    "ALTER TABLE decisions ADD COLUMN corrected_whole TEXT",
    "ALTER TABLE decisions ADD COLUMN corrected_per TEXT",
    # Set for a decision that clears everything. A correction of the words around a number has the kind too.
    """
    ALTER TABLE decisions ADD COLUMN blank INTEGER AS (
        verdict IS NULL AND tags = '[]' AND note = '' AND confidence IS NULL AND evidence = '[]'
        AND coalesce(corrected_value, corrected_unit, corrected_kind) IS NULL
        AND coalesce(actual_value, actual_unit) IS NULL
        AND start_shift = 0 AND end_shift = 0 AND standing IS NULL
    ) VIRTUAL
    """,
)
# A corrected value keeps the words around the number, unless they are corrected too.
_AROUND = {
    f"iif(coalesce(decisions.corrected_value, decisions.corrected_kind) IS NULL, claims.{part}, NULL)": (
        f"nullif(coalesce(decisions.corrected_{part}, claims.{part}), '')"
    )
    for part in ("modifier", "direction", "whole", "per")
}
_REVIEWED = {
    "claims.rule, claims.role, claims.origin, articles.author, articles.source\n    FROM reviews": (
        "claims.rule, claims.role, claims.origin, articles.author, articles.source,\n"
        "        decisions.actual_value, decisions.actual_unit\n    FROM reviews"
    )
}


def migrate(db: Database) -> None:
    """Add the columns within the caller's transaction; the views have to go meanwhile, since they read ``blank``."""
    views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid").fetchall()
    for name, _sql in views:
        db.execute(f"DROP VIEW {name}")
    for statement in _STATEMENTS:
        db.execute(statement)
    for _name, view in views:
        sql = view
        for former, new in (_AROUND | _REVIEWED).items():
            sql = sql.replace(former, new)
        db.execute(sql)
