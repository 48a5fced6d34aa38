"""The answers of annotators to a question about units, such as the verdicts on claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple


class AnswerPattern:
    """Who gave which answer to a unit. Units with the same answers share one pattern, so that each is counted once.

    ``answers`` has the answer of each annotator who gave one, ``counts`` how many gave each answer.
    """

    __slots__ = ("answers", "counts", "size")

    def __init__(self, answers: Mapping[str, Hashable]) -> None:
        self.answers = answers
        self.counts: Mapping[Hashable, int] = Counter(answers.values())
        self.size = len(answers)


class UnitAnswers(NamedTuple):
    """The answers to one unit; ``group`` is what is drawn as a whole in a bootstrap (the article)."""

    unit: str
    group: str
    pattern: AnswerPattern


class AnswerCollector:
    """Makes units of answers, with one pattern for all units that were answered alike."""

    def __init__(self) -> None:
        self._patterns: dict[tuple[tuple[str, Hashable], ...], AnswerPattern] = {}
        self.units: list[UnitAnswers] = []

    def add(self, unit: str, group: str, answers: Mapping[str, Hashable]) -> None:
        """Add a unit; an annotator without an answer is left out of ``answers``."""
        key = tuple(sorted(answers.items()))
        pattern = self._patterns.get(key)
        if pattern is None:
            pattern = self._patterns[key] = AnswerPattern(dict(key))
        self.units.append(UnitAnswers(unit, group, pattern))


def pattern_counts(units: Iterable[UnitAnswers]) -> Counter[AnswerPattern]:
    """How many units have each pattern."""
    return Counter(unit.pattern for unit in units)


def categories_of(units: Iterable[UnitAnswers]) -> list[Hashable]:
    """Every answer that occurs, in a fixed order."""
    return sorted({answer for pattern in pattern_counts(units) for answer in pattern.counts}, key=str)


def annotators_of(units: Iterable[UnitAnswers]) -> list[str]:
    """Everybody who answered, by name."""
    return sorted({annotator for pattern in pattern_counts(units) for annotator in pattern.answers})


def pairs_of(annotators: Sequence[str]) -> list[tuple[str, str]]:
    """Every pair of annotators, each once."""
    return list(combinations(annotators, 2))


def confusion_matrix(
    units: Iterable[UnitAnswers], first: str, second: str
) -> Counter[tuple[Hashable, Hashable]]:
    """How often each answer of the first annotator met each answer of the second, over the units that both answered."""
    matrix: Counter[tuple[Hashable, Hashable]] = Counter()
    for pattern, frequency in pattern_counts(units).items():
        if first in pattern.answers and second in pattern.answers:
            matrix[pattern.answers[first], pattern.answers[second]] += frequency
    return matrix
