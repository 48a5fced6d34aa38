"""Remarks without a screen: what the dialogs get, and what they store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from annotations.model import Confidence, Correction, Evidence, Review
from annotations.store import Store
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail
from tui.review.confidence import step_confidence
from tui.review.corrections import correct_claim
from tui.review.decisions import Decisions
from tui.review.evidence import edit_evidence
from tui.review.notes import edit_article_note, edit_note
from tui.review.seen import toggle_seen
from tui.screens.dialogs.correction import CorrectionScreen
from tui.screens.dialogs.evidence import EvidenceScreen
from tui.screens.dialogs.note import NoteScreen


def stored_review(parts: ReviewParts) -> Review:
    review = parts.stored_review("a.txt", "628")
    assert review is not None
    return review


async def test_a_note(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await edit_note(parts.decisions)
    (dialog,) = parts.view.dialogs
    assert isinstance(dialog, NoteScreen)
    assert (dialog._heading, dialog._note) == ("Note on 628", "")
    assert await dialog._store("nguồn: báo tỉnh")
    assert stored_review(parts).note == "nguồn: báo tỉnh"
    assert parts.view.message == "Stored: note"
    await edit_note(parts.decisions)
    assert parts.view.dialogs[-1]._note == "nguồn: báo tỉnh"


async def test_confidence_goes_round(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    for level in (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH, None, Confidence.LOW):
        await step_confidence(parts.decisions)
        assert stored_review(parts).confidence is level
        assert parts.view.message == f"Stored: confidence {level.value if level else 'none'}"
    assert parts.quote == "628", "and nothing moves"


async def test_evidence(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    evidence = (Evidence("https://a.vn", "628 hộ", "2024-09-03"),)
    await edit_evidence(parts.decisions)
    (dialog,) = parts.view.dialogs
    assert isinstance(dialog, EvidenceScreen)
    assert (dialog._quote, dialog._evidence) == ("628", ())
    assert await dialog._store(evidence)
    assert stored_review(parts).evidence == evidence
    await edit_evidence(parts.decisions)
    assert parts.view.dialogs[-1]._evidence == evidence


async def test_a_correction(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await correct_claim(parts.decisions)
    (dialog,) = parts.view.dialogs
    assert isinstance(dialog, CorrectionScreen)
    assert dialog._current.value == dialog._extracted.value == "628"
    assert await dialog._store_correction(Correction(value="629"))
    assert stored_review(parts).correction == Correction(value="629")
    await correct_claim(parts.decisions)
    assert parts.view.dialogs[-1]._current.value == "629"
    assert parts.view.dialogs[-1]._extracted.value == "628", "what the extractor read stays"


async def test_the_article_is_seen(parts: ReviewParts) -> None:
    await parts.open("a.txt")
    for is_seen, message in ((True, "The article is seen."), (False, "The article is not seen any more.")):
        await toggle_seen(parts.article_reviews)
        assert parts.session.progress.article_reviews["a.txt"].is_seen is is_seen
        assert parts.view.message == message
    assert parts.view.calls[-1][0] == "show_progress"


async def test_a_note_on_the_article(parts: ReviewParts) -> None:
    await parts.open("a.txt")
    await edit_article_note(parts.article_reviews)
    (dialog,) = parts.view.dialogs
    assert await dialog._store("hỏi tòa soạn")
    assert parts.view.message == "Stored: note on the article"
    await edit_article_note(parts.article_reviews)
    assert parts.view.dialogs[-1]._note == "hỏi tòa soạn"


@pytest.mark.parametrize("remark", [edit_note, step_confidence, edit_evidence, correct_claim])
async def test_without_a_claim(parts: ReviewParts, remark: Callable[[Decisions], Awaitable[None]]) -> None:
    await parts.open("c.txt")
    await remark(parts.decisions)
    assert (parts.view.dialogs, parts.view.messages) == ([], ["There is no claim here."])


async def test_without_an_article(parts: ReviewParts) -> None:
    await toggle_seen(parts.article_reviews)
    await edit_article_note(parts.article_reviews)
    assert (parts.view.dialogs, parts.view.messages) == ([], [])


async def test_what_is_not_stored_stays_in_its_dialog(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for method in ("set_note", "set_article_note", "set_seen"):
        monkeypatch.setattr(Store, method, fail)
    await parts.open("a.txt", "628")
    await edit_note(parts.decisions)
    assert not await parts.view.dialogs[-1]._store("x")
    assert list(parts.article.unstored_decisions.values()) == ["note"]
    await edit_article_note(parts.article_reviews)
    assert not await parts.view.dialogs[-1]._store("x")
    await toggle_seen(parts.article_reviews)
    assert (parts.view.messages, parts.session.progress.article_reviews) == ([], {})
    assert parts.view.visible == ["Not stored. The disk is full."]
