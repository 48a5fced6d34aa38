"""Decisions and versions whose ids do not say when they were made: from the future, or from before soi existed.

A wrong clock, a forged row, or an earlier version that ran out of ids behind a forged one made them. What comes later
must count nevertheless, so that each is noted in the table ``misdated`` with the place that it has among the ids: by the
time that the row itself gives, or before all others where that is of the future as well. A note stays when the future
has come: the order of decisions does not change with time.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from annotations.store.identifiers import FIRST_ID, horizon, id_at

# The tables with successive ids, and the column with the time of a row.
TIMES = {"decisions": "decided_at", "article_decisions": "decided_at", "versions": "imported_at"}
BEFORE_ALL = "!"  # sorts before every digit


def place_of(row: str) -> str:
    """SQL for the place in time of a row of ``decisions``, ``article_decisions`` or ``versions``."""
    return f"coalesce((SELECT place FROM misdated WHERE misdated.id = {row}.id), {row}.id)"


def note_misdated(connection: sqlite3.Connection) -> None:
    """Note the rows with ids from the future or from before soi existed, within the caller's transaction."""
    latest_id = horizon()
    for table, time in TIMES.items():
        query = (
            f"SELECT rowid, id, {time} FROM {table} WHERE id > ? AND id NOT IN (SELECT id FROM misdated) UNION ALL "
            f"SELECT rowid, id, {time} FROM {table} WHERE id < ? AND {time} >= '2020' "
            "AND id NOT IN (SELECT id FROM misdated)"
        )
        rows = connection.execute(query, (latest_id, FIRST_ID)).fetchall()
        connection.executemany(
            "INSERT INTO misdated VALUES (?, ?)", [(row[1], _place(row[0], row[1], row[2])) for row in rows]
        )


def _place(rowid: int, row_id: str, time: str) -> str:
    """The place of a misdated row; rows of one millisecond have the order in which they were stored."""
    try:
        moment = datetime.fromisoformat(time).astimezone(UTC)
    except (ValueError, OverflowError):
        return BEFORE_ALL + row_id
    place = id_at(max(0, round(moment.timestamp() * 1000)), rowid)
    return place if place <= horizon() else BEFORE_ALL + row_id
