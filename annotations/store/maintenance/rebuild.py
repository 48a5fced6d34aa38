"""What is derived, made anew: from versions, texts, claims and decisions, which are what counts."""

from __future__ import annotations

import sqlite3

from annotations.store.articles.placements import CARRIED, place_again, rebuild_reviews
from annotations.store.findings.stored_findings import forget_findings

# The version that counts: the newest, but for first imports of a text that was replaced since: somebody had an old
# copy of the corpus.
NEWEST_VERSION = """
    FROM main.versions v WHERE v.article_id = {article} AND NOT (
        v.replaces IS NULL AND EXISTS (
            SELECT 1 FROM main.versions later
            WHERE later.article_id = v.article_id AND later.replaces = v.text_sha256
        )
    ) ORDER BY v.id DESC LIMIT 1
"""
_OF_VERSION = "source, title, outlet, author, published, text_sha256, extractor"
_CURRENT = "(claims.text_sha256 = (SELECT text_sha256 FROM main.articles a WHERE a.id = claims.article_id))"


def make_anew(connection: sqlite3.Connection) -> None:
    """Make anew which text is current, where reviewed claims stand and what annotators hold, in one transaction.

    What articles say of their own claims is only forgotten here: ``check_articles`` finds it again.
    """
    forget_findings(connection)
    connection.execute(
        f"UPDATE main.articles SET ({_OF_VERSION}) = (SELECT {_OF_VERSION} "
        f"{NEWEST_VERSION.format(article='articles.id')})"
    )
    connection.execute(f"UPDATE main.claims SET current = {_CURRENT} WHERE current <> {_CURRENT}")
    connection.execute("DELETE FROM main.reviews")
    connection.execute("DELETE FROM main.placements")
    connection.execute(
        "DELETE FROM main.claims WHERE origin = 'import' AND rule = ? "
        "AND NOT EXISTS (SELECT 1 FROM main.decisions WHERE claim_id = claims.id) "
        "AND NOT EXISTS (SELECT 1 FROM main.decisions WHERE placed_on = claims.id)",
        (CARRIED,),
    )
    for article in edited_articles(connection):
        place_again(connection, article)
    connection.execute("DELETE FROM main.reviews")
    rebuild_reviews(connection, None)


def edited_articles(connection: sqlite3.Connection) -> list[str]:
    """The articles of whose former texts claims were reviewed."""
    query = (
        "SELECT DISTINCT article_id FROM main.claims WHERE current = 0 "
        "AND EXISTS (SELECT 1 FROM main.decisions d WHERE d.claim_id = claims.id)"
    )
    return [row[0] for row in connection.execute(query)]
