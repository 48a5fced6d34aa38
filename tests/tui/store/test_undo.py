"""Undo and redo: the reviews that hold afterwards, and the sentence."""

from __future__ import annotations

import pytest

from annotations.model import Review, Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from tests.tui.store.notices import RecordedErrors, fail
from tui.store.client import StoreClient
from tui.undo.control import UndoControl, UndoResult


@pytest.fixture
def undo(client: StoreClient) -> UndoControl:
    return UndoControl(client, "lan")


def verify_first(store: Store, annotator: str = "lan") -> Review:
    return store.set_verdict(next(iter(read_mentions(store, "a.txt"))).id, annotator, Verdict.VERIFIED)


@pytest.mark.parametrize(
    ("direction", "message"),
    [("undo", "There is nothing to undo."), ("redo", "There is nothing to redo.")],
    ids=["undo", "redo"],
)
async def test_nothing_to_take_back(undo: UndoControl, direction: str, message: str) -> None:
    assert await undo.take_back(direction) == UndoResult((), message)


async def test_a_step_is_taken_back_and_done_again(undo: UndoControl, client: StoreClient) -> None:
    review = await client.write(verify_first)
    assert review is not None
    undone = await undo.take_back("undo")
    assert undone is not None
    assert [
        (undone_review.claim, undone_review.verdict)
        for undone_review in undone.reviews
        if isinstance(undone_review, Review)
    ] == [(review.claim, None)]
    assert undone.message == "Undone: verified"
    redone = await undo.take_back("redo")
    assert redone is not None
    assert [
        redone_review.verdict for redone_review in redone.reviews if isinstance(redone_review, Review)
    ] == [Verdict.VERIFIED]
    assert redone.message == "Done again: verified"


async def test_several_claims_are_one_step(undo: UndoControl, client: StoreClient) -> None:
    await client.write(
        lambda store: store.set_verdicts(
            [claim.id for claim in read_mentions(store, "a.txt")], "lan", Verdict.REFUTED
        )
    )
    undone = await undo.take_back("undo")
    assert undone is not None
    assert undone.message == "Undone: refuted, 2 claims"


async def test_only_the_annotators_own_steps(undo: UndoControl, client: StoreClient) -> None:
    await client.write(lambda store: verify_first(store, "minh"))
    undone = await undo.take_back("undo")
    assert undone is not None
    assert undone.reviews == ()


async def test_a_job_runs_at_the_same_moment(undo: UndoControl, client: StoreClient) -> None:
    await client.write(verify_first)
    step = await undo.take_back_with("undo", lambda store: store.undo("lan"))
    assert step is not None
    reviews, second_undo = step
    assert len(reviews) == 1
    assert list(second_undo) == [], "the job runs after the undo, on the same connection"


async def test_a_failing_store(
    undo: UndoControl, errors: RecordedErrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "undo", fail)
    assert await undo.take_back("undo") is None
    assert errors.visible == ["Not stored. The disk is full."]
