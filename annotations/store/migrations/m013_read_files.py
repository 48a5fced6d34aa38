"""The thirteenth step of the schema: the files that articles were read from, so that they need not be read again."""

from __future__ import annotations

from sqlite_utils import Database

_STATEMENTS = (
    # What the file system said of a file before its article was read from it; times in nanoseconds since 1970. It is
    # derived, and true on the machine that wrote it.
    """
    CREATE TABLE read_files (
        path TEXT PRIMARY KEY,
        article_id TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)


def migrate(db: Database) -> None:
    """Add the table within the caller's transaction."""
    for statement in _STATEMENTS:
        db.execute(statement)
