"""Moving without a screen: where each step leads, and the message where it leads nowhere."""

from __future__ import annotations

import pytest

from annotations.model import Correction, Verdict
from annotations.review.jumps import Place
from annotations.store import Store
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail
from tui.screens.dialogs.goto import GotoScreen


def verify(parts: ReviewParts, *article_quotes: tuple[str, str], annotator: str = "lan") -> None:
    """Store verdicts as another program does."""
    for article, quote in article_quotes:
        claim = parts.stored_claim(article, quote)
        with Store.open(parts.session.workspace.store) as store:
            store.set_verdict(claim.id, annotator, Verdict.VERIFIED)


async def test_nothing_moves_before_an_article_is_open(parts: ReviewParts) -> None:
    navigator = parts.navigator
    await navigator.step(1)
    await navigator.first_claim()
    await navigator.page(1)
    await navigator.step_unit("sentence", 1)
    await navigator.next_unreviewed()
    await navigator.next_disputed()
    await navigator.next_contradicted()
    await navigator.go_back_or_forward(-1)
    await navigator.step_article(1)
    assert parts.session.article is None
    assert (parts.view.messages, parts.view.calls) == ([], [])


async def test_step(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    for quote in ("372", "62,8%", "2/9/2024"):
        await parts.navigator.step(1)
        assert parts.quote == quote
    await parts.navigator.step(1)
    assert parts.view.message == (
        "There is no claim further down: <review.next_article> leads to the next article."
    )
    await parts.navigator.first_claim()
    await parts.navigator.step(-1)
    assert parts.quote == "628"
    assert "further up: <review.previous_article>" in parts.view.message


async def test_steps_are_no_jumps_but_first_and_last_are(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.navigator.step(1)
    await parts.navigator.last_claim()
    assert parts.quote == "2/9/2024"
    await parts.navigator.first_claim()
    assert parts.quote == "628"
    for quote in ("2/9/2024", "372"):
        await parts.navigator.go_back_or_forward(-1)
        assert parts.quote == quote
    await parts.navigator.go_back_or_forward(-1)
    assert parts.view.message == "There is nowhere to go back to."
    await parts.navigator.go_back_or_forward(1)
    await parts.navigator.go_back_or_forward(1)
    assert parts.quote == "628"
    await parts.navigator.go_back_or_forward(1)
    assert parts.view.message == "There is nowhere to go forward to."


async def test_a_sentence_without_a_claim(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.navigator.step_unit("sentence", 1)
    assert parts.quote is None
    assert parts.article.cursor == parts.article.article.text.index("Không")
    await parts.navigator.step_unit("paragraph", 1)
    assert parts.quote == "2/9/2024"


async def test_a_page_is_a_page_whatever_claim_is_on_it(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.navigator.page(1)
    assert parts.article.cursor >= 20
    assert parts.view.reader.calls[-1] == ("scroll_to", 1, False, True)
    await parts.navigator.page(-1)
    assert parts.quote == "628"


async def test_next_unreviewed_goes_round(parts: ReviewParts) -> None:
    verify(parts, ("a.txt", "62,8%"), ("a.txt", "2/9/2024"), ("b.txt", "62,8%"))
    await parts.open("a.txt", "372")
    await parts.navigator.next_unreviewed()
    assert parts.article.id == "b.txt"
    assert parts.article.position == "2/3", "the first one there is reviewed"
    verify(parts, ("b.txt", "97"))
    await parts.loader.reload_outline(parts.article)
    await parts.navigator.next_unreviewed()
    assert parts.place == ("a.txt", "628")
    await parts.navigator.go_back_or_forward(-1)
    assert parts.article.id == "b.txt", "another article is a jump"


async def test_next_unreviewed_returns_to_the_same_article(parts: ReviewParts) -> None:
    verify(parts, ("b.txt", "62,8%"), ("b.txt", "97"))
    await parts.open("b.txt", "97")
    parts.session.progress.keep(["b.txt"])
    await parts.navigator.next_unreviewed()
    assert (parts.quote, parts.article.position) == ("62,8%", "2/3")


async def test_all_reviewed(parts: ReviewParts) -> None:
    verify(parts, ("a.txt", "628"), ("a.txt", "372"), ("a.txt", "62,8%"))
    await parts.open("a.txt", "628")
    parts.session.progress.keep(["a.txt"])
    parts.session.shows_dates = False
    parts.session.visit_by_modes()
    await parts.navigator.next_unreviewed()
    assert parts.view.message == "Every claim but 1 date, which is skipped, is reviewed."
    verify(parts, ("a.txt", "2/9/2024"))
    await parts.progress.refresh(["a.txt"])
    await parts.navigator.next_unreviewed()
    assert parts.view.message == "Every claim is reviewed."
    assert parts.quote == "628"


async def test_skipped_dates_do_not_lead_to_an_article(parts: ReviewParts) -> None:
    verify(parts, ("a.txt", "628"), ("a.txt", "372"), ("a.txt", "62,8%"))
    await parts.open("b.txt", "97")
    parts.session.shows_dates = False
    parts.session.visit_by_modes()
    await parts.navigator.next_unreviewed()
    assert (parts.article.id, parts.article.position) == ("b.txt", "1/3")


async def test_next_disputed(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.navigator.next_disputed()
    assert parts.view.message == "There is no claim on which annotators disagree."
    verify(parts, ("b.txt", "97"))
    claim = parts.stored_claim("b.txt", "97")
    await parts.client.write(lambda store: store.set_verdict(claim.id, "minh", Verdict.REFUTED))
    await parts.navigator.next_disputed()
    assert parts.place == ("b.txt", "97")
    await parts.navigator.next_disputed()
    assert parts.view.message == "This is the only claim on which annotators disagree."
    await parts.navigator.go_back_or_forward(-1)
    assert parts.place == ("a.txt", "628")


async def test_next_contradicted_names_unchecked_articles(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.navigator.next_contradicted()
    assert parts.view.message == "There is no claim that its article contradicts."
    claim = parts.stored_claim("b.txt", "97")
    await parts.client.write(lambda store: store.correct(claim.id, "lan", Correction(value="79")))
    await parts.navigator.next_contradicted()
    assert parts.view.message == "Nothing found yet: not all articles are checked."


@pytest.mark.parametrize("action", ["next_disputed", "next_contradicted"])
async def test_a_failing_store_moves_nothing(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    await parts.open("a.txt", "628")
    monkeypatch.setattr("tui.review.navigator.next_disputed_claim", fail)
    monkeypatch.setattr("tui.review.navigator.next_contradicted_claim", fail)
    await getattr(parts.navigator, action)()
    assert (parts.quote, parts.view.messages) == ("628", [])
    assert parts.view.visible == ["The disk is full."]


async def test_articles_in_the_order_of_the_corpus(parts: ReviewParts) -> None:
    await parts.open("a.txt")
    await parts.navigator.step_article(-1)
    assert parts.view.message == "This is the first article."
    await parts.navigator.step_article(1)
    await parts.navigator.step_article(1)
    assert parts.place == ("c.txt", None)
    await parts.navigator.step_article(1)
    assert parts.view.message == "This is the last article."
    await parts.navigator.go_back_or_forward(-1)
    assert parts.article.id == "b.txt"


async def test_an_article_is_chosen_in_a_dialog(parts: ReviewParts) -> None:
    await parts.open("a.txt", "372")
    await parts.navigator.choose_article()
    (dialog,) = parts.view.dialogs
    assert isinstance(dialog, GotoScreen)
    await parts.view.answer(None)
    assert parts.place == ("a.txt", "372")
    await parts.view.answer("b.txt")
    assert parts.article.id == "b.txt"


async def test_a_place_without_a_claim(parts: ReviewParts) -> None:
    await parts.open("b.txt")
    offset = parts.stored_claim("a.txt", "62,8%").mention.start - 4
    await parts.navigator.jump_to(Place("a.txt", None, offset))
    assert (parts.article.id, parts.quote, parts.article.cursor) == ("a.txt", None, offset)
    await parts.navigator.jump_to(Place("a.txt", None, 0))
    assert parts.article.cursor == 0
