"""Undo and redo, against a model that keeps every state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import (
    ArticleReview,
    Confidence,
    Correction,
    Evidence,
    Mention,
    Review,
    Verdict,
)
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_article_reviews, read_reviews
from tests.annotations.store.fixtures import TEXT, filled

ACTIONS = st.one_of(
    st.tuples(st.just("verdict"), st.integers(0, 3), st.sampled_from([None, *Verdict])),
    st.tuples(st.just("note"), st.integers(0, 3), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("tags"), st.integers(0, 3), st.sampled_from([(), ("x",), ("x", "y")])),
    st.tuples(st.just("evidence"), st.integers(0, 3), st.sampled_from([(), (Evidence("https://so.vn"),)])),
    st.tuples(st.just("confidence"), st.integers(0, 3), st.sampled_from([None, *Confidence])),
    st.tuples(
        st.just("correct"), st.integers(0, 3), st.sampled_from([None, Correction("5"), Correction(unit="ha")])
    ),
    st.tuples(st.just("resize"), st.integers(0, 3), st.integers(0, 2)),
    st.tuples(st.just("retire"), st.integers(0, 3), st.none()),
    st.tuples(st.just("add"), st.integers(0, 20), st.none()),
    st.tuples(st.just("all"), st.integers(1, 4), st.sampled_from(Verdict)),
    st.tuples(st.just("seen"), st.none(), st.booleans()),
    st.tuples(st.just("article_note"), st.none(), st.sampled_from(["", "a"])),
    st.tuples(st.sampled_from(["undo", "redo", "reopen"]), st.none(), st.none()),
)

State = list[Review | ArticleReview]


def held(store: Store) -> State:
    """What lan holds; what nothing is said of any more is as if nothing had ever been said."""
    claims = [r._replace(decision="", decided_at="") for r in read_reviews(store, "a.txt")]
    articles = [r._replace(decision="", decided_at="") for r in read_article_reviews(store, ["a.txt"], "lan")]
    said = [r for r in claims if r != Review(r.claim, "lan")]
    return [*said, *(r for r in articles if r != ArticleReview(r.article, "lan"))]


def act(store: Store, claims: list[str], what: str, which: int, value: Any) -> None:
    if what in {"verdict", "note", "tags", "evidence", "confidence"}:
        getattr(store, f"set_{what}")(claims[which], "lan", value)
    elif what == "correct":
        store.correct(claims[which], "lan", value)
    elif what == "resize":
        mention = next(c.mention for c in read_mentions(store, "a.txt") if c.id == claims[which])
        store.resize(claims[which], "lan", mention.start - value, mention.end + 1 - value % 2)
    elif what == "retire":
        store.retire(claims[which], "lan")
    elif what == "add":
        store.add_claim("a.txt", "lan", Mention(which, which + 3, TEXT[which : which + 3]))
    elif what == "all":
        store.set_verdicts(claims[:which], "lan", value)
    elif what == "seen":
        store.set_seen("a.txt", "lan", is_seen=value)
    elif what == "article_note":
        store.set_article_note("a.txt", "lan", value)


@settings(max_examples=100, deadline=None)
@given(st.lists(ACTIONS, max_size=25))
def test_undo_and_redo_walk_through_every_state_there_was(actions: list[tuple[str, int, Any]]) -> None:
    with TemporaryDirectory() as folder:
        store = filled(Path(folder) / "soi.db")
        claims = [claim.id for claim in read_mentions(store, "a.txt")]
        states, at = [held(store)], 0
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
                before = held(store)
                act(store, claims, what, which, value)
                if held(store) != before:
                    states = [*states[: at + 1], held(store)]
                    at += 1
            assert held(store) == states[at]
        store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        yield opened


def test_undoing_deletes_nothing(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    store.undo("lan")
    store.redo("lan")
    connection = sqlite3.connect(store.path)
    rows = connection.execute("SELECT verdict, undoes IS NOT NULL FROM decisions ORDER BY id").fetchall()
    connection.close()
    assert rows == [("verified", 0), (None, 1), ("verified", 1)]


def test_each_annotator_undoes_only_their_own(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    store.set_verdict(claim, "minh", Verdict.REFUTED)
    assert [r.annotator for r in store.undo("lan")] == ["lan"]
    assert {r.annotator: r.verdict for r in read_reviews(store, "a.txt")} == {
        "lan": None,
        "minh": Verdict.REFUTED,
    }
    assert store.undo("lan") == []


def test_a_new_decision_forgets_what_could_be_redone(store: Store) -> None:
    first, second, *_ = (claim.id for claim in read_mentions(store, "a.txt"))
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    store.undo("lan")
    store.set_verdict(second, "lan", Verdict.REFUTED)
    assert store.redo("lan") == []
