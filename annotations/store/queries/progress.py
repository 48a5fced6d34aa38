"""How much of each article an annotator has reviewed, and where something is left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model import Progress, Verdict
from annotations.store.expressions import STANDS
from annotations.store.names import known_annotator

if TYPE_CHECKING:
    from annotations.store.store import Store


def read_progress(store: Store, annotator: str, articles: Sequence[str] | None = None) -> list[Progress]:
    """An annotator's progress in these articles, or in all of them, by article id."""
    query = (
        "SELECT a.id, a.title, a.outlet, a.published, r.verdict, count(c.id) AS n "
        "FROM articles a LEFT JOIN claims c ON c.article_id = a.id AND c.current "
        f"AND {STANDS} AND NOT EXISTS (SELECT 1 FROM reviews mine WHERE mine.claim_id = c.id "
        "AND mine.annotator = ?1 AND mine.standing = 'retired') "
        "LEFT JOIN reviews r ON r.claim_id = c.id AND r.annotator = ?1 "
        "WHERE ?2 IS NULL OR a.id IN (SELECT value FROM json_each(?2)) "
        "GROUP BY a.id, r.verdict ORDER BY a.id"
    )
    ids = None if articles is None else json.dumps(list(articles))
    progress: dict[str, Progress] = {}
    with store.read_access() as connection:
        # One row for each verdict of an article, and one for its unreviewed claims.
        for row in connection.execute(query, (known_annotator(connection, annotator), ids)):
            article = progress.get(row["id"]) or Progress(
                row["id"], row["title"], row["outlet"], row["published"], 0, 0, {}
            )
            verdicts = dict(article.verdicts)
            if row["verdict"]:
                verdicts[Verdict(row["verdict"])] = row["n"]
            progress[row["id"]] = article._replace(
                total=article.total + row["n"], reviewed=sum(verdicts.values()), verdicts=verdicts
            )
    return list(progress.values())


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
