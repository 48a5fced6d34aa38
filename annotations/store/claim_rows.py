"""Texts and claims as the parts of the store read and insert them, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Sequence
from typing import Any

from annotations.errors import StoreError
from annotations.model import Claim
from annotations.store.misdated import place_of
from annotations.store.row_mapping import CLAIM_COLUMNS, claim_of_row, row_of_claim

_INSERT = f"INSERT INTO claims ({CLAIM_COLUMNS}) VALUES ({', '.join('?' * len(CLAIM_COLUMNS.split(',')))}) "
_EXTRACTED_COLUMNS = CLAIM_COLUMNS.split(", ")[5:]  # those that an extractor fills
_INSERT_OR_KEEP = _INSERT + "ON CONFLICT (id) DO NOTHING"
# A claim that is still there gets the reading of the extractor, unless an annotator made it.
_INSERT_READING = (
    f"INSERT INTO claims ({CLAIM_COLUMNS}) SELECT {CLAIM_COLUMNS} FROM temp.read_claims WHERE true ORDER BY rowid "
    f"ON CONFLICT (id) DO UPDATE SET ({', '.join(_EXTRACTED_COLUMNS)}) = "
    f"({', '.join(f'excluded.{column}' for column in _EXTRACTED_COLUMNS)}) WHERE claims.origin <> 'annotator'"
)

# Whether only a former extractor read a claim in its text.
IS_SUPERSEDED = f"""(
    claims.origin = 'extractor'
    AND claims.extractor IS NOT (
        SELECT v.extractor FROM versions v WHERE v.article_id = claims.article_id
            AND v.text_sha256 = claims.text_sha256 ORDER BY {place_of("v")} DESC LIMIT 1
    )
    AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.claim_id = claims.id AND d.standing = 'added')
)"""
# Whether a claim stands in the current text of its article. One that only a former extractor read does not, unless an
# annotator added it; nor one on which somebody decided as a claim and which is read as something else now.
IS_CURRENT = """coalesce((
    SELECT claims.text_sha256 = a.text_sha256 AND CASE
        WHEN claims.origin <> 'extractor' THEN 1
        WHEN claims.role = 'claim' AND claims.extractor IS a.extractor THEN 1
        WHEN EXISTS (
            SELECT 1 FROM main.decisions d WHERE d.claim_id = claims.id AND d.standing = 'added'
        ) THEN 1
        WHEN claims.extractor IS NOT a.extractor THEN 0
        ELSE NOT EXISTS (
            SELECT 1 FROM main.decisions d WHERE d.claim_id = claims.id AND json_extract(d.reading, '$[0]') = 'claim'
                AND d.verdict IS NOT 'not_a_claim' AND d.standing IS NULL AND NOT d.blank
        )
    END FROM main.articles a WHERE a.id = claims.article_id
), 0)"""


def text_of(connection: sqlite3.Connection, sha256: str) -> str:
    """The text of that key. Raises StoreError where the store lacks it."""
    row = connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise StoreError(
            "A text of the store is missing: run  soi doctor  to see what is wrong with the store."
        )
    return str(row[0])


def claims_of(
    connection: sqlite3.Connection, article: str, sha256: str, *, current: bool = False
) -> list[Claim]:
    """Every mention of one of an article's texts, of all roles, in order of position.

    With ``current``, only those that stand in it as it is read now.
    """
    query = (
        "SELECT * FROM claims WHERE article_id = ? AND text_sha256 = ? AND current >= ? "
        "ORDER BY start_offset, end_offset"
    )
    return [claim_of_row(row) for row in connection.execute(query, (article, sha256, current))]


def insert_claims(connection: sqlite3.Connection, claims: Iterable[Claim], extractor: str | None) -> None:
    """Insert claims of a current text that are not there yet, and what read them."""
    connection.executemany(_INSERT_OR_KEEP, (row_of_claim(claim, extractor) for claim in claims))


def stage_rows(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Put values of ``CLAIM_COLUMNS`` into a temporary table, within the caller's snapshot.

    SQLite copies them from there three times as fast as Python binds their values, while nobody else can write.
    """
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS read_claims AS SELECT {CLAIM_COLUMNS} FROM main.claims WHERE false"
    )
    connection.execute("DELETE FROM temp.read_claims")
    connection.executemany(
        f"INSERT INTO temp.read_claims VALUES ({', '.join('?' * len(CLAIM_COLUMNS.split(',')))})",
        rows,
    )


def staged_claims(connection: sqlite3.Connection) -> list[Claim]:
    """The claims in the temporary table, in the order in which they were put there."""
    return [claim_of_row(row) for row in connection.execute("SELECT * FROM temp.read_claims ORDER BY rowid")]


def insert_new(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Insert claims, as values of ``CLAIM_COLUMNS``, of articles that are new."""
    connection.executemany(_INSERT, rows)


def insert_reading(connection: sqlite3.Connection) -> int:
    """Insert the staged claims; those that are there get the staged reading. Returns the number of both."""
    count = connection.execute(_INSERT_READING).rowcount
    connection.execute("DELETE FROM temp.read_claims")
    return count


def mark_claims(connection: sqlite3.Connection, claims: Iterable[str]) -> set[str]:
    """Mark which of these claims stand in the current text of their article; returns the articles that changed."""
    query = f"UPDATE claims SET current = {IS_CURRENT} WHERE id = ? AND current <> {IS_CURRENT} RETURNING article_id"
    rows = (connection.execute(query, (claim,)).fetchone() for claim in claims)
    return {row[0] for row in rows if row}


def mark_current(connection: sqlite3.Connection, article: str) -> None:
    """Mark which claims of an article stand in its current text."""
    connection.execute(
        f"UPDATE claims SET current = NOT current WHERE article_id = ? AND current <> {IS_CURRENT}",
        (article,),
    )


def delete_unread(
    connection: sqlite3.Connection, article: str, sha256: str, read_claims: Container[str]
) -> None:
    """Delete the claims of a text that an extractor has not read in it any more and nobody has said anything of."""
    query = "SELECT id FROM claims WHERE article_id = ? AND text_sha256 = ? AND origin <> 'annotator'"
    unread_ids = [row for row in connection.execute(query, (article, sha256)) if row[0] not in read_claims]
    connection.executemany(
        "DELETE FROM claims WHERE id = ? "
        "AND NOT EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) "
        "AND NOT EXISTS (SELECT 1 FROM decisions WHERE placed_on = claims.id)",
        unread_ids,
    )
