"""Spans without a screen: adding a claim, moving its ends, retiring and restoring it."""

from __future__ import annotations

import pytest

from annotations.model import Correction, Review, Standing
from annotations.store import Store
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail
from tui.review.navigation.back_and_forward import go_back_or_forward
from tui.review.navigation.next_claim import go_to_first_claim
from tui.review.retirement import retire_or_restore
from tui.screens.dialogs.correction import CorrectionScreen


def words(parts: ReviewParts) -> str:
    return parts.article.quotation[1]


def span_of(parts: ReviewParts, text: str) -> tuple[int, int]:
    start = parts.article.article.text.index(text)
    return start, start + len(text)


def stored_review(parts: ReviewParts, quote: str = "628") -> Review:
    review = parts.stored_review("a.txt", quote)
    assert review is not None
    return review


async def test_a_claim_is_added(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    parts.selection.select(from_claim=False)
    assert parts.view.reader.calls[-2:] == [("focus",), ("select", False)]
    await parts.selection.use_selection(*span_of(parts, "hồ sơ"))
    (dialog,) = parts.view.dialogs
    assert isinstance(dialog, CorrectionScreen)
    assert await dialog._store_correction(Correction(value="2"))
    assert words(parts) == "hồ sơ"
    assert parts.article.review is not None
    assert parts.article.review.standing is Standing.ADDED
    assert parts.session.progress.articles["a.txt"].total == 5
    await go_back_or_forward(parts.navigator, -1)
    assert parts.quote == "628", "an added claim is a jump"


async def test_a_selection_that_is_a_claim_goes_to_it(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.selection.use_selection(*span_of(parts, "372"))
    assert (parts.quote, parts.view.dialogs) == ("372", [])
    assert parts.view.message == "There is a claim with that span already."


async def test_a_claim_that_is_not_stored_is_not_shown(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "add_claim", fail)
    await parts.open("a.txt", "628")
    await parts.selection.use_selection(*span_of(parts, "hồ sơ"))
    assert not await parts.view.dialogs[-1]._store_correction(None)
    assert (parts.quote, len(parts.article)) == ("628", 4)
    assert parts.view.visible == ["Not stored. The disk is full."]


async def test_a_selection_sets_the_span(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    parts.selection.select_new_span()
    assert parts.view.reader.calls[-1] == ("select", True)
    await parts.selection.use_selection(*span_of(parts, "628 hộ"))
    assert (words(parts), parts.view.message) == ("628 hộ", "Stored: the span 628 hộ")
    assert stored_review(parts).end_shift == len(" hộ")
    await parts.selection.use_selection(*span_of(parts, "hồ sơ"))
    assert len(parts.view.dialogs) == 1, "the next selection is a new claim again"


async def test_a_cancelled_selection_no_longer_sets_the_span(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    parts.selection.select_new_span()
    parts.selection.cancel()
    await parts.selection.use_selection(*span_of(parts, "hồ sơ"))
    assert (words(parts), len(parts.view.dialogs)) == ("628", 1)


@pytest.mark.parametrize(
    ("end", "steps", "span"),
    [
        ("end", (1,), "628 h"),
        ("end", (1, 1, -1), "628 h"),
        ("end", (-1, -1), "6"),
        ("start", (1,), "28"),
        ("start", (-1,), "ó 628"),
    ],
    ids=["right", "right-and-left", "left", "start-right", "start-left"],
)
async def test_an_end_moves_past_blanks(
    parts: ReviewParts, end: str, steps: tuple[int, ...], span: str
) -> None:
    await parts.open("a.txt", "628")
    for step in steps:
        await parts.spans.move_end(end, "character", step)
    assert words(parts) == span


async def test_an_end_stops_at_the_text_and_at_the_other_end(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    for _ in range(len("Xã có ")):
        await parts.spans.move_end("start", "character", -1)
    assert words(parts) == "Xã có 628"
    assert parts.view.message == "There are no more words that way."
    await parts.open("a.txt", "2/9/2024")
    await parts.spans.move_end("end", "character", -1)
    for _ in range(8):
        await parts.spans.move_end("start", "character", 1)
    assert words(parts) == "2"
    assert parts.view.message == "A claim has at least one character."


async def test_a_moved_end_changes_the_value(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.spans.move_end("start", "character", 1)
    assert stored_review(parts).correction == Correction(value="28", unit="")
    await parts.spans.move_end("start", "character", -1)
    assert stored_review(parts).correction is None


async def test_retiring_goes_on_and_restoring_stays(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await retire_or_restore(parts.decisions, parts.loader)
    assert (parts.quote, parts.view.message) == ("372", "Retired: <review.undo> takes it back.")
    assert stored_review(parts).standing is Standing.RETIRED
    assert parts.session.progress.articles["a.txt"].total == 3
    parts.session.shows_retired = True
    parts.session.visit_by_modes()
    await go_to_first_claim(parts.navigator)
    await retire_or_restore(parts.decisions, parts.loader)
    assert (parts.quote, parts.view.message) == ("628", "Stored: restored")
    assert stored_review(parts).standing is None


async def test_the_last_claim_is_retired_backwards(parts: ReviewParts) -> None:
    await parts.open("a.txt", "2/9/2024")
    await retire_or_restore(parts.decisions, parts.loader)
    assert parts.quote == "62,8%"


async def test_without_a_claim(parts: ReviewParts) -> None:
    await parts.selection.use_selection(0, 1)
    await parts.open("c.txt")
    parts.selection.select_new_span()
    await parts.spans.move_end("end", "character", 1)
    await retire_or_restore(parts.decisions, parts.loader)
    assert parts.view.messages == ["There is no claim here."] * 3
    assert parts.view.reader.calls == []
