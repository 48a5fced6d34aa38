"""How much of each article an annotator has reviewed, and where something is left."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model import Progress, Verdict
from annotations.store.expressions import STANDS, STANDS_OF_ALL
from annotations.store.names import known_annotator

if TYPE_CHECKING:
    from annotations.store.store import Store


# From this number of articles on, claims are counted by index for all of them, not looked up one by one.
MANY_ARTICLES = 200

_OF_ARTICLES = "(:articles IS NULL OR c.article_id IN (SELECT value FROM json_each(:articles)))"
_EXTRACTED = "c.role = 'claim' AND c.origin <> 'annotator'"
# A row for each article and verdict, NULL for claims without one: each claim is looked up.
_OF_FEW = f"""
    SELECT c.article_id, r.verdict, count(*) FROM claims c LEFT JOIN reviews r ON r.claim_id = c.id AND r.annotator = :me
    WHERE {_OF_ARTICLES} AND c.current AND {STANDS} AND r.standing IS NOT 'retired' GROUP BY 1, 2
"""
# The same in parts that are added up: claims that the extractor found, those that were added, and the annotator's verdicts
# and retired claims, each of which is also one without a verdict less.
_OF_MANY = f"""
    SELECT c.article_id, NULL, count(*) FROM claims c
    WHERE {_OF_ARTICLES} AND c.current = 1 AND {_EXTRACTED} GROUP BY 1
    UNION ALL
    SELECT c.article_id, NULL, count(*) FROM claims c
    WHERE {_OF_ARTICLES} AND c.current AND NOT ({_EXTRACTED}) AND {STANDS_OF_ALL} GROUP BY 1
    UNION ALL
    SELECT c.article_id, NULL, -count(*) FROM reviews r CROSS JOIN claims c ON c.id = r.claim_id
    WHERE r.annotator = :me AND (r.verdict IS NOT NULL OR r.standing = 'retired') AND {_OF_ARTICLES} AND c.current
        AND {STANDS} GROUP BY 1
    UNION ALL
    SELECT c.article_id, r.verdict, count(*) FROM reviews r CROSS JOIN claims c ON c.id = r.claim_id
    WHERE r.annotator = :me AND r.verdict IS NOT NULL AND r.standing IS NOT 'retired' AND {_OF_ARTICLES} AND c.current
        AND {STANDS} GROUP BY 1, 2
"""


def read_progress(store: Store, annotator: str, articles: Sequence[str] | None = None) -> list[Progress]:
    """An annotator's progress in these articles, or in all of them, by article id."""
    is_many = articles is None or len(articles) >= MANY_ARTICLES
    counts: dict[str, Counter[str | None]] = defaultdict(Counter)
    with store.read_access() as connection:
        parameters = {
            "articles": None if articles is None else json.dumps(list(articles)),
            "me": known_annotator(connection, annotator),
        }
        rows = connection.execute(
            f"SELECT c.id, c.title, c.outlet, c.published FROM articles c WHERE {_OF_ARTICLES.replace('article_id', 'id')} "
            "ORDER BY c.id",
            parameters,
        ).fetchall()
        for article, verdict, count in connection.execute(_OF_MANY if is_many else _OF_FEW, parameters):
            counts[article][verdict] += count
    return [_progress(row, counts.get(row["id"], Counter())) for row in rows]


def _progress(row: sqlite3.Row, counts: Counter[str | None]) -> Progress:
    verdicts = {verdict: counts[verdict.value] for verdict in Verdict if counts[verdict.value]}
    reviewed = sum(verdicts.values())
    return Progress(
        row["id"], row["title"], row["outlet"], row["published"], counts[None] + reviewed, reviewed, verdicts
    )


def next_unreviewed_article(
    store: Store, annotator: str, articles: Sequence[str], *, dates: bool
) -> str | None:
    """The first of these articles with a claim to which the annotator has given no verdict.

    Without ``dates``, claims that the annotator holds to be dates or times of day do not count.
    """
    query = f"""
        SELECT wanted.value FROM json_each(?1) AS wanted WHERE EXISTS (
            SELECT 1 FROM articles a JOIN claims c ON c.article_id = a.id AND c.current
            LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
            WHERE a.id = wanted.value AND {STANDS} AND mine.verdict IS NULL
                AND mine.standing IS NOT 'retired' AND (?3 OR coalesce(
                    (SELECT corrected_kind FROM decisions WHERE id = mine.decision_id), kind, ''
                ) NOT IN ('date', 'time'))
        ) ORDER BY wanted.key LIMIT 1
    """
    with store.read_access() as connection:
        parameters = (json.dumps(list(articles)), known_annotator(connection, annotator), dates)
        row = connection.execute(query, parameters).fetchone()
    return str(row[0]) if row else None
