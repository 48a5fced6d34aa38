"""The articles that changed since the last look at a store."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotations.store.store import Store

# The greatest rowids of decisions, article decisions and versions: what was stored up to here is known.
Token = tuple[int, int, int]

NOTHING_KNOWN: Token = (0, 0, 0)


class StoreChanges(NamedTuple):
    """The articles that changed: ``reviewed`` by a decision, ``imported`` with another text or other claims.

    ``token`` is the argument of the next ``read_changes``.
    """

    token: Token
    reviewed: frozenset[str]
    imported: frozenset[str]


def read_changes(store: Store, token: Token = NOTHING_KNOWN) -> StoreChanges:
    """The articles that anyone changed since the ``token`` of the last look."""
    with store.read_access() as connection:
        last_decision, decided = _articles_since(
            connection,
            "SELECT max(d.rowid), c.article_id FROM decisions d JOIN claims c ON c.id = d.claim_id "
            "WHERE d.rowid > ? GROUP BY 2",
            token[0],
        )
        last_article_decision, marked = _articles_since(
            connection,
            "SELECT max(rowid), article_id FROM article_decisions WHERE rowid > ? GROUP BY 2",
            token[1],
        )
        last_version, imported = _articles_since(
            connection, "SELECT max(rowid), article_id FROM versions WHERE rowid > ? GROUP BY 2", token[2]
        )
    return StoreChanges((last_decision, last_article_decision, last_version), decided | marked, imported)


def latest_token(store: Store) -> Token:
    """The token for all that is stored from now on."""
    query = (
        "SELECT (SELECT coalesce(max(rowid), 0) FROM decisions), "
        "(SELECT coalesce(max(rowid), 0) FROM article_decisions), "
        "(SELECT coalesce(max(rowid), 0) FROM versions)"
    )
    with store.read_access() as connection:
        decision, article_decision, version = connection.execute(query).fetchone()
    return decision, article_decision, version


def _articles_since(connection: sqlite3.Connection, query: str, rowid: int) -> tuple[int, frozenset[str]]:
    rows = connection.execute(query, (rowid,)).fetchall()
    return max([rowid, *(row[0] for row in rows)]), frozenset(row[1] for row in rows)
