"""Measures of agreement: percentage, Krippendorff's alpha, Cohen's and Fleiss' kappa, Gwet's AC1.

A measure is None where it is not defined: nobody answered the same unit, or all answers are the same, so that chance
cannot be told from agreement. Sources: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); Cohen (1960);
Fleiss (1971); Gwet, Handbook of Inter-Rater Reliability (2014).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction

from annotations.agreement.answers import UnitAnswers, pattern_counts
from annotations.agreement.coincidences import DENOMINATOR, Coincidences, coincidences

Distance = Callable[[Hashable, Hashable, Counter[Hashable]], Fraction]


def percent_agreement(units: Iterable[UnitAnswers]) -> float | None:
    """The share of pairs of answers to the same unit that are equal, between 0 and 1."""
    equal = pairs = 0
    for pattern, frequency in pattern_counts(units).items():
        equal += frequency * sum(count * (count - 1) for count in pattern.counts.values())
        pairs += frequency * pattern.size * (pattern.size - 1)
    return equal / pairs if pairs else None


def commonest_share(units: Iterable[UnitAnswers]) -> float | None:
    """The share of the commonest answer among all answers: high agreement on one answer says little."""
    counts: Counter[Hashable] = Counter()
    for pattern, frequency in pattern_counts(units).items():
        counts.update({answer: frequency * count for answer, count in pattern.counts.items()})
    return max(counts.values()) / counts.total() if counts else None


def krippendorff_alpha(units: Iterable[UnitAnswers], order: Sequence[Hashable] | None = None) -> float | None:
    """Krippendorff's alpha, nominal; with ``order``, the answers from the least to the greatest, ordinal."""
    return alpha_of(coincidences(units), order)


def alpha_of(matrix: Coincidences, order: Sequence[Hashable] | None = None) -> float | None:
    """Krippendorff's alpha of a coincidence matrix times ``DENOMINATOR``."""
    marginals: Counter[Hashable] = Counter()
    for (answer, _second), weight in matrix.items():
        marginals[answer] += weight
    total = Fraction(marginals.total(), DENOMINATOR)
    distance = _nominal if order is None else _ordinal(order)
    observed = sum(
        (Fraction(weight, DENOMINATOR) * distance(first, second, marginals) for (first, second), weight in matrix.items()),
        Fraction(),
    )  # fmt: skip
    expected = sum(
        (
            Fraction(marginals[first], DENOMINATOR)
            * Fraction(marginals[second], DENOMINATOR)
            * distance(first, second, marginals)
            for first in marginals
            for second in marginals
        ),
        Fraction(),
    )
    if not expected:
        return None
    return float(1 - (total - 1) * observed / expected)


def _nominal(first: Hashable, second: Hashable, _marginals: Counter[Hashable]) -> Fraction:
    return Fraction(first != second)


def _ordinal(order: Sequence[Hashable]) -> Distance:
    """The squared distance of two ranks: the answers between them, and half of those at either end."""
    rank = {answer: index for index, answer in enumerate(order)}

    def distance(first: Hashable, second: Hashable, marginals: Counter[Hashable]) -> Fraction:
        low, high = sorted((rank[first], rank[second]))
        from_low_to_high = sum(marginals[answer] for answer in order[low : high + 1])
        half_ends = Fraction(marginals[order[low]] + marginals[order[high]], 2)
        return ((from_low_to_high - half_ends) / DENOMINATOR) ** 2

    return distance


def cohen_kappa(matrix: Counter[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two annotators, from the confusion matrix of the units that both answered."""
    size = matrix.total()
    if not size:
        return None
    first_counts: Counter[Hashable] = Counter()
    second_counts: Counter[Hashable] = Counter()
    for (first, second), count in matrix.items():
        first_counts[first] += count
        second_counts[second] += count
    observed = Fraction(sum(count for (first, second), count in matrix.items() if first == second), size)
    expected = Fraction(sum(first_counts[answer] * second_counts[answer] for answer in first_counts), size**2)
    return float((observed - expected) / (1 - expected)) if expected != 1 else None


def fleiss_kappa(units: Iterable[UnitAnswers]) -> float | None:
    """Fleiss' kappa of a panel; None too where the units have different numbers of answers."""
    patterns = pattern_counts(units)
    sizes = {pattern.size for pattern in patterns}
    if len(sizes) != 1 or (size := sizes.pop()) < 2:
        return None
    totals: Counter[Hashable] = Counter()
    agreeing_pairs = 0
    for pattern, frequency in patterns.items():
        totals.update({answer: frequency * count for answer, count in pattern.counts.items()})
        agreeing_pairs += frequency * sum(count * (count - 1) for count in pattern.counts.values())
    observed = Fraction(agreeing_pairs, patterns.total() * size * (size - 1))
    expected = Fraction(sum(count**2 for count in totals.values()), (patterns.total() * size) ** 2)
    return float((observed - expected) / (1 - expected)) if expected != 1 else None


def gwet_ac1(units: Iterable[UnitAnswers]) -> float | None:
    """Gwet's AC1, which stays meaningful where nearly all answers are the same."""
    patterns = Counter({pattern: count for pattern, count in pattern_counts(units).items() if pattern.size})
    shares: dict[Hashable, Fraction] = {}
    observed, compared = Fraction(), 0
    for pattern, frequency in patterns.items():
        for answer, count in pattern.counts.items():
            share = Fraction(frequency * count, pattern.size * patterns.total())
            shares[answer] = shares.get(answer, Fraction()) + share
        if pattern.size > 1:
            compared += frequency
            equal = sum(count * (count - 1) for count in pattern.counts.values())
            observed += Fraction(frequency * equal, pattern.size * (pattern.size - 1))
    if not compared or len(shares) < 2:
        return None
    expected = sum((share * (1 - share) for share in shares.values()), Fraction()) / (len(shares) - 1)
    return float((observed / compared - expected) / (1 - expected)) if expected != 1 else None
