"""Whether the chains of decisions are whole: what was removed, what another program has added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from annotations.errors import Sentence
from annotations.store.chain import HASHED_COLUMNS, decision_hash
from annotations.store.maintenance.triggers import without_triggers
from annotations.store.validation.raw_rows import raw_text

_ALL_HASHES = "SELECT hash FROM decisions UNION ALL SELECT hash FROM article_decisions"
_MISSING = f"""
    SELECT count(*) FROM (
        SELECT previous FROM decisions WHERE previous IS NOT NULL
        UNION SELECT previous FROM article_decisions WHERE previous IS NOT NULL
        UNION SELECT hash FROM chain_heads
        EXCEPT SELECT * FROM ({_ALL_HASHES})
        EXCEPT SELECT hash FROM chain_gaps
    )
"""
# Whoever removed them left behind what follows them, or that they are the newest of their chain.
_MISSING_BY_ANNOTATOR = f"""
    WITH missing AS (
        SELECT previous AS hash FROM decisions WHERE previous IS NOT NULL
        UNION SELECT previous FROM article_decisions WHERE previous IS NOT NULL
        UNION SELECT hash FROM chain_heads
        EXCEPT SELECT * FROM ({_ALL_HASHES})
        EXCEPT SELECT hash FROM chain_gaps
    ), links AS (
        SELECT annotator, previous AS hash FROM decisions UNION SELECT annotator, previous FROM article_decisions
        UNION SELECT annotator, hash FROM chain_heads
    )
    SELECT annotator, count(*) FROM links JOIN missing USING (hash) GROUP BY annotator ORDER BY annotator
"""
_UNSEALED = (
    "SELECT (SELECT count(*) FROM decisions WHERE hash IS NULL) "
    "+ (SELECT count(*) FROM article_decisions WHERE hash IS NULL)"
)
# A decision is made behind the one before it; misdated ones have been given another place.
_OUT_OF_ORDER = """
    WITH links AS (
        SELECT id, previous, hash FROM decisions UNION ALL SELECT id, previous, hash FROM article_decisions
    )
    SELECT count(*) FROM links JOIN links AS former ON former.hash = links.previous
    WHERE former.id >= links.id AND former.id NOT IN (SELECT id FROM misdated)
        AND links.id NOT IN (SELECT id FROM misdated)
"""


class ChainProblem(NamedTuple):
    """What is wrong with the chains, and whether rebuilding mends it."""

    description: Sentence
    is_rebuildable: bool


def removed_decisions(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of decisions that were removed from the chains of a store, at least, by annotator."""
    return {str(name): int(count) for name, count in connection.execute(_MISSING_BY_ANNOTATOR)}


def chain_problems(connection: sqlite3.Connection) -> Iterator[ChainProblem]:
    """The problems of the chains; changed decisions are flaws of their rows."""
    for query, sentence, is_rebuildable in (
        (_MISSING, Sentence("{n} decisions were removed."), False),
        (_OUT_OF_ORDER, Sentence("{n} decisions come before the ones that they follow."), False),
        (_UNSEALED, Sentence("{n} decisions were added by another program, without a hash."), True),
    ):
        if count := connection.execute(query).fetchone()[0]:
            yield ChainProblem(Sentence(sentence.template, n=count), is_rebuildable)


def seal(connection: sqlite3.Connection) -> None:
    """Give decisions that another program has added a hash, within the caller's transaction."""
    if not connection.execute(_UNSEALED).fetchone()[0]:
        return
    with without_triggers(connection), raw_text(connection):
        for table, columns in HASHED_COLUMNS.items():
            query = f"SELECT {', '.join(columns)} FROM {table} WHERE hash IS NULL"
            for row in [dict(row) for row in connection.execute(query)]:
                new_hash = decision_hash(table, {**row, "previous": None})
                connection.execute(
                    f"UPDATE {table} SET previous = NULL, hash = ? WHERE id = ?", (new_hash, row["id"])
                )
                connection.execute("INSERT INTO chain_heads VALUES (?, ?)", (row["annotator"], new_hash))
