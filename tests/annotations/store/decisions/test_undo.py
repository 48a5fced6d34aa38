"""Undo and redo, against a model that keeps every state."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
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


def state_of(store: Store) -> State:
    """The reviews of lan without ids and times; a blank review is the same as none."""
    claims = [r._replace(decision="", decided_at="") for r in read_reviews(store, "a.txt")]
    articles = [r._replace(decision="", decided_at="") for r in read_article_reviews(store, ["a.txt"], "lan")]
    claim_reviews = [r for r in claims if r != Review(r.claim, "lan")]
    return [*claim_reviews, *(r for r in articles if r != ArticleReview(r.article, "lan"))]


def act(store: Store, claims: list[str], verb: str, index: int, value: Any) -> None:
    if verb in {"verdict", "note", "tags", "evidence", "confidence"}:
        getattr(store, f"set_{verb}")(claims[index], "lan", value)
    elif verb == "correct":
        store.correct(claims[index], "lan", value)
    elif verb == "resize":
        mention = next(c.mention for c in read_mentions(store, "a.txt") if c.id == claims[index])
        store.resize(claims[index], "lan", mention.start - value, mention.end + 1 - value % 2)
    elif verb == "retire":
        store.retire(claims[index], "lan")
    elif verb == "add":
        store.add_claim("a.txt", "lan", Mention(index, index + 3, TEXT[index : index + 3]))
    elif verb == "all":
        store.set_verdicts(claims[:index], "lan", value)
    elif verb == "seen":
        store.set_seen("a.txt", "lan", is_seen=value)
    elif verb == "article_note":
        store.set_article_note("a.txt", "lan", value)


@given(st.lists(ACTIONS, max_size=25))
def test_undo_and_redo_walk_through_every_state_there_was(actions: list[tuple[str, int, Any]]) -> None:
    with TemporaryDirectory() as folder:
        store = filled(Path(folder) / "soi.db")
        claims = [claim.id for claim in read_mentions(store, "a.txt")]
        states, position = [state_of(store)], 0
        for verb, index, value in actions:
            if verb == "undo":
                assert bool(store.undo("lan")) == (position > 0)
                position = max(0, position - 1)
            elif verb == "redo":
                assert bool(store.redo("lan")) == (position < len(states) - 1)
                position = min(len(states) - 1, position + 1)
            elif verb == "reopen":
                store.close()
                store = Store.open(Path(folder) / "soi.db")
            else:
                former_state = state_of(store)
                act(store, claims, verb, index, value)
                if state_of(store) != former_state:
                    states = [*states[: position + 1], state_of(store)]
                    position += 1
            assert state_of(store) == states[position]
        store.close()


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
