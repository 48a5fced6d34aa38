"""Claims on which annotators disagree, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors

if TYPE_CHECKING:
    from annotations.store.queries.next_claim import Stop


class Disputes(OpenStore):
    """Finding what annotators have to talk about."""

    def next_disputed(
        self, annotator: str, articles: Sequence[str], article: str, start: int, claim: str | None = None
    ) -> Stop | None:
        """The first disputed claim behind a place, in the order of these articles and round their end.

        The place is an offset in an article or, where ``claim`` is given, that claim there, which comes last
        itself. What the annotator has retired is left out. None where nothing is disputed.
        """
        from annotations.store.queries.next_claim import Stop, next_stop  # noqa: PLC0415 (a store must open at once)

        claims = (
            "disputed_claims AS d CROSS JOIN claims AS c ON c.id = d.claim_id "
            "CROSS JOIN json_each(?1) AS wanted ON wanted.value = c.article_id"
        )
        with plain_errors(self.path):
            after = Stop(article, claim or "", start)
            return next_stop(self._connection, claims, "1", annotator, articles, after)
