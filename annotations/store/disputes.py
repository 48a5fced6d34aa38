"""Claims on which annotators disagree, one after the other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors


@dataclass(frozen=True, slots=True)
class DisputedClaim:
    """Where a claim stands on which annotators hold different verdicts: ``start`` is where its reader has it."""

    article: str
    claim: str
    start: int


class Disputes(OpenStore):
    """Finding what annotators have to talk about."""

    def next_disputed(
        self, annotator: str, articles: Sequence[str], article: str, start: int, claim: str | None = None
    ) -> DisputedClaim | None:
        """The first disputed claim behind a place, in the order of these articles and round their end.

        The place is an offset in an article or, where ``claim`` is given, that claim there, which comes last
        itself. What the annotator has retired is left out. None where nothing is disputed.
        """
        query = """
            WITH disputed AS (
                SELECT wanted.key AS number, c.article_id, c.id,
                    c.start_offset + coalesce(mine.start_shift, 0) AS start
                FROM disputed_claims AS d CROSS JOIN claims AS c ON c.id = d.claim_id
                CROSS JOIN json_each(?1) AS wanted ON wanted.value = c.article_id
                LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ?2
                WHERE mine.standing IS NOT 'retired'
            )
            SELECT * FROM disputed ORDER BY (number, start, id) > (?3, ?4, ?5) DESC, number, start, id LIMIT 1
        """
        number = articles.index(article) if article in articles else -1
        with plain_errors(self.path):
            row = self._connection.execute(
                query, (json.dumps(list(articles)), annotator, number, start, claim or "")
            ).fetchone()
        return DisputedClaim(row["article_id"], row["id"], row["start"]) if row else None
