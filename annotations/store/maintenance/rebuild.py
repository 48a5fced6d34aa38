"""Rebuilds the derived rows of a store from its sources: versions, texts, claims and decisions."""

from __future__ import annotations

import sqlite3

from annotations.store.articles.placements import CARRIED, place_again, rebuild_reviews
from annotations.store.claim_rows import IS_CURRENT, mark_current
from annotations.store.findings.stored_findings import forget_findings
from annotations.store.misdated import place_of
from annotations.store.signatures import store_signatures

# The current version of an article: the newest. A first import of a text that a later version replaces does not
# count, because it came from somebody's old copy of the corpus.
NEWEST_VERSION = f"""
    FROM main.versions v WHERE v.article_id = {{article}} AND NOT (
        v.replaces IS NULL AND EXISTS (
            SELECT 1 FROM main.versions later
            WHERE later.article_id = v.article_id AND later.replaces = v.text_sha256
        )
    ) ORDER BY {place_of("v")} DESC LIMIT 1
"""
_VERSION_COLUMNS = (
    "source, title, outlet, author, published, url, metadata, file_sha256, reader, text_sha256, extractor"
)
# The extractor that read the current text of an article last: its claims are the current ones.
_NEWEST_EXTRACTOR = f"""(
    SELECT v.extractor FROM main.versions v WHERE v.article_id = articles.id AND v.text_sha256 = articles.text_sha256
    ORDER BY {place_of("v")} DESC LIMIT 1
)"""


def rebuild_derived(connection: sqlite3.Connection) -> None:
    """Rebuild the current texts, the placements and the reviews, within the caller's transaction.

    Deletes all findings: ``check_articles`` finds them again.
    """
    forget_findings(connection)
    store_signatures(connection)
    connection.execute(
        f"UPDATE main.articles SET ({_VERSION_COLUMNS}) = (SELECT {_VERSION_COLUMNS} "
        f"{NEWEST_VERSION.format(article='articles.id')})"
    )
    connection.execute(f"UPDATE main.articles SET extractor = {_NEWEST_EXTRACTOR}")
    connection.execute(f"UPDATE main.claims SET current = {IS_CURRENT} WHERE current <> {IS_CURRENT}")
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


def derive_article(connection: sqlite3.Connection, article: str) -> None:
    """Derive the current version of an article, and which of its claims stand in it."""
    connection.execute(
        f"UPDATE main.articles SET ({_VERSION_COLUMNS}) = (SELECT {_VERSION_COLUMNS} "
        f"{NEWEST_VERSION.format(article='articles.id')}) WHERE id = ?",
        (article,),
    )
    connection.execute(f"UPDATE main.articles SET extractor = {_NEWEST_EXTRACTOR} WHERE id = ?", (article,))
    mark_current(connection, article)


def edited_articles(connection: sqlite3.Connection) -> list[str]:
    """The articles with decisions on claims of a former text, or of a former reading of the text."""
    query = (
        "SELECT DISTINCT article_id FROM main.claims WHERE current = 0 "
        "AND EXISTS (SELECT 1 FROM main.decisions d WHERE d.claim_id = claims.id)"
    )
    return [row[0] for row in connection.execute(query)]
