"""How far a whole store is reviewed, by all annotators together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.exports.contents import StoreProgress
from annotations.store.expressions import STANDS_OF_ALL

if TYPE_CHECKING:
    from annotations.store.store import Store

# A claim that an annotator has retired counts as a claim, as it does for the other annotators.
_PROGRESS = f"""
    WITH reviewed AS (
        SELECT DISTINCT r.claim_id, c.article_id FROM reviews AS r JOIN claims AS c ON c.id = r.claim_id
        WHERE r.verdict IS NOT NULL AND r.standing IS NOT 'retired' AND c.current
    )
    SELECT (SELECT count(*) FROM articles) AS articles,
        (SELECT count(DISTINCT article_id) FROM reviewed) AS begun_articles,
        (SELECT count(*) FROM claims AS c WHERE c.current AND {STANDS_OF_ALL}) AS claims,
        (SELECT count(*) FROM reviewed) AS reviewed_claims
"""


def read_store_progress(store: Store) -> StoreProgress:
    """The number of articles and claims of a store, and of those with a verdict of anybody."""
    with store.read_access() as connection:
        return StoreProgress(*connection.execute(_PROGRESS).fetchone())
