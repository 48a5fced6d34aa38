"""What a query asks of a reading, its kind, value and unit, as SQL on whatever columns say it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache

from annotations.search.clauses import Filter, Key, Query, Value, ValueRange
from annotations.search.query import parse
from annotations.store.conditions import Condition, all_of, any_of, negated
from annotations.text import fold

OF_READINGS = (Key.KIND, Key.UNIT, Key.VALUE)

# Every unit there is, from one to the next in their index, of which there are few beside the claims.
_UNITS = """
    WITH RECURSIVE units (unit) AS (
        SELECT min(unit) FROM claims
        UNION ALL
        SELECT (SELECT min(claims.unit) FROM claims WHERE claims.unit > units.unit) FROM units
        WHERE units.unit IS NOT NULL
    )
    SELECT unit FROM units WHERE unit IS NOT NULL
"""


def reading_condition(query: Query, columns: Mapping[str, str], *, broad: bool = False) -> Condition:
    """What a query asks of a reading; ``columns`` are the expressions for its kind, value and unit.

    ``broad`` is set where all claims of a store are asked: then units are looked at, and not each claim's.
    """
    made: dict[Key, Callable[[Value], Condition]] = {
        Key.KIND: lambda value: Condition(f"{columns['kind']} = ?", (str(value),)),
        Key.VALUE: lambda value: _value(value, columns["kind"], columns["value"]),
        Key.UNIT: lambda value: _unit(value, columns["unit"], broad=broad),
    }
    # What is quickest to tell comes first.
    asked = sorted(query.of(*OF_READINGS), key=lambda found: OF_READINGS.index(found.key))
    return all_of([filtered(found, made[found.key]) for found in asked])


def filtered(found: Filter, condition: Callable[[Value], Condition]) -> Condition:
    """That one of a filter's values does, or where it is turned round, that none does."""
    any_value = any_of([condition(value) for value in found.values])
    return negated(any_value) if found.negated else any_value


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


def _unit(value: Value, column: str, *, broad: bool) -> Condition:
    """A unit, or a word of what is counted: ``hộ`` is in ``hộ dân``."""
    asked = "instr(' ' || soi_folded({}) || ' ', ?) > 0"
    wanted = (f" {fold(str(value)).text} ",)
    if broad:
        return Condition(f"{column} IN ({_UNITS} AND {asked.format('unit')})", wanted)
    return Condition(asked.format(column), wanted)


_REAL_IS_OFF_BY = 1e-9  # of a value, at most; a double is much nearer


def _value(value: Value, kind: str, column: str) -> Condition:
    """The exact values, asked of Python only where they lie too near to an end, or are no plain decimal.

    A REAL is read from what comes first in a value: beyond the ends only a range or a list may yet reach them.
    """
    assert isinstance(value, ValueRange)
    real = f"CAST({column} AS REAL)"
    beyond, inside = [], []
    for end, sign in ((value.low, 1), (value.high, -1)):
        if end is not None:
            at = float(end)
            margin = abs(at) * _REAL_IS_OFF_BY + 1e-12
            out_of, within = ("<", ">") if sign > 0 else (">", "<")
            beyond.append(Condition(f"{real} {out_of} ?", (at - sign * margin,)))
            inside.append(Condition(f"{real} {within} ?", (at + sign * margin,)))
    outside, well_inside = any_of(beyond), all_of(inside)
    among = f"soi_among({column}, ?)"
    sql = (
        f"CASE WHEN {column} IS NULL OR {kind} IN ('date', 'time') THEN 0 "
        f"WHEN {outside.sql} THEN "
        f"CASE WHEN instr({column}, '..') OR instr({column}, ';') THEN {among} ELSE 0 END "
        f"WHEN {well_inside.sql} AND NOT {column} GLOB '*[^0-9.]*' AND NOT instr({column}, '..') THEN 1 "
        f"ELSE {among} END"
    )
    written = str(value)
    return Condition(sql, (*outside.parameters, written, *well_inside.parameters, written))
