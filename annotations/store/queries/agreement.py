"""The agreement of a store's annotators: on verdicts, values, confidence, tags and spans, and with the extractor."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.agreement.answers import AnswerCollector, UnitAnswers
from annotations.agreement.report import QuestionAgreement, question_agreement
from annotations.agreement.spans import Span, SpanAgreement, mean_span_agreement, span_agreement
from annotations.model import Confidence
from annotations.search import Query, parse
from annotations.store.names import nfc
from annotations.store.queries.reviews import COUNTS, JOINED_BY_REVIEW, reviewed_condition

if TYPE_CHECKING:
    import sqlite3

    from annotations.store.store import Store

VERDICT, VALUE, CONFIDENCE = "verdict", "value", "confidence"


class PairSpans(NamedTuple):
    """The F1 of the spans that two annotators added, moved or retired."""

    first: str
    second: str
    agreement: SpanAgreement


class CorrectionRate(NamedTuple):
    """How often annotators corrected the extractor's claims of a kind: the kind itself, the value, the unit, or any."""

    kind: str
    reviews: int
    corrected: int
    kinds: int
    values: int
    units: int


class Agreement(NamedTuple):
    """The agreement of a store: ``questions`` are verdict, value, confidence and ``#TAG`` for each tag.

    ``groups`` are the agreement on verdicts in each group that was asked for. ``spans`` is the mean of all pairs.
    """

    questions: tuple[QuestionAgreement, ...]
    groups: tuple[QuestionAgreement, ...]
    spans: SpanAgreement
    span_pairs: tuple[PairSpans, ...]
    corrections: tuple[CorrectionRate, ...]


class AnsweredClaim(NamedTuple):
    """A claim and the rows of its reviews that have a verdict."""

    claim: str
    article: str
    kind: str
    rows: list[sqlite3.Row]


_GROUPS: dict[str, Callable[[AnsweredClaim], str]] = {
    "kind": lambda claim: claim.kind,
    "article": lambda claim: claim.article,
}
GROUPINGS = (*_GROUPS, "tag", "annotator")


def measure_agreement(store: Store, query: str | Query = "", *, grouping: str | None = None) -> Agreement:
    """The agreement of everybody who gave a verdict on the claims that match a query.

    ``grouping`` is ``kind`` or ``article`` for the agreement on verdicts in each of them; ``tag`` and ``annotator`` are in every
    agreement, as questions and as pairs. A unit is a claim; an annotator without a verdict on it has not answered.
    Raises QueryError for a query that cannot be parsed.
    """
    parsed = query if isinstance(query, Query) else parse(f"{query} ")
    collectors: dict[str, AnswerCollector] = defaultdict(AnswerCollector)
    groups: dict[str, AnswerCollector] = defaultdict(AnswerCollector)
    corrections = _CorrectionCounter()
    tags = _tags_in_use(store)
    for claim in answered_claims(store, parsed):
        corrections.add(claim)
        for question, answers in _answers(claim, tags).items():
            collectors[question].add(claim.claim, claim.article, answers)
        if grouping in _GROUPS:
            verdicts = {row["annotator"]: row["verdict"] for row in claim.rows}
            groups[_GROUPS[grouping](claim)].add(claim.claim, claim.article, verdicts)
    spans = _changed_spans(store)
    return Agreement(
        tuple(
            _question(name, collectors[name].units) for name in (VERDICT, VALUE, CONFIDENCE, *map(_tag, tags))
        ),
        tuple(question_agreement(name, groups[name].units) for name in sorted(groups)),
        mean_span_agreement(spans),
        tuple(
            PairSpans(first, second, span_agreement(spans[first], spans[second]))
            for first, second in combinations(sorted(spans), 2)
        ),
        corrections.rates(),
    )


