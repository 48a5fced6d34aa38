"""The bootstrap interval of Krippendorff's alpha: articles are drawn with replacement, since claims of one depend on each other."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from annotations.agreement.answers import UnitAnswers, categories_of
from annotations.agreement.coincidences import Coincidences, coincidences
from annotations.agreement.measures import alpha_of

DRAWS = 1000
SEED = 20260101
_TAIL = 0.025  # of the draws, on each side of a 95 % interval


class Interval(NamedTuple):
    """The bounds between which 95 % of the draws fall."""

    low: float
    high: float


def alpha_interval(
    units: Sequence[UnitAnswers],
    order: Sequence[Hashable] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Interval | None:
    """The 95 % interval of Krippendorff's alpha, by groups of units; the same for the same units and seed.

    None with fewer than two groups, and where half of the draws or more have no alpha.
    """
    groups: dict[str, list[UnitAnswers]] = defaultdict(list)
    for unit in units:
        if unit.pattern.size > 1:
            groups[unit.group].append(unit)
    if len(groups) < 2:
        return None
    matrices = [coincidences(groups[name]) for name in sorted(groups)]
    cells = [(first, second) for first in categories_of(units) for second in categories_of(units)]
    sums = _sums_of_draws(matrices, cells, draws, random.Random(seed))
    alphas = sorted(alpha for matrix in sums if (alpha := alpha_of(matrix, order)) is not None)
    if 2 * len(alphas) <= draws:
        return None
    last = len(alphas) - 1
    return Interval(alphas[round(_TAIL * last)], alphas[round((1 - _TAIL) * last)])


def _sums_of_draws(
    matrices: Sequence[Coincidences],
    cells: Sequence[tuple[Hashable, Hashable]],
    draws: int,
    generator: random.Random,
) -> list[Coincidences]:
    """The sum of as many drawn matrices as there are, for each draw.

    A matrix is packed into one integer with a field for each cell, wide enough for any sum: adding integers is as
    quick as adding numbers gets in Python.
    """
    largest_sum = len(matrices) * max(matrix.total() for matrix in matrices)
    width = largest_sum.bit_length() + 1
    packed = [sum(matrix[cell] << (width * index) for index, cell in enumerate(cells)) for matrix in matrices]
    mask = (1 << width) - 1
    sums = []
    for _draw in range(draws):
        total = sum(generator.choices(packed, k=len(packed)))
        fields = {cell: (total >> (width * index)) & mask for index, cell in enumerate(cells)}
        sums.append(Counter({cell: weight for cell, weight in fields.items() if weight}))
    return sums
