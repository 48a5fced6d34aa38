"""The coincidence matrix of Krippendorff (2011), in whole numbers so that every sum is exact.

A unit with m answers adds each of its pairs of answers with the weight 1 / (m - 1). The matrix holds these weights times
``DENOMINATOR``, which every m - 1 up to ``MAX_ANSWERS - 1`` divides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from math import lcm

from annotations.agreement.answers import UnitAnswers, pattern_counts

MAX_ANSWERS = 31
DENOMINATOR = lcm(*range(1, MAX_ANSWERS))

Coincidences = Counter[tuple[Hashable, Hashable]]


def coincidences(units: Iterable[UnitAnswers]) -> Coincidences:
    """The coincidence matrix of the units, times ``DENOMINATOR``; units with fewer than two answers add nothing.

    Raises ValueError for a unit with more than ``MAX_ANSWERS`` answers.
    """
    matrix: Coincidences = Counter()
    for pattern, frequency in pattern_counts(units).items():
        if pattern.size > MAX_ANSWERS:
            raise ValueError(f"A unit has {pattern.size} answers; at most {MAX_ANSWERS} can be compared.")
        if pattern.size < 2:
            continue
        weight = frequency * DENOMINATOR // (pattern.size - 1)
        for answer, count in pattern.counts.items():
            for second_answer, second_count in pattern.counts.items():
                pairs = count * (second_count - (answer == second_answer))
                if pairs:
                    matrix[answer, second_answer] += pairs * weight
    return matrix
