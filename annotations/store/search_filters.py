"""The filters of a query as SQL, on ``a`` (an article) and ``c`` (a claim of it)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from annotations.search.clauses import DateRange, Filter, Key, Query, State, Value, ValueRange
from annotations.search.query import parse
from annotations.store.findings import contradicted
from annotations.store.reviews import STANDS
from annotations.text import fold

OF_ARTICLES = (Key.OUTLET, Key.ARTICLE, Key.DATE)
OF_REVIEWS = (Key.VERDICT, Key.TAG, Key.BY)


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression and the parameters for its question marks."""

    sql: str
    parameters: tuple[object, ...] = ()


def article_condition(query: Query) -> Condition:
    """What a query asks of articles."""
    return _all([_filter(found, _ARTICLE[found.key]) for found in query.of(*OF_ARTICLES)])


def claim_condition(query: Query, annotator: str | None = None) -> Condition | None:
    """What a query asks of claims, or None where it asks nothing of them.

    ``annotator`` is whose verdict ``is:unreviewed`` and ``is:reviewed`` are about where no ``by:`` says so;
    None is anybody's.
    """
    asked = [found for found in query.filters if found.key not in OF_ARTICLES]
    if not asked:
        return None
    conditions = [standing_condition(query)]
    conditions += [_filter(found, _CLAIM[found.key]) for found in asked if found.key in _CLAIM]
    states = query.of(Key.IS)
    by = [found for found in query.of(Key.BY) if not found.negated]
    said = list(query.of(*OF_REVIEWS))
    positive = [_filter(found, _REVIEW[found.key]) for found in said if not found.negated]
    if positive:
        conditions.append(_reviewed(positive))
    people = [_filter(found, _REVIEW[Key.BY]) for found in by]
    for found in said:
        if found.negated:
            turned = Filter(found.key, found.values)
            conditions.append(_not(_reviewed([_filter(turned, _REVIEW[found.key]), *people])))
    mine = people or ([Condition("r.annotator = ?", (annotator,))] if annotator is not None else [])
    readers = [fold(str(value)).text for found in by for value in found.values]
    if annotator is not None and not readers:
        readers = [fold(annotator).text]
    conditions += [
        _filter(found, lambda value: _state(str(value), people, mine, readers)) for found in states
    ]
    return _all(conditions)


def standing_condition(query: Query) -> Condition:
    """Which numbers a query is about at all: the claims of current texts, unless it asks for others."""
    if any(State.ORPHAN in found.values and not found.negated for found in query.of(Key.IS)):
        return Condition("1")
    return Condition("c.current" if query.of(Key.ROLE) else f"(c.current AND {STANDS})")


