"""The chains of hashes over decisions: each has the hash of what it says and of its annotator's decision before it.

A decision that was changed does not have its hash any more; one that was removed is missing before the one that follows
it, or among the heads. ``chain_heads`` has the hashes that nothing follows yet, ``chain_gaps`` those that are known to be
missing: of rows that a merge left out, or that were moved to quarantine. A decision goes into a merge with its hash, so
that chains stay as they are in any order of merges; of an annotator who decides in two stores they are a tree.

This tells what another program has done to a store, not what a careful forger did, who can make all hashes anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# What is hashed of a row, in this order for ever: the hash of a stored row would be another one otherwise.
HASHED_COLUMNS = {
    "decisions": (
        "id", "step", "undoes", "claim_id", "annotator", "verdict", "tags", "note", "confidence", "evidence",
        "corrected_value", "corrected_unit", "corrected_kind", "start_shift", "end_shift", "standing", "placed_on",
        "decided_at", "reading", "previous",
    ),
    "article_decisions": (
        "id", "step", "undoes", "article_id", "annotator", "seen", "note", "decided_at", "previous",
    ),
}  # fmt: skip
# What later versions keep in a decision: hashed where it is set, so that the hashes of before stay as they are.
LATER_COLUMNS = (
    "corrected_modifier", "corrected_direction", "corrected_whole", "corrected_per", "actual_value", "actual_unit",
)  # fmt: skip

# Where a merge has made a tree of an annotator's chain: the hash of the newest decision.
_NEWEST_HASH = """
    SELECT hash FROM (
        SELECT * FROM (
            SELECT id, hash FROM decisions WHERE annotator = ?1 AND hash IS NOT NULL ORDER BY id DESC LIMIT 1
        ) UNION ALL SELECT * FROM (
            SELECT id, hash FROM article_decisions WHERE annotator = ?1 AND hash IS NOT NULL
            ORDER BY id DESC LIMIT 1
        )
    ) ORDER BY id DESC LIMIT 1
"""


_ENCODER = json.JSONEncoder(default=repr)
_MOVE_HEAD = "UPDATE OR REPLACE chain_heads SET hash = ?1 WHERE annotator = ?2 AND hash = ?3"


def decision_hash(table: str, row: Mapping[str, Any]) -> str:
    """The hash of a decision and the one before it, whose hash is in ``previous``.

    The reading of a claim is left out where nothing comes before: in decisions of earlier versions each store has added
    its own.
    """
    # Loaded with the first decision.
    import hashlib  # noqa: PLC0415

    is_first = row["previous"] is None
    values = [None if is_first and column == "reading" else row[column] for column in HASHED_COLUMNS[table]]
    columns = row.keys()
    later = {column: row[column] for column in LATER_COLUMNS if column in columns and row[column] is not None}
    contents = _ENCODER.encode([table, *values, *([later] if later else [])])
    return hashlib.blake2b(contents.encode(), digest_size=16).hexdigest()


def chained(
    connection: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """New decisions of one annotator with their hashes, behind those that the annotator has made."""
    previous = _last_hash(connection, rows[0]["annotator"])
    chained_rows = []
    for row in rows:
        chained_row = {**row, "previous": previous}
        chained_row["hash"] = previous = decision_hash(table, chained_row)
        chained_rows.append(chained_row)
    return chained_rows


def _last_hash(connection: sqlite3.Connection, annotator: str) -> str | None:
    """The hash that an annotator's next decision follows; None for the first."""
    rows = connection.execute("SELECT hash FROM chain_heads WHERE annotator = ?", (annotator,)).fetchall()
    if len(rows) != 1:
        rows = connection.execute(_NEWEST_HASH, (annotator,)).fetchall()
    return rows[0][0] if rows else None


def move_heads(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make rows that were inserted heads of their chains, in place of those that they follow."""
    for row in rows:
        head = (row["hash"], row["annotator"], row["previous"])
        if not connection.execute(_MOVE_HEAD, head).rowcount:
            connection.execute("INSERT INTO chain_heads VALUES (?2, ?1) ON CONFLICT DO NOTHING", head[:2])


def add_gaps(connection: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Note hashes that are known to be missing."""
    connection.executemany(
        "INSERT INTO chain_gaps VALUES (?) ON CONFLICT DO NOTHING", [(gap,) for gap in sorted(hashes)]
    )


def close_gaps(connection: sqlite3.Connection) -> None:
    """Forget the gaps that a merge has filled, and the heads that are followed then."""
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM chain_gaps)").fetchone()[0]:
        return
    for table in HASHED_COLUMNS:
        connection.execute(f"DELETE FROM chain_gaps WHERE hash IN (SELECT hash FROM {table})")
        connection.execute(f"DELETE FROM chain_heads WHERE hash IN (SELECT previous FROM {table})")
