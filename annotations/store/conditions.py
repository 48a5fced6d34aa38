"""Conditions in SQL, with the parameters for their question marks, and how they are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression and the parameters for its question marks."""

    sql: str
    parameters: tuple[object, ...] = ()


ALL = Condition("1")


def all_of(conditions: Iterable[Condition]) -> Condition:
    """That all of these hold; true where there are none."""
    return _joined(" AND ", list(conditions)) if conditions else ALL


def any_of(conditions: Iterable[Condition]) -> Condition:
    """That one of these holds."""
    return _joined(" OR ", list(conditions))


def negated(condition: Condition) -> Condition:
    """That it does not hold: what is not known, such as the outlet of an article that names none, does not."""
    return Condition(f"NOT coalesce({condition.sql}, 0)", condition.parameters)


def _joined(word: str, conditions: list[Condition]) -> Condition:
    sql = word.join(condition.sql for condition in conditions)
    return Condition(f"({sql})", tuple(one for condition in conditions for one in condition.parameters))
