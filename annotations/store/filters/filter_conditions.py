"""The filters of a query as SQL, on ``a`` (an article) and ``c`` (a claim of it)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotations.search.clauses import DateRange, Filter, Key, Query, State, Value
from annotations.store.conditions import Condition, all_of, negated
from annotations.store.expressions import STANDS, STANDS_OF_ALL
from annotations.store.filters.corrected_readings import fill_corrected_readings
from annotations.store.filters.reviewed_claims import reread, reviewed, reviewed_in_store
from annotations.store.filters.value_conditions import (
    VALUE_KEYS,
    add_functions,
    filter_condition,
    value_condition,
)
from annotations.store.findings.stored_findings import contradicted
from annotations.store.names import name_of, nfc, signatures_of
from annotations.text import fold

ARTICLE_KEYS = (Key.OUTLET, Key.ARTICLE, Key.DATE, Key.URL, Key.METADATA)
REVIEW_KEYS = (Key.VERDICT, Key.TAG, Key.ANNOTATOR)

_EXTRACTED_COLUMNS = {"kind": "c.kind", "value": "c.value", "unit": "c.unit"}
_CORRECTED_COLUMNS = {"kind": "m.kind", "value": "m.value", "unit": "m.unit"}

# States that do not depend on who asks.
_STATES = {
    State.DISPUTED: "(c.current AND c.id IN (SELECT claim FROM disputed_claims))",
    State.SETTLED: "c.id IN (SELECT claim FROM settled_claims)",
    State.ORPHAN: "c.id IN (SELECT claim FROM orphans)",
}
# Assignments of whole articles, and of claims.
_ASSIGNED = "(c.article_id IN (SELECT article FROM assigned WHERE claim = ''{of}) OR c.id IN (SELECT claim FROM assigned{whose}))"

_NAMED = f"SELECT {name_of('known.name')} AS name FROM annotators AS known WHERE soi_folded(known.name) = ?"
_REVIEWED_BY = f"""r.annotator IN (
    WITH named AS ({_NAMED})
    SELECT name FROM named UNION ALL SELECT signed FROM signatures WHERE name IN (SELECT name FROM named)
)"""


def prepare_connection(connection: sqlite3.Connection, annotator: str | None) -> bool:
    """Register the functions and fill the temporary table that claim conditions use; True if there are corrections.

    The corrections of ``annotator`` apply, None applies everybody's. Call it again once the store has changed.
    """
    add_functions(connection)
    return fill_corrected_readings(connection, annotator)


def article_condition(query: Query) -> Condition:
    """The filters on articles: outlet, article and date."""
    return all_of([filter_condition(clause, _ARTICLE[clause.key]) for clause in query.of(*ARTICLE_KEYS)])


def claim_condition(query: Query, annotator: str | None = None, *, broad: bool = False) -> Condition | None:
    """The filters on claims, or None if the query has none; the connection must be prepared.

    ``is:unreviewed`` and ``is:reviewed`` concern the verdict of ``annotator`` (None: of anybody) unless a ``by:``
    filter names others. ``broad``: the query runs over the whole store; conditions that few claims meet are
    resolved once in a subquery, not per claim.
    """
    if all(clause.key in ARTICLE_KEYS for clause in query.filters):
        return None
    conditions = [standing_condition(query, broad=broad)]
    conditions += [
        filter_condition(clause, lambda role: Condition("c.role = ?", (str(role),)))
        for clause in query.of(Key.ROLE)
    ]
    if query.of(*VALUE_KEYS):
        conditions.append(_corrected_value_condition(query, broad=broad))
    reviews = _reviews_of(query, annotator, broad=broad)
    conditions += _review_conditions(query, reviews)
    conditions += [
        filter_condition(clause, lambda state: _state_condition(str(state), reviews))
        for clause in query.of(Key.IS)
    ]
    return all_of(conditions)


def standing_condition(query: Query, *, broad: bool = False) -> Condition:
    """The numbers that a query is about: claims of current texts, unless its filters name a role or orphans."""
    if any(State.ORPHAN in clause.values and not clause.negated for clause in query.of(Key.IS)):
        return Condition("1")
    stands = STANDS_OF_ALL if broad else STANDS
    return Condition("c.current" if query.of(Key.ROLE) else f"(c.current AND {stands})")


def review_condition(query: Query) -> Condition:
    """The filters on reviews that are not negated, on the decision ``r`` of a single review."""
    return all_of([_review_filter(clause) for clause in query.of(*REVIEW_KEYS) if not clause.negated])


@dataclass(frozen=True, slots=True)
class _Reviews:
    """Which reviews the filters on a claim's state concern.

    ``asking`` is the annotator who asks, if any. ``reviewed`` makes the condition that a review exists. ``named_annotators`` are the
    conditions of the ``by:`` filters; ``verdict_annotators`` are the same, or the asking annotator's if the query has
    no ``by:``. ``readers`` are the folded names of the annotators whose corrections count for findings.
    """

    asking: str | None
    reviewed: Callable[[Sequence[Condition]], Condition]
    named_annotators: list[Condition]
    verdict_annotators: list[Condition]
    readers: list[str]


def _reviews_of(query: Query, annotator: str | None, *, broad: bool) -> _Reviews:
    by_clauses = [clause for clause in query.of(Key.ANNOTATOR) if not clause.negated]
    named_annotators = [_review_filter(clause) for clause in by_clauses]
    verdict_annotators = named_annotators
    readers = [fold(str(value)).text for clause in by_clauses for value in clause.values]
    if annotator is not None:
        verdict_annotators = named_annotators or [
            Condition(f"r.annotator IN {signatures_of('?')}", (annotator, annotator))
        ]
        readers = readers or [fold(annotator).text]
    review_exists = reviewed_in_store if broad else reviewed
    return _Reviews(annotator, review_exists, named_annotators, verdict_annotators, readers)


def _review_conditions(query: Query, reviews: _Reviews) -> list[Condition]:
    """One review meets all positive filters; for each negated filter the annotators named have no such review."""
    positive = [_review_filter(clause) for clause in query.of(*REVIEW_KEYS) if not clause.negated]
    conditions = [reviews.reviewed(positive)] if positive else []
    for clause in query.of(*REVIEW_KEYS):
        if clause.negated:
            excluded = _review_filter(Filter(clause.key, clause.values))
            conditions.append(negated(reviews.reviewed([excluded, *reviews.named_annotators])))
    return conditions


def _corrected_value_condition(query: Query, *, broad: bool) -> Condition:
    """The filters on kind, unit and value: on the corrected ones of a corrected claim, else on the extracted ones."""
    extracted = value_condition(query, _EXTRACTED_COLUMNS, broad=broad)
    corrected = value_condition(query, _CORRECTED_COLUMNS)
    numbers = f"SELECT m.number FROM temp.corrected_readings AS m WHERE {corrected.sql}"
    # The + keeps SQLite from looking up each claim by its rowid: it scans the index over all claims once.
    matches = f"+c.rowid IN ({numbers})" if broad else f"EXISTS ({numbers} AND m.number = c.rowid)"
    # The extracted columns first: they exclude most claims without a look at temp.corrected_readings.
    sql = f"(({extracted.sql} AND c.rowid NOT IN (SELECT number FROM temp.corrected_readings)) OR {matches})"
    return Condition(sql, extracted.parameters + corrected.parameters)


def _contains(column: str) -> Callable[[Value], Condition]:
    return lambda value: Condition(f"instr(soi_folded({column}), ?) > 0", (fold(str(value)).text,))


def _published(value: Value) -> Condition:
    assert isinstance(value, DateRange)
    ends = [("substr(a.published, 1, 10) >= ?", value.first), ("substr(a.published, 1, 10) <= ?", value.last)]
    return all_of([Condition(sql, (day.isoformat(),)) for sql, day in ends if day])


def _has_metadata(value: Value) -> Condition:
    """``column=part``: the article has this in the column of that name; ``column`` alone: it has anything there."""
    name, sign, part = str(value).partition("=")
    holds = "instr(soi_folded(m.value), ?) > 0" if sign else "m.value <> ''"
    parameters = (fold(name.strip()).text, fold(part.strip()).text) if sign else (fold(name).text,)
    return Condition(
        f"(a.metadata <> '{{}}' AND EXISTS (SELECT 1 FROM json_each(a.metadata) AS m "
        f"WHERE soi_folded(m.key) = ? AND {holds}))",
        parameters,
    )


def _tagged(value: Value) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM json_each(r.tags) AS t WHERE soi_folded(t.value) = ?)",
        (fold(str(value)).text,),
    )


def _reviewed_by(value: Value) -> Condition:
    """R is a review or its decision: the one has the annotator's name, the other any signature of theirs."""
    return Condition(_REVIEWED_BY, (fold(str(value)).text,))


