"""Reading reviews: those of an article, of articles as a whole, since a decision, and all claims that were reviewed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.model import ArticleReview, Review, Verdict
from annotations.store import filters, findings, search  # each loads its modules when a name is first used
from annotations.store.conditions import Condition
from annotations.store.decisions.article_decisions import read_article_review
from annotations.store.expressions import CORRECTED, STATE
from annotations.store.names import known_annotator
from annotations.store.row_mapping import CONTEXT, review_of_row, reviewed_claim_of_row

if TYPE_CHECKING:
    from annotations.reports import ReviewedClaim
    from annotations.search.clauses import Query
    from annotations.store.store import Store


def read_reviews(store: Store, article: str) -> list[Review]:
    """Every annotator's review of every claim of an article's current text, by position and annotator."""
    query = (
        f"SELECT {STATE}, reviews.claim_id AS standing_claim "
        "FROM articles JOIN claims ON claims.article_id = articles.id "
        "AND claims.current JOIN reviews ON reviews.claim_id = claims.id "
        "JOIN decisions ON decisions.id = reviews.decision_id "
        "WHERE articles.id = ? ORDER BY claims.start_offset, claims.end_offset, reviews.annotator"
    )
    with store.read_access() as connection:
        rows = connection.execute(query, (article,))
        return [review_of_row(row, row["standing_claim"]) for row in rows]


def read_article_reviews(store: Store, articles: Sequence[str], annotator: str) -> list[ArticleReview]:
    """An annotator's reviews of these articles as a whole; articles without one are left out."""
    with store.read_access() as connection:
        name = known_annotator(connection, annotator)
        reviews = [read_article_review(connection, article, name) for article in articles]
    return [review for review in reviews if review.decision]


def reviews_since(store: Store, decision_rowid: int, article: str, annotator: str) -> list[Review]:
    """An annotator's reviews in an article that were decided since; a change token starts with that rowid."""
    query = (
        f"SELECT {STATE}, reviews.claim_id AS standing_claim FROM reviews "
        "JOIN decisions ON decisions.id = reviews.decision_id "
        "JOIN claims ON claims.id = reviews.claim_id "
        "WHERE decisions.rowid > ? AND claims.article_id = ? AND reviews.annotator = ?"
    )
    with store.read_access() as connection:
        rows = connection.execute(query, (decision_rowid, article, known_annotator(connection, annotator)))
        return [review_of_row(row, row["standing_claim"]) for row in rows]