def review_condition(query: Query) -> Condition:
    """What a query asks of the one review, held by the decision ``r``, that a row tells of a claim."""
    said = [found for found in query.of(*OF_REVIEWS) if not found.negated]
    return _all([_filter(found, _REVIEW[found.key]) for found in said])


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the conditions call."""
    connection.create_function("soi_folded", 1, _folded, deterministic=True)
    connection.create_function("soi_among", 2, _among, deterministic=True)


@lru_cache(maxsize=10_000)
def _folded(text: str | None) -> str:
    return fold(text or "").text


@lru_cache(maxsize=100_000)
def _among(value: str | None, written: str) -> bool:
    return value is not None and _range(written).meets(value)


@lru_cache(maxsize=100)
def _range(written: str) -> ValueRange:
    found = parse(f"value:{written}").filters[0].values[0]
    assert isinstance(found, ValueRange)
    return found


def _holds(column: str) -> Callable[[Value], Condition]:
    return lambda value: Condition(f"instr(soi_folded({column}), ?) > 0", (fold(str(value)).text,))


def _is(column: str) -> Callable[[Value], Condition]:
    return lambda value: Condition(f"{column} = ?", (str(value),))


def _unit(value: Value) -> Condition:
    """A unit, or a word of what is counted: ``hộ`` is in ``hộ dân``."""
    return Condition("instr(' ' || soi_folded(c.unit) || ' ', ?) > 0", (f" {fold(str(value)).text} ",))


# A decimal, and no range, list or time: what SQLite's REAL comes near to.
_DECIMAL = "NOT (ltrim(c.value, '-') GLOB '*[^0-9.]*' OR c.value GLOB '*.*.*')"
_REAL_IS_OFF_BY = 1e-9  # of a value, at most; a double is much nearer


def _value(value: Value) -> Condition:
    """The exact values, asked of Python only where they lie too near to an end, or are no plain decimal."""
    assert isinstance(value, ValueRange)
    cases, parameters = (
        [f"WHEN c.kind IN ('date', 'time') OR c.value IS NULL THEN 0 WHEN {_DECIMAL} THEN CASE"],
        [],
    )
    real = "CAST(c.value AS REAL)"
    inside = []
    for end, sign in ((value.low, 1), (value.high, -1)):
        if end is not None:
            at = float(end)
            margin = abs(at) * _REAL_IS_OFF_BY + 1e-12
            beyond, within = ("<", ">") if sign > 0 else (">", "<")
            cases.append(f"WHEN {real} {beyond} ? THEN 0")
            parameters.append(at - sign * margin)
            inside.append((f"{real} {within} ?", at + sign * margin))
    cases.append(f"WHEN {' AND '.join(sql for sql, _ in inside)} THEN 1")
    cases.append("ELSE soi_among(c.value, ?) END ELSE soi_among(c.value, ?) END")
    written = str(value)
    return Condition(
        f"CASE {' '.join(cases)}", (*parameters, *(limit for _, limit in inside), written, written)
    )


def _published(value: Value) -> Condition:
    assert isinstance(value, DateRange)
    ends = [("substr(a.published, 1, 10) >= ?", value.first), ("substr(a.published, 1, 10) <= ?", value.last)]
    return _all([Condition(sql, (day.isoformat(),)) for sql, day in ends if day])


def _tagged(value: Value) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM json_each(r.tags) AS t WHERE soi_folded(t.value) = ?)",
        (fold(str(value)).text,),
    )


_ARTICLE: dict[Key, Callable[[Value], Condition]] = {
    Key.OUTLET: _holds("a.outlet"),
    Key.ARTICLE: _holds("a.id"),
    Key.DATE: _published,
}
_CLAIM: dict[Key, Callable[[Value], Condition]] = {
    Key.KIND: _is("c.kind"),
    Key.ROLE: _is("c.role"),
    Key.VALUE: _value,
    Key.UNIT: _unit,
}
_REVIEW: dict[Key, Callable[[Value], Condition]] = {
    Key.VERDICT: _is("r.verdict"),
    Key.TAG: _tagged,
    Key.BY: lambda value: Condition("soi_folded(r.annotator) = ?", (fold(str(value)).text,)),
}


def _state(state: str, people: list[Condition], mine: list[Condition], readers: list[str]) -> Condition:
    decided = Condition("r.verdict IS NOT NULL")
    if state == State.REVIEWED:
        return _reviewed([decided, *mine])
    if state == State.UNREVIEWED:
        return _not(_reviewed([decided, *mine]))
    if state == State.NOTED:
        return _reviewed([Condition("r.note <> ''"), *people])
    if state == State.CORRECTED:
        corrected = "coalesce(r.corrected_value, r.corrected_unit, r.corrected_kind) IS NOT NULL"
        return _reviewed([Condition(corrected), *people])
    if state == State.DISPUTED:
        return Condition("c.id IN (SELECT claim_id FROM disputed_claims)")
    if state == State.FINDING:
        return Condition(f"c.id IN ({contradicted(len(readers))})", tuple(readers))
    if state == State.ADDED:
        return _reviewed([Condition("r.standing = 'added'"), *people])
    return Condition("c.id IN (SELECT claim_id FROM orphans)")


def _reviewed(conditions: list[Condition]) -> Condition:
    """That there is a review of the claim, held by the decision ``r``, of which all of these hold."""
    held = _all(conditions)
    sql = (
        "EXISTS (SELECT 1 FROM reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id "  # noqa: S608
        f"WHERE reviews.claim_id = c.id AND reviews.standing IS NOT 'retired' AND {held.sql})"
    )
    return Condition(sql, held.parameters)


def _filter(found: Filter, condition: Callable[[Value], Condition]) -> Condition:
    any_of = _joined(" OR ", [condition(value) for value in found.values])
    return _not(any_of) if found.negated else any_of


def _all(conditions: list[Condition]) -> Condition:
    return _joined(" AND ", conditions) if conditions else Condition("1")


def _not(condition: Condition) -> Condition:
    # What is not known, such as the outlet of an article that names none, is not among the values.
    return Condition(f"NOT coalesce({condition.sql}, 0)", condition.parameters)


def _joined(word: str, conditions: list[Condition]) -> Condition:
    sql = word.join(condition.sql for condition in conditions)
    return Condition(f"({sql})", tuple(one for condition in conditions for one in condition.parameters))
