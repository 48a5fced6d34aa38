"""A store to send away: the articles that are assigned to one annotator, with that annotator's own decisions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from annotations.errors import UsageError
from annotations.files.partial_folders import temporary_folder
from annotations.store.assigned_articles import assigned_articles
from annotations.store.backup import back_up
from annotations.store.chain import HASHED_COLUMNS, add_gaps
from annotations.store.connection import snapshot
from annotations.store.decisions.annotators import deciding_annotator
from annotations.store.maintenance.rebuild import rebuild_derived
from annotations.store.names import signatures_of
from annotations.store.store import Store
from annotations.store.teams.assignments import loads, read_assignments
from annotations.text import visible

_OF_ARTICLES = "IN (SELECT value FROM json_each(:articles))"
# The rows of each table that go along, in the order of their references.
_ROWS = {
    "texts": f"""
        SELECT * FROM texts WHERE sha256 IN (
            SELECT text_sha256 FROM versions WHERE article_id {_OF_ARTICLES}
            UNION SELECT replaces FROM versions WHERE article_id {_OF_ARTICLES}
        )
    """,
    "articles": f"SELECT * FROM articles WHERE id {_OF_ARTICLES}",
    "versions": f"SELECT * FROM versions WHERE article_id {_OF_ARTICLES}",
    "annotators": f"SELECT * FROM annotators WHERE name IN {signatures_of(':annotator')}",
    "tags": "SELECT * FROM tags",
    "claims": f"SELECT * FROM claims WHERE article_id {_OF_ARTICLES}",
    "decisions": f"""
        SELECT * FROM decisions WHERE annotator IN {signatures_of(":annotator")}
        AND claim_id IN (SELECT id FROM claims WHERE article_id {_OF_ARTICLES}) ORDER BY id
    """,
    "article_decisions": f"""
        SELECT * FROM article_decisions WHERE annotator IN {signatures_of(":annotator")} AND article_id {_OF_ARTICLES} ORDER BY id
    """,
    "settings": "SELECT * FROM settings",
    "assignments": f"""
        SELECT * FROM assignments WHERE annotator IN {signatures_of(":annotator")} AND article_id {_OF_ARTICLES}
    """,
    "renames": "SELECT * FROM renames",
}


class SplitReport(NamedTuple):
    """What a store that was split off has: articles, and decisions of the annotator."""

    articles: int
    decisions: int


def split(store: Store, annotator: str, target: Path) -> SplitReport:
    """Write the articles of which something is assigned to an annotator into a new store at ``target``.

    Of decisions it has the annotator's own alone; merging it brings home what was decided in it. Raises UsageError where
    nothing is assigned to the annotator, and where ``target`` is there already.
    """
    with store.read_access() as connection:
        name = deciding_annotator(connection, annotator)
        articles = assigned_articles(connection, name)
    if not articles:
        raise _nothing_assigned(store, name)
    with temporary_folder() as folder, Store.open(folder / "split.db", create=True, backs_up=False) as part:
        with store.read_access() as source, snapshot(source), part.write_transaction() as connection:
            counts = _copy_rows(source, connection, name, articles)
            _seal_chains(connection)
            rebuild_derived(connection)
        back_up(part, target, permissions=store.file.permissions)
    return SplitReport(counts["articles"], counts["decisions"] + counts["article_decisions"])


def _nothing_assigned(store: Store, name: str) -> UsageError:
    nearest = get_close_matches(name, loads(read_assignments(store)), n=1)
    if nearest:
        return UsageError(
            "Nothing is assigned to {name}: did you mean {nearest}?",
            name=visible(name),
            nearest=visible(nearest[0]),
        )
    return UsageError(
        "Nothing is assigned to {name}: hand articles out first, with  soi assign.", name=visible(name)
    )


def _copy_rows(
    source: sqlite3.Connection, target: sqlite3.Connection, annotator: str, articles: Collection[str]
) -> dict[str, int]:
    target.execute("PRAGMA defer_foreign_keys = ON")
    parameters = {"annotator": annotator, "articles": json.dumps(sorted(articles))}
    counts = {}
    for table, query in _ROWS.items():
        columns = [row["name"] for row in target.execute(f"PRAGMA table_info({table})")]
        rows = source.execute(query.replace("SELECT *", f"SELECT {', '.join(columns)}", 1), parameters)
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        counts[table] = target.executemany(insert, map(tuple, rows)).rowcount
    return counts


def _seal_chains(connection: sqlite3.Connection) -> None:
    """Note which decisions before those that went along are missing on purpose, and which none follows."""
    rows = [
        row
        for table in HASHED_COLUMNS
        for row in connection.execute(f"SELECT annotator, previous, hash FROM {table} WHERE hash IS NOT NULL")
    ]
    signatures = {row["hash"]: row["annotator"] for row in rows}
    followed = {row["previous"] for row in rows} - {None}
    add_gaps(connection, followed - signatures.keys())
    connection.executemany(
        "INSERT INTO chain_heads (annotator, hash) VALUES (?, ?)",
        [(signatures[head], head) for head in sorted(signatures.keys() - followed)],
    )
