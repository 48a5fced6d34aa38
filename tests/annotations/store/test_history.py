"""Undo and redo, against a model that keeps every state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import Review, Verdict
from annotations.store import Store
from tests.annotations.store.making import filled

ACTIONS = st.one_of(
    st.tuples(st.just("verdict"), st.integers(0, 3), st.sampled_from([None, *Verdict])),
    st.tuples(st.just("note"), st.integers(0, 3), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("tags"), st.integers(0, 3), st.sampled_from([(), ("x",), ("x", "y")])),
    st.tuples(st.sampled_from(["undo", "redo", "reopen"]), st.none(), st.none()),
)

State = dict[str, tuple[Verdict | None, tuple[str, ...], str]]


def held(reviews: list[Review]) -> State:
    """What an annotator holds of claims; a claim nothing is said of any more is as one never decided on."""
    state = {r.claim: (r.verdict, r.tags, r.note) for r in reviews}
    return {claim: said for claim, said in state.items() if said != (None, (), "")}


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIONS, max_size=25))
def test_undo_and_redo_walk_through_every_state_there_was(actions: list[tuple[str, int, object]]) -> None:
    with TemporaryDirectory() as folder:
        store = filled(Path(folder) / "soi.db")
        claims = [claim.id for claim in store.mentions("a.txt")]
        states, at = [held([])], 0
        for what, which, value in actions:
            if what == "undo":
                assert bool(store.undo("lan")) == (at > 0)
                at = max(0, at - 1)
            elif what == "redo":
                assert bool(store.redo("lan")) == (at < len(states) - 1)
                at = min(len(states) - 1, at + 1)
            elif what == "reopen":
                store.close()
                store = Store.open(Path(folder) / "soi.db")
            else:
                before = store.reviews("a.txt")
                getattr(store, f"set_{what}")(claims[which], "lan", value)
                if store.reviews("a.txt") != before:
                    states = [*states[: at + 1], held(store.reviews("a.txt"))]
                    at += 1
            assert held(store.reviews("a.txt")) == states[at]
        store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        yield opened


def test_undoing_deletes_nothing(store: Store) -> None:
    claim = store.mentions("a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    store.undo("lan")
    store.redo("lan")
    connection = sqlite3.connect(store.path)
    rows = connection.execute("SELECT verdict, undoes IS NOT NULL FROM decisions ORDER BY id").fetchall()
    connection.close()
    assert rows == [("verified", 0), (None, 1), ("verified", 1)]


def test_each_annotator_undoes_only_their_own(store: Store) -> None:
    claim = store.mentions("a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    store.set_verdict(claim, "minh", Verdict.REFUTED)
    assert [r.annotator for r in store.undo("lan")] == ["lan"]
    assert {r.annotator: r.verdict for r in store.reviews("a.txt")} == {"lan": None, "minh": Verdict.REFUTED}
    assert store.undo("lan") == []


def test_a_new_decision_forgets_what_could_be_redone(store: Store) -> None:
    first, second, *_ = (claim.id for claim in store.mentions("a.txt"))
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    store.undo("lan")
    store.set_verdict(second, "lan", Verdict.REFUTED)
    assert store.redo("lan") == []
