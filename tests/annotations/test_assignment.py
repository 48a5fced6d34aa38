"""Handing out units: evenly, the same everywhere, and moving only what must move."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.assignment import Assignments, Plan, hand_out
from annotations.errors import UsageError

TEAM = ("lan", "minh", "hoa", "tu", "An", "bình")
UNITS = [f"{number}.txt" for number in range(60)]

plans = st.integers(2, len(TEAM)).flatmap(
    lambda size: st.builds(
        Plan,
        annotators=st.permutations(TEAM[:size]).map(tuple),
        overlap=st.integers(1, size),
        shared=st.sampled_from([0.0, 0.1, 0.5, 1.0]),
        seed=st.integers(0, 5),
    )
)
counts = st.integers(0, len(UNITS))


def loads(assignments: Assignments, team: tuple[str, ...]) -> list[int]:
    counter = Counter(name for names in assignments.values() for name in names)
    return [counter[name] for name in team]


@given(plans, counts)
def test_every_unit_has_its_annotators_evenly(plan: Plan, count: int) -> None:
    assignments = hand_out(UNITS[:count], plan)
    sizes = Counter(len(names) for names in assignments.values())
    assert set(assignments) == set(UNITS[:count])
    assert set(sizes) <= {plan.overlap, len(plan.annotators)}
    if plan.overlap < len(plan.annotators):
        assert abs(sizes[len(plan.annotators)] - count * plan.shared) <= 0.5
    team_loads = loads(assignments, plan.annotators)
    assert max(team_loads) - min(team_loads) <= 2


@given(plans, counts)
def test_order_and_repetition_change_nothing(plan: Plan, count: int) -> None:
    assignments = hand_out(UNITS[:count], plan)
    reordered = plan._replace(annotators=tuple(reversed(plan.annotators)))
    assert hand_out(reversed(UNITS[:count]), reordered) == assignments
    assert hand_out(UNITS[:count], plan, assignments) == assignments


@given(plans.filter(lambda plan: len(plan.annotators) < len(TEAM)), counts)
def test_a_new_annotator_takes_and_nobody_else_does(plan: Plan, count: int) -> None:
    former = hand_out(UNITS[:count], plan)
    new_name = TEAM[-1]
    later = hand_out(UNITS[:count], plan._replace(annotators=(*plan.annotators, new_name)), former)
    gained = Counter(name for unit in former for name in later[unit] - former[unit])
    assert sum(count for name, count in gained.items() if name != new_name) <= plan.overlap
    team_loads = loads(later, (*plan.annotators, new_name))
    assert max(team_loads) - min(team_loads) <= 2


@given(plans.filter(lambda plan: len(plan.annotators) > 2), counts)
def test_only_the_units_of_who_leaves_move(plan: Plan, count: int) -> None:
    plan = plan._replace(overlap=min(plan.overlap, len(plan.annotators) - 1), shared=0.0)
    former = hand_out(UNITS[:count], plan)
    leaving, *remaining = plan.annotators
    later = hand_out(UNITS[:count], plan._replace(annotators=tuple(remaining)), former)
    lost = Counter(name for unit in former for name in former[unit] - later[unit])
    assert sum(count for name, count in lost.items() if name != leaving) <= plan.overlap


@pytest.mark.parametrize(
    "plan",
    [Plan(("lan", "minh"), 3), Plan(("lan",), 0), Plan(("lan", "lan")), Plan(("lan",), 1, 1.5), Plan(())],
    ids=["overlap", "zero", "twice", "shared", "nobody"],
)
def test_impossible_plans_are_refused(plan: Plan) -> None:
    with pytest.raises(UsageError):
        hand_out(UNITS, plan)
