"""The greatest id among all decisions."""

from __future__ import annotations

import sqlite3

from annotations.store.identifiers import horizon, is_successive_id
from annotations.store.misdated import note_misdated

_LAST_ID = (
    "SELECT max(coalesce((SELECT max(id) FROM decisions), ''), "
    "coalesce((SELECT max(id) FROM article_decisions), ''))"
)


def last_decision_id(connection: sqlite3.Connection) -> str | None:
    """The greatest id among all decisions: the next one sorts behind it, even when the clock was set back.

    Ids from the future are noted as misdated, within the caller's transaction, and the next one follows the others.
    """
    return last_id(connection, connection.execute(_LAST_ID).fetchone()[0], ("decisions", "article_decisions"))


def last_id(connection: sqlite3.Connection, greatest_id: str | None, tables: tuple[str, ...]) -> str | None:
    """The greatest id of tables from which ids can go on; ``greatest_id`` is the greatest of all."""
    if not greatest_id:
        return None
    latest_id = horizon()
    if greatest_id <= latest_id and is_successive_id(greatest_id):
        return greatest_id
    note_misdated(connection)
    rows = " UNION ALL ".join(f"SELECT id FROM {table} WHERE id < ?1" for table in tables)
    ids = (
        str(row[0]) for row in connection.execute(f"SELECT id FROM ({rows}) ORDER BY id DESC", (latest_id,))
    )
    return next(filter(is_successive_id, ids), None)
