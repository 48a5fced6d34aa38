"""Which articles are assigned to an annotator: what the app lists first."""

from __future__ import annotations

import sqlite3

from annotations.store.names import known_annotator


def assigned_articles(connection: sqlite3.Connection, annotator: str) -> frozenset[str]:
    """The articles of which an annotator is to review something; empty where nothing is assigned to them."""
    query = "SELECT DISTINCT article FROM assigned WHERE annotator = ?"
    return frozenset(row[0] for row in connection.execute(query, (known_annotator(connection, annotator),)))
