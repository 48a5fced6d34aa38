"""What is derived, made anew: from versions, texts, claims and decisions, which are what counts."""

from __future__ import annotations

import sqlite3

from annotations.store.placements import place_again, rebuild_reviews

_OF_VERSION = "source, title, outlet, author, published, text_sha256, extractor"
_CURRENT = "(claims.text_sha256 = (SELECT text_sha256 FROM main.articles a WHERE a.id = claims.article_id))"


def make_anew(connection: sqlite3.Connection) -> None:
    """Make anew which text is current, where reviewed claims stand and what annotators hold, in one transaction."""
    connection.execute(
        f"UPDATE main.articles SET ({_OF_VERSION}) = (SELECT {_OF_VERSION} FROM main.versions v "  # noqa: S608
        "WHERE v.article_id = articles.id ORDER BY v.id DESC LIMIT 1)"
    )
    connection.execute(
        f"UPDATE main.claims SET current = {_CURRENT} WHERE current <> {_CURRENT}"  # noqa: S608
    )
    connection.execute("DELETE FROM main.reviews")
    connection.execute("DELETE FROM main.placements")
    edited = connection.execute(
        "SELECT DISTINCT article_id FROM main.claims WHERE current = 0 "
        "AND EXISTS (SELECT 1 FROM main.decisions d WHERE d.claim_id = claims.id)"
    ).fetchall()
    for row in edited:
        place_again(connection, row[0])
    connection.execute("DELETE FROM main.reviews")
    rebuild_reviews(connection, None)