def has_added_since(store: Store, decision_rowid: int, article: str) -> bool:
    """Whether anything was decided since on a number of an article that the extractor did not read as a claim."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM decisions JOIN claims ON claims.id = decisions.claim_id "
        "WHERE decisions.rowid > ? AND claims.article_id = ? "
        "AND (claims.origin = 'annotator' OR claims.role <> 'claim'))"
    )
    with store.read_access() as connection:
        return bool(connection.execute(query, (decision_rowid, article)).fetchone()[0])


class ReviewSelection(NamedTuple):
    """Which reviews are read.

    ``verdicts``: None among them stands for reviews with something other than a verdict. ``query``: only claims that
    match it, and only reviews that match its filters on verdict, tag and annotator. ``annotators``: only theirs; empty for
    everybody's. ``decided_since``: only reviews decided at that time or later (ISO 8601 in UTC), empty for all.
    """

    verdicts: Sequence[Verdict | None]
    query: Query | None = None
    annotators: Sequence[str] = ()
    decided_since: str = ""

    @property
    def is_restricted(self) -> bool:
        """Whether the selection may leave out reviews that have a verdict."""
        has_clauses = self.query is not None and bool(self.query.clauses)
        has_all_verdicts = set(Verdict) <= set(self.verdicts)
        return has_clauses or not has_all_verdicts or bool(self.annotators or self.decided_since)


def reviewed_claims(store: Store, selection: ReviewSelection) -> Iterator[ReviewedClaim]:
    """The reviews of a selection with their claims, by article, position and annotator.

    Orphans and retired claims are left out.
    """
    columns = (
        "c.*, a.title, a.outlet, a.published, r.decision_id, r.annotator, d.verdict, d.tags, d.note, d.confidence, "
        "d.evidence, d.corrected_value, d.corrected_unit, d.corrected_kind, d.corrected_modifier, "
        "d.corrected_direction, d.corrected_whole, d.corrected_per, d.actual_value, d.actual_unit, r.start_shift, r.end_shift, d.standing, "
        "d.placed_on, d.decided_at, CASE WHEN r.start_shift <> 0 OR r.end_shift <> 0 THEN "
        f"(SELECT substr(text, max(1, c.start_offset + r.start_shift + 1 - {CONTEXT}), "
        f"c.end_offset + r.end_shift + {CONTEXT} - max(0, c.start_offset + r.start_shift - {CONTEXT})) "
        "FROM texts WHERE sha256 = c.text_sha256) END AS moved, "
        f"{findings.FINDINGS_OF_REVIEW} AS found"
    )
    source = selected_reviews(store, selection)
    with store.read_access() as connection:
        for row in connection.execute(f"SELECT {columns} {source.sql}", source.parameters):
            yield reviewed_claim_of_row(row)


def selected_reviews(store: Store, selection: ReviewSelection) -> Condition:
    """The FROM, WHERE and ORDER BY of a query on a selection, and their parameters.

    The aliases are ``a`` for articles, ``c`` for claims, ``r`` for reviews and ``d`` for their decisions. The order is by
    article, position and annotator.
    """
    verdict_names = json.dumps([verdict.value if verdict else "" for verdict in selection.verdicts])
    with store.read_access() as connection:
        annotators = json.dumps([known_annotator(connection, name) for name in selection.annotators])
        tables = _JOINED_BY_ARTICLE if _are_most_claims_reviewed(connection) else JOINED_BY_REVIEW
    condition, parameters = reviewed_condition(store, selection.query)
    sql = (
        f"FROM {tables} WHERE {COUNTS} "
        "AND coalesce(d.verdict, '') IN (SELECT value FROM json_each(?1)) "
        "AND (d.verdict IS NOT NULL OR d.note <> '' OR d.tags <> '[]' OR d.evidence <> '[]' "
        "OR d.confidence IS NOT NULL OR coalesce(d.corrected_value, d.corrected_unit, d.corrected_kind) IS NOT NULL "
        "OR coalesce(d.actual_value, d.actual_unit) IS NOT NULL) "
        "AND (?2 = '[]' OR r.annotator IN (SELECT value FROM json_each(?2))) AND d.decided_at >= ?3 "
        f"AND {condition} ORDER BY a.id, c.start_offset, c.end_offset, r.annotator"
    )
    return Condition(sql, (verdict_names, annotators, selection.decided_since, *parameters))


# A review counts while its claim stands in the current text and is not retired.
COUNTS = "c.current = 1 AND r.standing IS NOT 'retired'"
# In the order of an index, so that nothing is sorted; or only the claims that were reviewed, which are then sorted.
_JOINED_BY_ARTICLE = (
    "articles AS a CROSS JOIN claims AS c ON c.article_id = a.id CROSS JOIN reviews AS r ON r.claim_id = c.id "
    "CROSS JOIN decisions AS d ON d.id = r.decision_id"
)
JOINED_BY_REVIEW = (
    "reviews AS r CROSS JOIN claims AS c ON c.id = r.claim_id CROSS JOIN articles AS a ON a.id = c.article_id "
    "CROSS JOIN decisions AS d ON d.id = r.decision_id"
)


def _are_most_claims_reviewed(connection: sqlite3.Connection) -> bool:
    """Whether a pass over all claims reads less than sorting the reviews would; a rough guess is good enough."""
    query = "SELECT (SELECT count(*) FROM reviews) * 4 > (SELECT max(rowid) FROM claims)"
    return bool(connection.execute(query).fetchone()[0])


def reviewed_condition(store: Store, query: Query | None) -> tuple[str, tuple[object, ...]]:
    """A query as SQL on the claim ``c`` and its decision ``d``, and the parameters."""
    if query is None or not query.clauses:
        return "1", ()
    # Kind, value and unit are those that the row's annotator holds: filters on them apply to the row, not the claim.
    claim_filters = query.without(*filters.VALUE_KEYS)
    values = filters.value_condition(query, CORRECTED)
    with store.read_access() as connection:
        claims = search.query_condition(connection, claim_filters)
    reviews = filters.review_condition(query)
    sql = (
        f"c.id IN (SELECT c.id FROM claims AS c WHERE {claims.sql}) "
        f"AND d.id IN (SELECT r.id FROM decisions AS r WHERE {reviews.sql}) AND {values.sql}"
    )
    return sql, claims.parameters + reviews.parameters + values.parameters
