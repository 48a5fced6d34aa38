"""Renaming annotators: names resolve everywhere, it can be taken back, and merging in any order gives the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import UsageError
from annotations.model import Correction, Verdict
from annotations.search import parse
from annotations.store import Store
from annotations.store.backup import back_up
from annotations.store.decisions.log import read_log
from annotations.store.maintenance.doctor import examine, rebuild
from annotations.store.maintenance.merge import merge
from annotations.store.maintenance.merge_decisions import Signature
from annotations.store.queries.claims import read_claim, read_mentions
from annotations.store.queries.listed_claims import list_claims
from annotations.store.queries.statistics import statistics
from annotations.store.signatures import Rename, resolve_renames, stored_signatures
from annotations.store.teams.renames import list_annotators, read_renames, rename_annotator, undo_rename
from tests.annotations.store.fixtures import filled


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        yield opened


@pytest.fixture
def claims(store: Store) -> list[str]:
    return [claim.id for claim in read_mentions(store, "a.txt")]


def names(store: Store) -> set[str]:
    return {row["annotator"] for row in store.rows()}


def listed(store: Store, query: str, annotator: str | None = None) -> set[str]:
    return {row.claim.id for row in list_claims(store, parse(query), annotator=annotator)}


def test_a_new_name_holds_everywhere(store: Store, claims: list[str]) -> None:
    store.set_verdict(claims[0], "lan", Verdict.VERIFIED)
    store.correct(claims[0], "lan", Correction(value="7"))
    store.set_tags(claims[0], "lan", ["a"])
    store.set_seen("a.txt", "lan", is_seen=True)
    signed = [tuple(row) for row in store.connection.execute("SELECT id, annotator, hash FROM decisions")]
    rename_annotator(store, "lead", "lan", "Lan Anh")
    assert [
        tuple(row) for row in store.connection.execute("SELECT id, annotator, hash FROM decisions")
    ] == signed
    assert names(store) == {"Lan Anh"}
    assert {entry.review.annotator for entry in read_log(store)} == {"Lan Anh"}
    totals = statistics(store)
    assert totals is not None
    assert [tally.name for tally in totals.annotators] == ["Lan Anh"]
    for name in ("lan", "Lan Anh"):
        assert listed(store, f'by:"{name}"') == listed(store, f'by:"{name}" tag:a') == {claims[0]}
        assert listed(store, "value:7", name) == {claims[0]}
        assert listed(store, "is:reviewed", name) == {claims[0]}
    assert [work.name for work in list_annotators(store)] == ["Lan Anh"]
    assert list_annotators(store)[0].former_names == ("lan",)
    assert not list(examine(store))


def test_decisions_go_on_under_either_name(store: Store, claims: list[str]) -> None:
    store.set_verdict(claims[0], "lan", Verdict.VERIFIED)
    rename_annotator(store, "lead", "lan", "Lan Anh")
    review = store.set_note(claims[0], "lan", "x")
    assert (review.annotator, review.verdict) == ("Lan Anh", Verdict.VERIFIED)
    for _ in range(2):
        (undone,) = store.undo("Lan Anh")
        assert undone.annotator == "Lan Anh"
    full_claim = read_claim(store, claims[0])
    assert full_claim is not None
    assert [(review.annotator, review.verdict) for review in full_claim[1]] == [("Lan Anh", None)]
    store.redo("lan")
    assert listed(store, "is:verified") == {claims[0]}
    assert not list(examine(store))


def test_renaming_is_taken_back(store: Store, claims: list[str]) -> None:
    store.set_verdict(claims[0], "lan", Verdict.VERIFIED)
    rename_annotator(store, "lead", "lan", "hoa")
    rename_annotator(store, "lead", "hoa", "lan")
    assert names(store) == {"lan"}
    rename_annotator(store, "lead", "lan", "hoa")
    undo_rename(store, "lead")
    assert names(store) == {"lan"}
    assert [entry.is_undo for entry in read_renames(store)] == [False, False, False, True]
    undo_rename(store, "lead")
    undo_rename(store, "lead")
    with pytest.raises(UsageError, match="nothing to undo"):
        undo_rename(store, "lead")


def test_two_names_of_one_person_become_one_and_two_again(store: Store, claims: list[str]) -> None:
    store.set_verdict(claims[0], "lan", Verdict.VERIFIED)
    store.set_verdict(claims[0], "lan2", Verdict.REFUTED)
    with pytest.raises(UsageError, match="--same"):
        rename_annotator(store, "lead", "lan2", "lan")
    rename_annotator(store, "lead", "lan2", "lan", is_same=True)
    assert listed(store, "is:disputed") == set()
    assert listed(store, "is:refuted") == {claims[0]}, "the newer decision counts"
    undo_rename(store, "lead")
    assert names(store) == {"lan", "lan2"}
    assert listed(store, "is:disputed") == {claims[0]}


def test_unknown_and_same_names(store: Store, claims: list[str]) -> None:
    store.set_verdict(claims[0], "Hà", Verdict.VERIFIED)
    with pytest.raises(UsageError, match="did you mean Hà"):
        rename_annotator(store, "lead", "Hàà", "An")
    with pytest.raises(UsageError, match="already"):
        rename_annotator(store, "lead", "Ha\u0300", "Hà")


def test_a_name_merged_under_another_one_stays_apart(store: Store, tmp_path: Path, claims: list[str]) -> None:
    back_up(store, tmp_path / "other.db")
    store.set_verdict(claims[0], "lan", Verdict.VERIFIED)
    with Store.open(tmp_path / "other.db") as second_store:
        second_store.set_verdict(claims[1], "lan", Verdict.REFUTED)
        rename_annotator(second_store, "lan", "lan", "Lan B")
    merge(store, tmp_path / "other.db", Signature("lan", new_name="hoa"))
    assert names(store) == {"lan", "Lan B"}
    assert stored_signatures(store.connection) == {"hoa": "Lan B"}


NAMES = st.sampled_from(["a", "b", "c", "d"])


@given(st.lists(st.tuples(NAMES, NAMES, st.none() | st.integers(0, 8)), max_size=8))
def test_every_signature_stands_for_one_name(entries: list[tuple[str, str, int | None]]) -> None:
    renames = [
        Rename(str(number), old, new, None if undone is None else str(undone))
        for number, (old, new, undone) in enumerate(entries)
        if old != new
    ]
    resolved = resolve_renames(renames)
    assert resolved == resolve_renames(reversed(renames))
    assert not set(resolved) & set(resolved.values()), "what a name stands for stands for itself"


@given(
    st.lists(st.tuples(st.sampled_from(["one", "two"]), NAMES, NAMES), min_size=1, max_size=5),
    st.permutations(["one", "two", "one"]),
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merging_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]], order: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    with filled(folder / "start.db") as start:
        claims = [claim.id for claim in read_mentions(start, "a.txt")]
        for number, name in enumerate("abcd"):
            start.set_verdict(claims[number % len(claims)], name, Verdict.VERIFIED)
        for part in ("one", "two", "first", "second"):
            back_up(start, folder / f"{part}.db")
    for part, old_name, new_name in steps:
        with Store.open(folder / f"{part}.db") as store:
            if old_name == new_name and read_renames(store):
                with suppress(UsageError):  # all are taken back already
                    undo_rename(store, "lead")
            else:
                with suppress(UsageError):  # they are called so already
                    rename_annotator(store, "lead", old_name, new_name, is_same=True)
            store.set_verdict(claims[0], new_name, Verdict.REFUTED)
    results = []
    for target, parts in (("first", ["one", "two"]), ("second", list(order))):
        with Store.open(folder / f"{target}.db") as store:
            for part in parts:
                merge(store, folder / f"{part}.db")
            assert not list(examine(store))
            reviews = {
                tuple(row)
                for row in store.connection.execute("SELECT claim_id, annotator, decision_id FROM reviews")
            }
            results.append((stored_signatures(store.connection), reviews))
            rebuild(store)
            assert {
                tuple(row)
                for row in store.connection.execute("SELECT claim_id, annotator, decision_id FROM reviews")
            } == reviews
    assert results[0] == results[1]
