"""SQL conditions with their parameters, and combining them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression and the parameters for its question marks."""

    sql: str
    parameters: tuple[object, ...] = ()


TRUE = Condition("1")


def all_of(conditions: Iterable[Condition]) -> Condition:
    """The conjunction of conditions; true for none."""
    return _joined(" AND ", list(conditions)) if conditions else TRUE


def any_of(conditions: Iterable[Condition]) -> Condition:
    """The disjunction of conditions."""
    return _joined(" OR ", list(conditions))


def negated(condition: Condition) -> Condition:
    """The negation of a condition; NULL counts as false, as for the outlet of an article that names none."""
    return Condition(f"NOT coalesce({condition.sql}, 0)", condition.parameters)


def _joined(word: str, conditions: list[Condition]) -> Condition:
    sql = word.join(condition.sql for condition in conditions)
    return Condition(f"({sql})", tuple(chain.from_iterable(condition.parameters for condition in conditions)))
