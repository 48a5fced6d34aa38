"""The twelfth step of the schema: an article's address, its further columns, and the file that a text was read from."""

from __future__ import annotations

from sqlite_utils import Database

_COLUMNS = (
    "url TEXT",
    # A JSON object of texts: the columns of a table, or the labelled lines of a text, that have no column here.
    "metadata TEXT NOT NULL DEFAULT '{}' CHECK (substr(metadata, 1, 1) = '{')",
    # Of a file whose text is derived, such as a saved page: the SHA-256 of its bytes, and the reader with its version.
    "file_sha256 TEXT",
    "reader TEXT",
)
_FORMER, _NEW = (
    "articles.author, articles.source",
    "articles.author, articles.source, articles.url, articles.metadata",
)


def migrate(db: Database) -> None:
    """Add the columns within the caller's transaction, and the first two to the views that show articles."""
    for table in ("articles", "versions"):
        for column in _COLUMNS:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid").fetchall()
    for name, sql in views:
        if _FORMER in sql:
            db.execute(f"DROP VIEW {name}")
            db.execute(sql.replace(_FORMER, _NEW))
