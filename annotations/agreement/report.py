"""The agreement on one question: every measure of it, in all and of each pair of annotators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from annotations.agreement.answers import UnitAnswers, annotators_of, confusion_matrix, pairs_of
from annotations.agreement.bootstrap import Interval, alpha_interval
from annotations.agreement.measures import (
    cohen_kappa,
    commonest_share,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)


class PairAgreement(NamedTuple):
    """Two annotators: the units that both answered, the share of equal answers, Cohen's kappa and the confusion matrix."""

    first: str
    second: str
    units: int
    agreement: float | None
    kappa: float | None
    matrix: Counter[tuple[Hashable, Hashable]]


class QuestionAgreement(NamedTuple):
    """The agreement on a question, over the units that two annotators or more answered.

    ``agreement`` is the share of equal pairs of answers, ``alpha`` Krippendorff's with the ``interval`` of 95 %, ``kappa``
    Fleiss' (only where every unit has equally many answers), ``ac1`` Gwet's, ``commonest`` the share of the commonest
    answer. A measure that is not defined is None.
    """

    question: str
    units: int
    answers: int
    agreement: float | None
    alpha: float | None
    interval: Interval | None
    kappa: float | None
    ac1: float | None
    commonest: float | None
    pairs: tuple[PairAgreement, ...] = ()


def question_agreement(
    question: str, units: Sequence[UnitAnswers], order: Sequence[Hashable] | None = None
) -> QuestionAgreement:
    """The agreement on a question; with ``order`` its answers are ordinal, from the least to the greatest."""
    compared = [unit for unit in units if unit.pattern.size > 1]
    return QuestionAgreement(
        question,
        len(compared),
        sum(unit.pattern.size for unit in compared),
        percent_agreement(compared),
        krippendorff_alpha(compared, order),
        alpha_interval(compared, order),
        fleiss_kappa(compared),
        gwet_ac1(compared),
        commonest_share(compared),
        tuple(_pair(compared, *pair) for pair in pairs_of(annotators_of(compared))),
    )


def _pair(units: Sequence[UnitAnswers], first: str, second: str) -> PairAgreement:
    matrix = confusion_matrix(units, first, second)
    size = matrix.total()
    equal = sum(count for (answer, second_answer), count in matrix.items() if answer == second_answer)
    return PairAgreement(first, second, size, equal / size if size else None, cohen_kappa(matrix), matrix)
