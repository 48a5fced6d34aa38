"""Changing rows that are append-only, as doctor does on request."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """Drop all triggers for a block of the caller's transaction, and make them again as they were."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
    triggers = rows.fetchall()
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in triggers:
        connection.execute(sql)
