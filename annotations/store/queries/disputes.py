"""Claims on which annotators disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.store.blindness import expect_leading
from annotations.store.next_claim import ClaimPosition, NextClaim, next_claim

if TYPE_CHECKING:
    from annotations.store.store import Store


def next_disputed_claim(
    store: Store, annotator: str, articles: Sequence[str], position: ClaimPosition
) -> NextClaim | None:
    """The first disputed claim behind a position, in the order of these articles and round their end.

    The claim at the position itself comes last; one without a claim is an offset. Claims that the annotator has
    retired are left out. None where nothing is disputed. Raises UsageError where the store is blind and the annotator does
    not lead.
    """
    claims = (
        "disputed_claims AS d CROSS JOIN claims AS c ON c.id = d.claim "
        "CROSS JOIN json_each(?1) AS wanted ON wanted.value = c.article_id"
    )
    with store.read_access() as connection:
        expect_leading(connection, annotator)
        return next_claim(connection, claims, "1", annotator, articles, position)
