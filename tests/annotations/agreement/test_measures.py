"""Measures of agreement against worked tables; the sources stand beside each table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.answers import AnswerCollector, UnitAnswers, confusion_matrix
from annotations.agreement.bootstrap import alpha_interval
from annotations.agreement.measures import (
    cohen_kappa,
    commonest_share,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)

# The textbook example of Cohen's kappa.
TWO_RATERS = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
SKEWED = [("v", "v")] * 94 + [("v", "r")] * 3 + [("r", "v")] * 3
# The textbook example of Fleiss' kappa: how many of fourteen raters chose each of five categories, for ten subjects.
FLEISS = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip
# Krippendorff (2011), section C: four observers, twelve units, 0 where an observer gave no answer.
KRIPPENDORFF = ["123321412000", "123322412503", "033323422510", "123324412510"]


def units(rows: Sequence[Sequence[Hashable]], groups: int = 1) -> list[UnitAnswers]:
    """A unit for each row of answers; the units belong to as many groups in turn."""
    collector = AnswerCollector()
    for number, row in enumerate(rows):
        answers = {f"rater{index}": answer for index, answer in enumerate(row) if answer != "0"}
        collector.add(str(number), f"article {number % groups}", answers)
    return collector.units


def pair_matrix(table: list[UnitAnswers]) -> Counter[tuple[Hashable, Hashable]]:
    return confusion_matrix(table, "rater0", "rater1")


def test_two_raters() -> None:
    table = units(TWO_RATERS)
    assert cohen_kappa(pair_matrix(table)) == pytest.approx(0.4)
    assert krippendorff_alpha(table) == pytest.approx(0.4, abs=1e-6)
    assert gwet_ac1(table) == pytest.approx(0.405941, abs=1e-6)
    assert percent_agreement(table) == pytest.approx(0.7)


def test_a_panel() -> None:
    rows = [
        list(chain.from_iterable(repeat(index, count) for index, count in enumerate(row))) for row in FLEISS
    ]
    table = units(rows)
    assert fleiss_kappa(table) == pytest.approx(0.209931, abs=1e-6)
    assert krippendorff_alpha(table) == pytest.approx(0.215574, abs=1e-6)
    assert gwet_ac1(table) == pytest.approx(0.225614, abs=1e-6)
    assert percent_agreement(table) == pytest.approx(0.378022, abs=1e-6)


def test_missing_answers() -> None:
    table = units(list(zip(*KRIPPENDORFF, strict=True)))
    assert krippendorff_alpha(table) == pytest.approx(0.743421, abs=1e-6)
    assert krippendorff_alpha(table, order="12345") == pytest.approx(0.815388, abs=1e-6)
    assert gwet_ac1(table) == pytest.approx(0.775444, abs=1e-6)
    assert fleiss_kappa(table) is None


def test_a_skewed_table() -> None:
    table = units(SKEWED)
    assert percent_agreement(table) == pytest.approx(0.94)
    assert cohen_kappa(pair_matrix(table)) == pytest.approx(-0.030928, abs=1e-6)
    assert krippendorff_alpha(table) == pytest.approx(-0.025773, abs=1e-6)
    assert gwet_ac1(table) == pytest.approx(0.936292, abs=1e-6)
    assert commonest_share(table) == pytest.approx(194 / 200)


@pytest.mark.parametrize(
    "table",
    [[], units([["v"], ["r"]]), units([["v", "v"], ["v", "v"]])],
    ids=["empty", "alone", "one_category"],
)
def test_what_is_not_defined_is_none(table: list[UnitAnswers]) -> None:
    assert krippendorff_alpha(table) is None
    assert gwet_ac1(table) is None
    assert fleiss_kappa(table) is None
    assert alpha_interval(table) is None
    assert cohen_kappa(pair_matrix(table)) is None


answer_rows = st.lists(st.lists(st.sampled_from("vru"), min_size=2, max_size=4), min_size=1, max_size=12)


@given(answer_rows)
def test_alpha_does_not_depend_on_order_or_names(rows: list[list[str]]) -> None:
    renamed = [[{"v": "x", "r": "y", "u": "z"}[answer] for answer in reversed(row)] for row in reversed(rows)]
    assert krippendorff_alpha(units(rows)) == krippendorff_alpha(units(renamed))


@given(answer_rows)
def test_agreement_is_one_only_if_all_agree(rows: list[list[str]]) -> None:
    all_agree = all(len(set(row)) == 1 for row in rows)
    for value in (krippendorff_alpha(units(rows)), gwet_ac1(units(rows)), percent_agreement(units(rows))):
        assert value is None or (value <= 1 and (value == 1) == all_agree)


def test_the_interval_holds_alpha_and_depends_on_the_seed() -> None:
    table = units(TWO_RATERS * 4, groups=20)
    interval = alpha_interval(table)
    assert interval is not None
    assert interval == alpha_interval(table)
    assert interval.low < 0.4 < interval.high
    assert interval != alpha_interval(table, seed=7)
