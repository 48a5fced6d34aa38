"""The fifteenth step of the schema: an index by which an import finds an article with the same text."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Make the index within the caller's transaction."""
    db.execute("CREATE INDEX articles_by_text ON articles (text_sha256)")
