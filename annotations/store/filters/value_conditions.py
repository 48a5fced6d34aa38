"""The filters on a claim's kind, unit and value as SQL, on whichever columns the caller names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache

from annotations.search.clauses import Filter, Key, Query, Value, ValueRange
from annotations.search.query import parse
from annotations.store.conditions import Condition, all_of, any_of, negated
from annotations.text import fold

VALUE_KEYS = (
    Key.KIND,
    Key.UNIT,
    Key.VALUE,
)  # in the order in which SQLite evaluates them, the cheapest first

# A loose index scan: jumps from one distinct unit to the next in the index, so that no claim is read.
_UNITS = """
    WITH RECURSIVE units (unit) AS (
        SELECT min(unit) FROM claims
        UNION ALL
        SELECT (SELECT min(claims.unit) FROM claims WHERE claims.unit > units.unit) FROM units
        WHERE units.unit IS NOT NULL
    )
    SELECT unit FROM units WHERE unit IS NOT NULL
"""
_REAL_TOLERANCE = 1e-9  # relative; far more than the rounding error of a double


def value_condition(query: Query, columns: Mapping[str, str], *, broad: bool = False) -> Condition:
    """The condition that a claim's kind, unit and value meet the filters of a query.

    ``columns`` maps ``kind``, ``value`` and ``unit`` to the SQL expressions that give them. ``broad``: the query
    runs over the whole store; units are then matched once each in a subquery, not per claim.
    """
    conditions: dict[Key, Callable[[Value], Condition]] = {
        Key.KIND: lambda value: Condition(f"{columns['kind']} = ?", (str(value),)),
        Key.VALUE: lambda value: _range_condition(value, columns["kind"], columns["value"]),
        Key.UNIT: lambda value: _unit_condition(value, columns["unit"], broad=broad),
    }
    filters = sorted(query.of(*VALUE_KEYS), key=lambda clause: VALUE_KEYS.index(clause.key))
    return all_of([filter_condition(clause, conditions[clause.key]) for clause in filters])


def filter_condition(clause: Filter, condition: Callable[[Value], Condition]) -> Condition:
    """The condition of a filter, made from the ``condition`` of each of its values: any of them, or none if negated."""
    any_value = any_of([condition(value) for value in clause.values])
    return negated(any_value) if clause.negated else any_value


def add_functions(connection: sqlite3.Connection) -> None:
    """Register the SQL functions ``soi_folded`` and ``soi_in_range`` that the conditions call."""
    connection.create_function("soi_folded", 1, _folded, deterministic=True)
    connection.create_function("soi_in_range", 2, _in_range, deterministic=True)


@lru_cache(maxsize=10_000)
def _folded(text: str | None) -> str:
    return fold(text or "").text


@lru_cache(maxsize=100_000)
def _in_range(value: str | None, range_text: str) -> bool:
    return value is not None and _parsed_range(range_text).meets(value)


@lru_cache(maxsize=100)
def _parsed_range(range_text: str) -> ValueRange:
    value = parse(f"value:{range_text}").filters[0].values[0]
    assert isinstance(value, ValueRange)
    return value


def _unit_condition(value: Value, column: str, *, broad: bool) -> Condition:
    """A unit, or a word of a counted thing: ``hộ`` matches the unit ``hộ dân``."""
    has_words = "instr(' ' || soi_folded({}) || ' ', ?) > 0"
    parameters = (f" {fold(str(value)).text} ",)
    if broad:
        return Condition(f"{column} IN ({_UNITS} AND {has_words.format('unit')})", parameters)
    return Condition(has_words.format(column), parameters)


def _range_condition(value: Value, kind: str, column: str) -> Condition:
    """The values in a range, compared exactly.

    SQLite decides by the value as a REAL. Python (``soi_in_range``) decides only near an end of the range and for
    values that are not plain decimals. CAST reads the first number of a range or list, so that of the values
    outside only a range or a list can still meet the filter.
    """
    assert isinstance(value, ValueRange)
    outside, inside = _real_bounds(value, f"CAST({column} AS REAL)")
    in_range = f"soi_in_range({column}, ?)"
    sql = (
        f"CASE WHEN {column} IS NULL OR {kind} IN ('date', 'time') THEN 0 "
        f"WHEN {outside.sql} THEN "
        f"CASE WHEN instr({column}, '..') OR instr({column}, ';') THEN {in_range} ELSE 0 END "
        f"WHEN {inside.sql} AND NOT {column} GLOB '*[^0-9.]*' AND NOT instr({column}, '..') THEN 1 "
        f"ELSE {in_range} END"
    )
    range_text = str(value)
    return Condition(sql, (*outside.parameters, range_text, *inside.parameters, range_text))


def _real_bounds(value: ValueRange, real: str) -> tuple[Condition, Condition]:
    """The conditions that a REAL lies outside, and inside, a range by more than the tolerance."""
    outside, inside = [], []
    for bound, sign in ((value.low, 1), (value.high, -1)):
        if bound is not None:
            end = float(bound)
            margin = abs(end) * _REAL_TOLERANCE + 1e-12
            beyond, within = ("<", ">") if sign > 0 else (">", "<")
            outside.append(Condition(f"{real} {beyond} ?", (end - sign * margin,)))
            inside.append(Condition(f"{real} {within} ?", (end + sign * margin,)))
    return any_of(outside), all_of(inside)
