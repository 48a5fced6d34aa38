"""Verdicts and undo without a screen: what is stored, shown and counted."""

from __future__ import annotations

import pytest

from annotations.model import Correction, Review, Verdict
from annotations.store import Store
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail
from tui.review.navigation.next_claim import go_to_first_claim, step_claim
from tui.review.retirement import retire_or_restore
from tui.review.seen import toggle_seen

KEYS = " · <review.evidence> evidence · <review.undo> undo"


async def test_a_verdict_is_stored_shown_and_counted(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    decided_claim = parts.article.index
    await parts.verdicts.decide(Verdict.VERIFIED)
    review = parts.stored_review("a.txt", "628")
    assert review is not None
    assert review.verdict is Verdict.VERIFIED
    assert parts.quote == "372"
    assert ("show_verdicts", decided_claim) in parts.view.calls, "the one claim is painted anew"
    assert parts.session.progress.articles["a.txt"].reviewed == 1
    assert parts.view.message == f"✓ 628 hộ verified{KEYS} · 3 left here, 6 in all"


async def test_the_message_tells_where_the_next_claim_is(parts: ReviewParts) -> None:
    await parts.open("a.txt", "2/9/2024")
    await parts.verdicts.decide(Verdict.VERIFIED)
    assert parts.quote == "628"
    assert parts.view.message == f"✓ 2/9/2024 verified{KEYS} · further up: 3 left here, 6 in all"
    for _number in range(3):
        await parts.verdicts.decide(Verdict.REFUTED)
    assert parts.article.id == "b.txt"
    assert parts.view.message == f"✗ 62,8% refuted{KEYS} · next article: 3 left here, 3 in all"


async def test_the_last_verdict(parts: ReviewParts) -> None:
    await parts.open("b.txt", "97")
    parts.session.progress.keep(["b.txt"])
    await parts.verdicts.decide(Verdict.VERIFIED)
    await parts.verdicts.decide_alike(Verdict.VERIFIED)
    assert (
        parts.view.message
        == "verified: 2 claims of 62.8 %; <review.undo> takes it back · Every claim is reviewed."
    )


async def test_clearing_stays_at_the_claim(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.verdicts.clear()
    assert parts.view.messages == [], "there is no verdict to clear"
    await parts.verdicts.decide(Verdict.VERIFIED)
    await step_claim(parts.navigator, -1)
    await parts.verdicts.clear()
    assert (parts.quote, parts.view.message) == ("628", "Stored: cleared")
    assert parts.session.progress.reviewed == 0


async def test_there_is_nothing_to_decide_without_a_claim(parts: ReviewParts) -> None:
    await parts.open("c.txt")
    await parts.verdicts.decide(Verdict.VERIFIED)
    await parts.verdicts.decide_alike(Verdict.VERIFIED)
    await parts.verdicts.clear()
    assert parts.view.messages == ["There is no claim here."] * 3


async def test_a_retired_claim_is_not_decided(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    parts.session.shows_retired = True
    await retire_or_restore(parts.decisions, parts.loader)
    await parts.verdicts.decide(Verdict.VERIFIED)
    assert parts.view.message == "This claim is retired: <review.retire> takes it in again."
    review = parts.stored_review("a.txt", "628")
    assert review is not None
    assert review.verdict is None


async def test_all_of_the_same_value_and_unit(parts: ReviewParts) -> None:
    await parts.open("b.txt", "62,8%")
    await parts.verdicts.decide_alike(Verdict.VERIFIED)
    assert parts.quote == "97"
    assert parts.view.message.startswith("verified: 2 claims of 62.8 %; <review.undo> takes it back · 1 left")
    await go_to_first_claim(parts.navigator)
    await parts.verdicts.decide_alike(Verdict.VERIFIED)
    assert parts.view.message.startswith("verified already: all of 62.8 %")
    await go_to_first_claim(parts.navigator)
    await parts.verdicts.decide_alike(None)
    assert (parts.article.position, parts.session.progress.reviewed) == ("1/3", 0)


async def test_what_was_not_stored_is_marked_until_it_is(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await parts.open("b.txt", "62,8%")
    claim = parts.claim.id
    with monkeypatch.context() as patch:
        patch.setattr(Store, "set_verdict", fail)
        patch.setattr(Store, "set_verdicts", fail)
        await parts.verdicts.decide(Verdict.VERIFIED)
        assert parts.article.unstored_decisions == {claim: "verified"}
        await parts.verdicts.decide_alike(Verdict.VERIFIED)
        assert parts.article.unstored_decisions == {claim: "verified for all that say the same"}
    assert (parts.claim.id, parts.article.review) == (claim, None)
    assert parts.view.visible == ["Not stored. The disk is full."]
    await parts.verdicts.decide(Verdict.VERIFIED)
    assert (parts.article.unstored_decisions, parts.view.visible) == ({}, [])


async def test_undo_returns_to_the_claim(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.verdicts.decide(Verdict.VERIFIED)
    await parts.navigator.jump_to_article("b.txt")
    await parts.undo.take_back("undo")
    assert parts.place == ("a.txt", "628")
    assert parts.view.message == "Undone: verified"
    assert parts.session.progress.reviewed == 0
    await parts.undo.take_back("redo")
    assert (parts.view.message, parts.session.progress.reviewed) == ("Done again: verified", 1)
    await parts.undo.take_back("redo")
    assert parts.view.message == "There is nothing to redo."


async def test_undo_of_a_note_on_an_article(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await toggle_seen(parts.article_reviews)
    await parts.navigator.jump_to_article("b.txt")
    await parts.undo.take_back("undo")
    assert parts.article.id == "a.txt"
    assert not parts.session.progress.article_reviews["a.txt"].is_seen


@pytest.mark.parametrize(
    ("direction", "message"), [("undo", "Undone"), ("redo", "Redone")], ids=["undo", "redo"]
)
async def test_a_step_in_another_corpus_is_taken_back_unseen(
    parts: ReviewParts, direction: str, message: str
) -> None:
    await parts.open("b.txt", "97")
    claim = parts.stored_claim("a.txt", "628")
    await parts.client.write(lambda store: store.set_verdict(claim.id, "lan", Verdict.VERIFIED))
    parts.session.progress.keep(["b.txt"])
    await parts.undo.take_back("undo")
    if direction == "redo":
        await parts.undo.take_back("redo")
    assert parts.view.message == f"{message} a decision in an article of another corpus."
    assert parts.place == ("b.txt", "97")


async def test_undo_of_an_added_claim_stays_near(parts: ReviewParts) -> None:
    await parts.open("a.txt", "372")
    start = parts.article.article.text.index("gì")
    await parts.selection.use_selection(start, start + 2)
    await parts.view.dialogs[-1]._store_correction(Correction(value="5"))
    assert parts.article.quotation[1] == "gì"
    await parts.undo.take_back("undo")
    assert parts.quote == "372"
    assert parts.article.outline.index(parts.claim.id) is not None


async def test_many_reviews_are_applied_at_once(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    claim = parts.claim
    review = await parts.client.write(lambda store: store.set_verdict(claim.id, "lan", Verdict.VERIFIED))
    assert review is not None
    parts.article.unstored_decisions[claim.id] = "verified"
    parts.view.calls.clear()
    await parts.decisions.apply(parts.article, [review] * 51)
    assert parts.view.count_calls("show_outline") == 1
    assert parts.view.count_calls("show_verdicts") == 0
    assert isinstance(parts.article.review, Review)
    assert (parts.article.unstored_decisions, parts.session.progress.reviewed) == ({}, 1)


async def test_only_what_changes_a_claim_is_checked_again(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.verdicts.decide(Verdict.VERIFIED)
    assert parts.view.thread_jobs == []
    claim = parts.claim
    await parts.decisions.store(
        "correction", lambda store: store.correct(claim.id, "lan", Correction(value="273"))
    )
    assert [group for group, _job in parts.view.thread_jobs] == ["checks"]
