"""The third step of the schema: the index that the corpus is searched with. All of it is derived."""

from __future__ import annotations

from sqlite_utils import Database

_STATEMENTS = (
    # For claims of the same unit with the same value or another.
    "CREATE INDEX claims_by_unit ON claims (unit, value)",
    # A document is an article with a text and a title; one that the article has no more stays and is not found.
    # indexed is how far its text is in, in code points.
    """
    CREATE TABLE search_documents (
        id INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id),
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        title TEXT NOT NULL,
        indexed INTEGER NOT NULL DEFAULT 0,
        finished INTEGER NOT NULL DEFAULT 0,
        UNIQUE (article_id, text_sha256, title)
    ) STRICT
    """,
    "CREATE INDEX search_documents_unfinished ON search_documents (id) WHERE NOT finished",
    # A part of a document's text, in code points; its id is the rowid in search_index.
    """
    CREATE TABLE search_parts (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES search_documents(id),
        start_offset INTEGER NOT NULL,
        end_offset INTEGER NOT NULL
    ) STRICT
    """,
    # Contentless: what is given in is folded, and the text itself is in texts. numbers has the values of
    # numbers that are written in another way: 1000 for 1.000 and for một nghìn.
    """
    CREATE VIRTUAL TABLE search_index USING fts5 (
        body, numbers, content = '', tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
    # Titles by themselves: among all the other words they would take as long to look through as the texts.
    # The rowid is that of the document's first part.
    """
    CREATE VIRTUAL TABLE search_titles USING fts5 (
        title, content = '', tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
    # Every folded word there is, to correct a query's words by; parts is in how many parts it stands.
    """
    CREATE TABLE search_words (
        word TEXT PRIMARY KEY,
        parts INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)


def migrate(db: Database) -> None:
    """Make the tables, in the transaction that the caller has begun; filling them takes its time later."""
    for statement in _STATEMENTS:
        db.execute(statement)
