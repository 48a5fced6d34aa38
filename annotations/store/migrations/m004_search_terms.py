"""Another shape of the index that the corpus is searched with. All of it is derived, and built anew."""

from __future__ import annotations

from sqlite_utils import Database

_STATEMENTS = (
    "DROP TABLE search_index",
    # Contentless: what is given in is the distinct terms of a part, in any order. Which parts a term stands in is
    # all there is to know, the text itself tells where; so words beside each other are terms of their own, a_b,
    # and a phrase is found as quickly as its rarest pair. =1000 is the value of 1.000 and of một nghìn.
    """
    CREATE VIRTUAL TABLE search_index USING fts5 (
        terms, content = '', detail = none, tokenize = "ascii tokenchars '_=.'"
    )
    """,
    # A transaction makes one segment, not one for every megabyte of terms, and twice as many are merged at once:
    # building takes a quarter less of FTS5's time for it.
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 16000000)",
    "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8)",
    "INSERT INTO search_titles (search_titles) VALUES ('delete-all')",
    "DELETE FROM search_parts",
    "DELETE FROM search_documents",
    "DELETE FROM search_words",
)


def migrate(db: Database) -> None:
    """Forget the index of the old shape, in the transaction that the caller has begun."""
    for statement in _STATEMENTS:
        db.execute(statement)
