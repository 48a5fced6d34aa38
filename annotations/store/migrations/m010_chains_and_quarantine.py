"""Chains of hashes over decisions, the quarantine, and a schema that can be used without being trusted."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from annotations.store.chain import HASHED_COLUMNS, decision_hash
from annotations.store.validation.raw_rows import raw_text

# SQLite before 3.41 refuses functions of JSON in the schema where it is not trusted (PRAGMA trusted_schema = OFF). The
# rows stay as they are, so that only the statements are changed: https://sqlite.org/lang_altertable.html#otheralter
_CHECKS = {"decisions": ("tags", "evidence", "reading"), "findings": ("said",)}
_BRACKETS = {"decisions": ("array", "["), "findings": ("object", "{")}

# A member of a JSON object, without functions of JSON; verdicts and what is printable need no other escapes.
_ESCAPED = "replace(replace(reviews.annotator, '\\', '\\\\'), '\"', '\\\"')"
_MEMBER = f"""'"' || {_ESCAPED} || '":"' || reviews.verdict || '"'"""

_STATEMENTS = (
    *(
        f"ALTER TABLE {table} ADD COLUMN {column} TEXT"
        for table in ("decisions", "article_decisions")
        for column in ("previous", "hash")
    ),
    "DROP VIEW disputed_claims",
    f"""
    CREATE VIEW disputed_claims AS
    SELECT claims.id AS claim, claims.article_id AS article, claims.quote,
        '{{' || group_concat({_MEMBER}, ',') || '}}' AS verdicts
    FROM reviews JOIN claims ON claims.id = reviews.claim_id
    WHERE claims.current = 1 AND reviews.verdict IS NOT NULL AND reviews.standing IS NOT 'retired'
    GROUP BY claims.id HAVING count(DISTINCT reviews.verdict) > 1
    """,
    # The hashes of decisions that none follows, and of those that are known to be missing.
    """
    CREATE TABLE chain_heads (
        annotator TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (annotator, hash)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE chain_gaps (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    # Rows that were moved out of their tables, as JSON; flaw and column say why.
    """
    CREATE TABLE quarantine (
        id INTEGER PRIMARY KEY,
        table_name TEXT NOT NULL,
        row_id TEXT NOT NULL,
        flaw TEXT NOT NULL,
        column_name TEXT NOT NULL,
        contents TEXT NOT NULL,
        moved_at TEXT NOT NULL
    ) STRICT
    """,
)


def migrate(db: Database) -> None:
    """Change the schema and give every decision its hash, within the caller's transaction."""
    _replace_checks(db)
    for statement in _STATEMENTS:
        db.execute(statement)
    for table in HASHED_COLUMNS:
        _add_hashes(db, table)


def _replace_checks(db: Database) -> None:
    version = db.execute("PRAGMA schema_version").fetchone()[0]
    db.execute("PRAGMA writable_schema = ON")
    for table, columns in _CHECKS.items():
        kind, bracket = _BRACKETS[table]
        for column in columns:
            db.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
                (f"json_type({column}) = '{kind}'", f"substr({column}, 1, 1) = '{bracket}'", table),
            )
    db.execute(f"PRAGMA schema_version = {version + 1}")
    db.execute("PRAGMA writable_schema = RESET")


def _add_hashes(db: Database, table: str) -> None:
    """Give the decisions of earlier versions their hashes; none follows another, as stores have different ones."""
    trigger = f"{table}_are_never_changed"
    (sql,) = db.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (trigger,)
    ).fetchone()
    db.execute(f"DROP TRIGGER {trigger}")
    columns = [column for column in HASHED_COLUMNS[table] if column != "previous"]
    with raw_text(db.conn):
        rows = db.conn.execute(f"SELECT rowid, {', '.join(columns)} FROM {table}").fetchall()
    for rowid, *values in rows:
        row = {**dict(zip(columns, values, strict=True)), "previous": None}
        try:
            db.execute(f"UPDATE {table} SET hash = ? WHERE rowid = ?", (decision_hash(table, row), rowid))
        except sqlite3.IntegrityError:
            continue  # the row has values that its table does not allow: doctor tells
    db.execute(f"INSERT INTO chain_heads SELECT annotator, hash FROM {table} WHERE hash IS NOT NULL")
    db.execute(sql)
