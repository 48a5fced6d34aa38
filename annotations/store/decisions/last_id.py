"""The greatest id among all decisions."""

from __future__ import annotations

import sqlite3

_LAST_ID = (
    "SELECT max(coalesce((SELECT max(id) FROM decisions), ''), "
    "coalesce((SELECT max(id) FROM article_decisions), ''))"
)


def last_decision_id(connection: sqlite3.Connection) -> str | None:
    """The greatest id among all decisions: the next one sorts behind it, even when the clock was set back."""
    return connection.execute(_LAST_ID).fetchone()[0] or None
