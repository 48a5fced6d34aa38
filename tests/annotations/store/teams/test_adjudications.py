"""Settling disputes: who may, what settles them, what opens them again, and merging in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import UsageError
from annotations.model import Correction, Verdict
from annotations.store import Store
from annotations.store.backup import back_up
from annotations.store.blindness import ADJUDICATOR, ON
from annotations.store.maintenance.doctor import examine
from annotations.store.maintenance.merge import merge
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.listed_claims import list_claims
from annotations.store.teams.adjudications import (
    accept_agreed,
    follow,
    read_queue,
    read_sides,
    settle_anew,
)
from annotations.store.teams.settings import change_setting
from tests.annotations.store.fixtures import filled


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        change_setting(opened, "lead", ADJUDICATOR, ON, "lead")
        yield opened


@pytest.fixture
def claims(store: Store) -> list[str]:
    return [claim.id for claim in read_mentions(store, "a.txt")]


def listed(store: Store, query: str) -> set[str]:
    return {row.claim.id for row in list_claims(store, query)}


def dispute(store: Store, claim: str) -> None:
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    store.set_verdict(claim, "minh", Verdict.REFUTED)


DIFFERENCES: dict[str, Callable[[Store, str], object]] = {
    "verdict": lambda store, claim: store.set_verdict(claim, "minh", Verdict.REFUTED),
    "value": lambda store, claim: store.correct(claim, "minh", Correction(value="7")),
    "unit": lambda store, claim: store.correct(claim, "minh", Correction(unit="hồ sơ")),
    "true_value": lambda store, claim: store.set_actual(claim, "minh", "7", None),
    "span": lambda store, claim: store.resize(claim, "minh", 8, 13),
    "standing": lambda store, claim: store.retire(claim, "minh"),
}


@pytest.mark.parametrize("difference", DIFFERENCES.values(), ids=DIFFERENCES)
def test_annotators_differ_in_more_than_verdicts(
    store: Store, claims: list[str], difference: Callable[[Store, str], object]
) -> None:
    for annotator in ("lan", "minh"):
        store.set_verdict(claims[0], annotator, Verdict.VERIFIED)
    assert read_queue(store) == []
    difference(store, claims[0])
    (disputed,) = read_queue(store)
    assert [review.annotator for review in disputed.reviews] == ["lan", "minh"]
    assert disputed.agreement == 0.5
    assert listed(store, "is:disputed") == {claims[0]}


def test_the_least_agreement_comes_first(store: Store, claims: list[str]) -> None:
    for claim in claims[:2]:
        dispute(store, claim)
    store.set_verdict(claims[0], "hoa", Verdict.VERIFIED)
    assert [disputed.claim.id for disputed in read_queue(store)] == [claims[1], claims[0]]
    assert [disputed.claim.id for disputed in read_queue(store, "by:hoa")] == [claims[0]]


def test_a_followed_side_settles_until_somebody_decides_again(store: Store, claims: list[str]) -> None:
    dispute(store, claims[0])
    side = read_sides(store, claims[0])[1]
    review = follow(store, "lead", side, note="theo báo cáo", reason="annotator_error")
    assert (review.verdict, review.note, review.annotator) == (Verdict.REFUTED, "theo báo cáo", "lead")
    assert (listed(store, "is:disputed"), listed(store, "is:settled")) == (set(), {claims[0]})
    store.set_verdict(claims[0], "lan", Verdict.UNVERIFIABLE)
    assert (listed(store, "is:disputed"), listed(store, "is:settled")) == ({claims[0]}, set())


def test_undo_redo_and_notes_keep_to_what_was_settled(store: Store, claims: list[str]) -> None:
    dispute(store, claims[0])
    settle_anew(store, "lead", claims[0], Verdict.UNVERIFIABLE, note="không có nguồn")
    store.set_note(claims[0], "lead", "không có nguồn công khai")
    assert listed(store, "is:settled") == {claims[0]}
    for _ in range(2):
        store.undo("lead")
    assert listed(store, "is:disputed") == {claims[0]}
    store.redo("lead")
    assert listed(store, "is:settled") == {claims[0]}
    store.set_verdict(claims[0], "lead", Verdict.VERIFIED)
    assert listed(store, "is:disputed") == {claims[0]}
    assert not list(examine(store))


def test_only_adjudicators_settle(store: Store, claims: list[str]) -> None:
    dispute(store, claims[0])
    with pytest.raises(UsageError, match="hoa is no adjudicator"):
        settle_anew(store, "hoa", claims[0], Verdict.VERIFIED, note="x")
    with pytest.raises(UsageError, match="Say why"):
        settle_anew(store, "lead", claims[0], Verdict.VERIFIED, note=" ")
    with pytest.raises(UsageError, match="no reason mood"):
        settle_anew(store, "lead", claims[0], Verdict.VERIFIED, note="x", reason="mood")
    assert listed(store, "is:settled") == set()


def test_what_all_agree_on_is_accepted_in_one_step(store: Store, claims: list[str]) -> None:
    for claim in claims[:3]:
        store.set_verdict(claim, "lan", Verdict.VERIFIED)
    for claim in claims[:2]:
        store.set_verdict(claim, "minh", Verdict.VERIFIED)
    assert {review.claim for review in accept_agreed(store, "lead")} == set(claims[:2])
    assert listed(store, "is:settled") == set(claims[:2])
    assert accept_agreed(store, "lead") == []
    store.undo("lead")
    assert listed(store, "is:settled") == set()


Deed = Callable[[Store, list[str]], object]
DEEDS: list[Deed] = [
    lambda store, claims: dispute(store, claims[0]),
    lambda store, claims: store.set_verdict(claims[0], "hoa", Verdict.VERIFIED),
    lambda store, claims: settle_anew(store, "lead", claims[0], Verdict.VERIFIED, note="x"),
    lambda store, claims: store.undo("lead"),
    lambda store, claims: change_setting(store, "lead", ADJUDICATOR, ON, "hoa"),
    lambda store, claims: settle_anew(
        store, "lead", claims[1], Verdict.REFUTED, note="y", reason="edge_case"
    ),
]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(st.integers(0, len(DEEDS) - 1), max_size=4), min_size=2, max_size=3))
def test_merging_does_not_depend_on_order(store: Store, tmp_path: Path, histories: list[list[int]]) -> None:
    claims = [claim.id for claim in read_mentions(store, "a.txt")]
    paths = [tmp_path / f"{number}.db" for number in range(len(histories))]
    for path, history in zip(paths, histories, strict=True):
        copy_store(store.path, path)
        with Store.open(path) as opened:
            for deed in history:
                DEEDS[deed](opened, claims)
    results = []
    for order in (paths, paths[::-1], [*paths, paths[0]]):
        target = tmp_path / "merged.db"
        copy_store(order[0], target)
        with Store.open(target) as merged:
            for path in order[1:]:
                merge(merged, path)
            results.append(
                {table: rows(merged, table) for table in ("decisions", "settings", "adjudications")}
            )
            results[-1]["settled_claims"] = rows(merged, "settled_claims")
            assert not list(examine(merged))
    assert results[0] == results[1] == results[2]


def copy_store(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with Store.open(source) as opened:
        back_up(opened, target)


def rows(store: Store, table: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in store.connection.execute(f"SELECT * FROM {table}")}