def answered_claims(store: Store, query: Query) -> Iterator[AnsweredClaim]:
    """The claims with a verdict that match a query, by article and position, each with its reviews by annotator."""
    condition, parameters = reviewed_condition(store, query)
    sql = (
        "SELECT c.id, c.article_id, c.kind, c.value, c.unit, r.annotator, d.verdict, d.confidence, d.tags, "
        f"d.corrected_kind, d.corrected_value, d.corrected_unit FROM {JOINED_BY_REVIEW} "
        f"WHERE {COUNTS} AND d.verdict IS NOT NULL AND {condition} "
        "ORDER BY c.article_id, c.start_offset, c.end_offset, c.id, r.annotator"
    )
    with store.read_access() as connection:
        for claim, group in groupby(connection.execute(sql, parameters), key=lambda row: row["id"]):
            rows = list(group)
            yield AnsweredClaim(claim, rows[0]["article_id"], rows[0]["kind"] or "", rows)


def _answers(claim: AnsweredClaim, tags: Sequence[str]) -> dict[str, dict[str, Hashable]]:
    """The answers to each question, by annotator."""
    answers: dict[str, dict[str, Hashable]] = {
        VERDICT: {row["annotator"]: row["verdict"] for row in claim.rows},
        VALUE: {row["annotator"]: _corrected(row) for row in claim.rows},
        CONFIDENCE: {row["annotator"]: row["confidence"] for row in claim.rows if row["confidence"]},
    }
    if len(claim.rows) > 1:
        tags_by_annotator = {row["annotator"]: _tags_of(row) for row in claim.rows}
        for tag in tags:
            answers[_tag(tag)] = {annotator: tag in names for annotator, names in tags_by_annotator.items()}
    return answers


def _question(name: str, units: Sequence[UnitAnswers]) -> QuestionAgreement:
    return question_agreement(name, units, list(Confidence) if name == CONFIDENCE else None)


def _tag(name: str) -> str:
    return f"#{name}"


def _tags_of(row: sqlite3.Row) -> frozenset[str]:
    return frozenset(map(nfc, json.loads(row["tags"]))) if row["tags"] != "[]" else frozenset()


def _tags_in_use(store: Store) -> list[str]:
    with store.read_access() as connection:
        query = (
            f"SELECT DISTINCT tag.value FROM {JOINED_BY_REVIEW}, json_each(d.tags) AS tag "
            f"WHERE {COUNTS} AND d.tags <> '[]'"
        )
        return sorted({nfc(row[0]) for row in connection.execute(query)})


def _corrected(row: sqlite3.Row) -> Hashable:
    """The kind, value and unit that an annotator holds."""
    return tuple(
        row[name] if row[f"corrected_{name}"] is None else row[f"corrected_{name}"] or None
        for name in ("kind", "value", "unit")
    )


class _CorrectionCounter:
    """Counts how often each part of a claim was corrected, by the extractor's kind."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * 5)

    def add(self, claim: AnsweredClaim) -> None:
        counts = self._counts[claim.kind]
        for row in claim.rows:
            parts = [row[f"corrected_{name}"] is not None for name in ("kind", "value", "unit")]
            for index, is_counted in enumerate((True, any(parts), *parts)):
                counts[index] += is_counted

    def rates(self) -> tuple[CorrectionRate, ...]:
        return tuple(CorrectionRate(kind, *counts) for kind, counts in sorted(self._counts.items()))


def _changed_spans(store: Store) -> dict[str, set[Span]]:
    """The spans that each annotator added, moved or retired in current texts."""
    query = (
        "SELECT claims.article_id, claims.start_offset + reviews.start_shift AS start, "
        "claims.end_offset + reviews.end_shift AS finish, reviews.annotator, reviews.standing, "
        "coalesce(decisions.corrected_kind, claims.kind, '') AS kind "
        "FROM reviews JOIN claims ON claims.id = reviews.claim_id "
        "JOIN decisions ON decisions.id = reviews.decision_id WHERE claims.current = 1 "
        "AND (reviews.standing IS NOT NULL OR reviews.start_shift <> 0 OR reviews.end_shift <> 0)"
    )
    spans: dict[str, set[Span]] = defaultdict(set)
    with store.read_access() as connection:
        row: Any
        for row in connection.execute(query):
            change = row["standing"] or "moved"
            span = Span(row["article_id"], row["start"], row["finish"], f"{change} {row['kind']}")
            spans[row["annotator"]].add(span)
    return dict(spans)
