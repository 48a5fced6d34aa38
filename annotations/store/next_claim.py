"""Going to the next claim that meets a condition, in the order of some articles and round their end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from annotations.store.names import known_annotator


class ClaimPosition(NamedTuple):
    """A claim and where its reader has it: ``start`` counts moved ends in. Without a claim, an offset in an article."""

    article: str
    start: int
    claim: str = ""


class NextClaim(NamedTuple):
    """A claim that meets a condition, its number among all that do, from 1, and how many they are."""

    position: ClaimPosition
    number: int
    total: int


def next_claim(
    connection: sqlite3.Connection,
    claims: str,
    condition: str,
    annotator: str,
    articles: Sequence[str],
    position: ClaimPosition,
) -> NextClaim | None:
    """The first claim behind a position, without those that the annotator has retired; None where there is none.

    ``claims`` and ``condition`` are SQL behind FROM and WHERE: they select claims as ``c`` with their article as
    ``wanted``, an entry of ``json_each(?1)``; ``?2`` is the annotator. The claim at the position comes last.
    """
    query = f"""
        WITH found AS (
            SELECT DISTINCT wanted.key AS number, c.article_id, c.id,
                c.start_offset + coalesce(mine.start_shift, 0) AS start
            FROM {claims}
            LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ?2
            WHERE mine.standing IS NOT 'retired' AND {condition}
        ), numbered AS (
            SELECT *, row_number() OVER (ORDER BY number, start, id) AS place, count(*) OVER () AS total FROM found
        )
        SELECT * FROM numbered ORDER BY (number, start, id) > (?3, ?4, ?5) DESC, number, start, id LIMIT 1
    """
    number = articles.index(position.article) if position.article in articles else -1
    parameters = (
        json.dumps(list(articles)),
        known_annotator(connection, annotator),
        number,
        position.start,
        position.claim,
    )
    row = connection.execute(query, parameters).fetchone()
    if row is None:
        return None
    return NextClaim(ClaimPosition(row["article_id"], row["start"], row["id"]), row["place"], row["total"])
