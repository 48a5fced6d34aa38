"""Going from one claim of a sort to the next, in the order of some articles and round their end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class Stop(NamedTuple):
    """Where a claim stands that was looked for: ``start`` is where its reader has it."""

    article: str
    claim: str
    start: int


def next_stop(
    connection: sqlite3.Connection,
    claims: str,
    condition: str,
    annotator: str,
    articles: Sequence[str],
    after: Stop,
) -> Stop | None:
    """The first of some claims behind a place, without those that the annotator has retired; None where none is.

    ``claims`` and ``condition`` are what stands behind FROM and WHERE: they give the claims as ``c`` with their
    article as ``wanted``, an entry of ``json_each(?1)``; ``?2`` is the annotator. The claim ``after`` comes last.
    """
    query = f"""
        WITH found AS (
            SELECT DISTINCT wanted.key AS number, c.article_id, c.id,
                c.start_offset + coalesce(mine.start_shift, 0) AS start
            FROM {claims}
            LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ?2
            WHERE mine.standing IS NOT 'retired' AND {condition}
        )
        SELECT * FROM found ORDER BY (number, start, id) > (?3, ?4, ?5) DESC, number, start, id LIMIT 1
    """
    number = articles.index(after.article) if after.article in articles else -1
    place = (json.dumps(list(articles)), annotator, number, after.start, after.claim)
    row = connection.execute(query, place).fetchone()
    return Stop(row["article_id"], row["id"], row["start"]) if row else None
