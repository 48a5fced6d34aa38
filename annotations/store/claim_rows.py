"""Texts and claims as the parts of the store read and insert them, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from annotations.model import Claim
from annotations.store.row_mapping import CLAIM_COLUMNS, claim_of_row, row_of_claim

_INSERT = (
    # A claim with decisions is still there: it stays as it was when they were made.
    f"INSERT INTO claims ({CLAIM_COLUMNS}) VALUES ({', '.join('?' * len(CLAIM_COLUMNS.split(',')))}) "
    "ON CONFLICT (id) DO NOTHING"
)


def text_of(connection: sqlite3.Connection, sha256: str) -> str:
    """The text of that key."""
    return str(connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()[0])


def claims_of(connection: sqlite3.Connection, article: str, sha256: str) -> list[Claim]:
    """Every mention of one of an article's texts, of all roles, in order of position."""
    query = "SELECT * FROM claims WHERE article_id = ? AND text_sha256 = ? ORDER BY start_offset, end_offset"
    return [claim_of_row(row) for row in connection.execute(query, (article, sha256))]


def insert_claims(connection: sqlite3.Connection, claims: Iterable[Claim], extractor: str | None) -> None:
    """Insert claims of a current text that are not there yet, and what read them."""
    connection.executemany(_INSERT, (row_of_claim(claim, extractor) for claim in claims))


def delete_unreviewed(connection: sqlite3.Connection, article: str, sha256: str) -> None:
    """Delete what an extractor read in a text and nobody has said anything of: it is read anew."""
    connection.execute(
        "DELETE FROM claims WHERE article_id = ? AND text_sha256 = ? AND origin <> 'annotator' "
        "AND NOT EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) "
        "AND NOT EXISTS (SELECT 1 FROM decisions WHERE placed_on = claims.id)",
        (article, sha256),
    )