_ARTICLE: dict[Key, Callable[[Value], Condition]] = {
    Key.OUTLET: _contains("a.outlet"),
    Key.ARTICLE: _contains("a.id"),
    Key.DATE: _published,
    Key.URL: _contains("a.url"),
    Key.METADATA: _has_metadata,
}
_REVIEW: dict[Key, Callable[[Value], Condition]] = {
    Key.VERDICT: lambda value: Condition("r.verdict = ?", (str(value),)),
    Key.TAG: _tagged,
    Key.ANNOTATOR: _reviewed_by,
}


def _review_filter(clause: Filter) -> Condition:
    return filter_condition(clause, _REVIEW[clause.key])


def _state_condition(state: str, reviews: _Reviews) -> Condition:
    """The condition of one value of an ``is:`` filter."""
    has_verdict = Condition("r.verdict IS NOT NULL")
    if state == State.REVIEWED:
        return reviews.reviewed([has_verdict, *reviews.verdict_annotators])
    if state == State.UNREVIEWED:
        return negated(reviews.reviewed([has_verdict, *reviews.verdict_annotators]))
    if state == State.NOTED:
        return reviews.reviewed([Condition("r.note <> ''"), *reviews.named_annotators])
    if state == State.CORRECTED:
        corrected = "coalesce(r.corrected_value, r.corrected_unit, r.corrected_kind) IS NOT NULL"
        return reviews.reviewed([Condition(corrected), *reviews.named_annotators])
    if state == State.MINE:
        return _assigned_to(reviews.asking)
    if state == State.FINDING:
        return Condition(f"c.id IN ({contradicted(len(reviews.readers))})", tuple(reviews.readers))
    if state == State.REREAD:
        return reread(reviews.verdict_annotators)
    if state == State.ADDED:
        return reviews.reviewed([Condition("r.standing = 'added'"), *reviews.named_annotators])
    return Condition(_STATES[State(state)])


def _assigned_to(annotator: str | None) -> Condition:
    """The claim is assigned to an annotator, itself or with its article; None: to anybody."""
    if annotator is None:
        return Condition(_ASSIGNED.format(of="", whose=""))
    name, is_theirs = nfc(annotator).strip(), f"annotator = {name_of('?')}"
    condition = _ASSIGNED.format(of=f" AND {is_theirs}", whose=f" WHERE {is_theirs}")
    return Condition(condition, (name,) * condition.count("?"))
