"""Moving without a screen: where each step leads, and the message where it leads nowhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from annotations.model import Correction, Review, Verdict
from annotations.review.jumps import Place
from annotations.store import Store
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail
from tui.review.navigation.back_and_forward import go_back_or_forward
from tui.review.navigation.go_to_article import choose_article, step_article
from tui.review.navigation.navigator import Navigator
from tui.review.navigation.next_claim import go_to_first_claim, go_to_last_claim, step_claim
from tui.review.navigation.next_contradiction import go_to_next_contradiction
from tui.review.navigation.next_disagreement import go_to_next_disagreement
from tui.review.navigation.next_unreviewed import go_to_next_unreviewed
from tui.review.navigation.sentences_and_pages import scroll_page, step_unit
from tui.screens.dialogs.goto import GotoScreen


def verify(parts: ReviewParts, *article_quotes: tuple[str, str], annotator: str = "lan") -> None:
    """Store verdicts as another program does."""
    for article, quote in article_quotes:
        claim = parts.stored_claim(article, quote)
        with Store.open(parts.session.workspace.store) as store:
            store.set_verdict(claim.id, annotator, Verdict.VERIFIED)


async def test_nothing_moves_before_an_article_is_open(parts: ReviewParts) -> None:
    navigator = parts.navigator
    await step_claim(navigator, 1)
    await go_to_first_claim(navigator)
    await scroll_page(navigator, 1)
    await step_unit(navigator, "sentence", 1)
    await go_to_next_unreviewed(navigator)
    await go_to_next_disagreement(navigator)
    await go_to_next_contradiction(navigator)
    await go_back_or_forward(navigator, -1)
    await step_article(navigator, 1)
    assert parts.session.article is None
    assert (parts.view.messages, parts.view.calls) == ([], [])


async def test_step(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    for quote in ("372", "62,8%", "2/9/2024"):
        await step_claim(parts.navigator, 1)
        assert parts.quote == quote
    await step_claim(parts.navigator, 1)
    assert parts.view.message == (
        "There is no claim further down: <review.next_article> leads to the next article."
    )
    await go_to_first_claim(parts.navigator)
    await step_claim(parts.navigator, -1)
    assert parts.quote == "628"
    assert "further up: <review.previous_article>" in parts.view.message


async def test_steps_are_no_jumps_but_first_and_last_are(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await step_claim(parts.navigator, 1)
    await go_to_last_claim(parts.navigator)
    assert parts.quote == "2/9/2024"
    await go_to_first_claim(parts.navigator)
    assert parts.quote == "628"
    for quote in ("2/9/2024", "372"):
        await go_back_or_forward(parts.navigator, -1)
        assert parts.quote == quote
    await go_back_or_forward(parts.navigator, -1)
    assert parts.view.message == "There is nowhere to go back to."
    await go_back_or_forward(parts.navigator, 1)
    await go_back_or_forward(parts.navigator, 1)
    assert parts.quote == "628"
    await go_back_or_forward(parts.navigator, 1)
    assert parts.view.message == "There is nowhere to go forward to."


async def test_a_sentence_without_a_claim(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await step_unit(parts.navigator, "sentence", 1)
    assert parts.quote is None
    assert parts.article.cursor == parts.article.article.text.index("Không")
    await step_unit(parts.navigator, "paragraph", 1)
    assert parts.quote == "2/9/2024"


async def test_a_page_is_a_page_whatever_claim_is_on_it(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await scroll_page(parts.navigator, 1)
    assert parts.article.cursor >= 20
    assert parts.view.reader.calls[-1] == ("scroll_to", 1, False, True)
    await scroll_page(parts.navigator, -1)
    assert parts.quote == "628"


async def test_next_unreviewed_goes_round(parts: ReviewParts) -> None:
    verify(parts, ("a.txt", "62,8%"), ("a.txt", "2/9/2024"), ("b.txt", "62,8%"))
    await parts.open("a.txt", "372")
    await go_to_next_unreviewed(parts.navigator)
    assert parts.article.id == "b.txt"
    assert parts.article.position == "2/3", "the first one there is reviewed"
    verify(parts, ("b.txt", "97"))
    await parts.loader.reload_outline(parts.article)
    await go_to_next_unreviewed(parts.navigator)
    assert parts.place == ("a.txt", "628")
    await go_back_or_forward(parts.navigator, -1)
    assert parts.article.id == "b.txt", "another article is a jump"


async def test_next_unreviewed_returns_to_the_same_article(parts: ReviewParts) -> None:
    verify(parts, ("b.txt", "62,8%"), ("b.txt", "97"))
    await parts.open("b.txt", "97")
    parts.session.progress.keep(["b.txt"])
    await go_to_next_unreviewed(parts.navigator)
    assert (parts.quote, parts.article.position) == ("62,8%", "2/3")


async def test_all_reviewed(parts: ReviewParts) -> None:
    verify(parts, ("a.txt", "628"), ("a.txt", "372"), ("a.txt", "62,8%"))
    await parts.open("a.txt", "628")
    parts.session.progress.keep(["a.txt"])
    parts.session.shows_dates = False
    parts.session.visit_by_modes()
    await go_to_next_unreviewed(parts.navigator)
    assert parts.view.message == "Every claim but 1 date, which is skipped, is reviewed."
    verify(parts, ("a.txt", "2/9/2024"))
    await parts.progress.refresh(["a.txt"])
    await go_to_next_unreviewed(parts.navigator)
    assert parts.view.message == "Every claim is reviewed."
    assert parts.quote == "628"


async def test_skipped_dates_do_not_lead_to_an_article(parts: ReviewParts) -> None:
    verify(parts, ("a.txt", "628"), ("a.txt", "372"), ("a.txt", "62,8%"))
    await parts.open("b.txt", "97")
    parts.session.shows_dates = False
    parts.session.visit_by_modes()
    await go_to_next_unreviewed(parts.navigator)
    assert (parts.article.id, parts.article.position) == ("b.txt", "1/3")


async def test_next_disputed(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await go_to_next_disagreement(parts.navigator)
    assert parts.view.message == "There is no claim on which annotators disagree."
    verify(parts, ("b.txt", "97"))
    claim = parts.stored_claim("b.txt", "97")
    await parts.client.write(lambda store: store.set_verdict(claim.id, "minh", Verdict.REFUTED))
    await go_to_next_disagreement(parts.navigator)
    assert parts.place == ("b.txt", "97")
    await go_to_next_disagreement(parts.navigator)
    assert parts.view.message == "This is the only claim on which annotators disagree."
    await go_back_or_forward(parts.navigator, -1)
    assert parts.place == ("a.txt", "628")


async def test_verdicts_walk_on_through_disagreements(parts: ReviewParts) -> None:
    disputed = [("a.txt", "372"), ("b.txt", "97"), ("b.txt", "62,8%")]
    verify(parts, *disputed)
    claims = [parts.stored_claim(article, quote).id for article, quote in disputed]

    def refute(store: Store) -> list[Review]:
        return store.set_verdicts(claims, "minh", Verdict.REFUTED)

    await parts.client.write(refute)
    await parts.open("a.txt", "628")
    await go_to_next_disagreement(parts.navigator)
    assert (parts.place, parts.view.message) == (disputed[0], "disagreement 1/3")
    await parts.verdicts.decide(Verdict.UNVERIFIABLE)
    assert parts.article.id == "b.txt", "not the next unreviewed claim"
    assert parts.view.message.endswith(" · disagreement 2/3")
    await step_claim(parts.navigator, 1)
    await parts.verdicts.decide(Verdict.VERIFIED)
    assert "disagreement" not in parts.view.message, "a step of the annotator's own ends the walk"


async def test_next_contradicted_names_unchecked_articles(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await go_to_next_contradiction(parts.navigator)
    assert parts.view.message == "There is no claim that its article contradicts."
    claim = parts.stored_claim("b.txt", "97")
    await parts.client.write(lambda store: store.correct(claim.id, "lan", Correction(value="79")))
    await go_to_next_contradiction(parts.navigator)
    assert parts.view.message == "Nothing found yet: not all articles are checked."


@pytest.mark.parametrize("move", [go_to_next_disagreement, go_to_next_contradiction])
async def test_a_failing_store_moves_nothing(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch, move: Callable[[Navigator], Awaitable[None]]
) -> None:
    await parts.open("a.txt", "628")
    monkeypatch.setattr("tui.review.navigation.next_disagreement.next_disputed_claim", fail)
    monkeypatch.setattr("tui.review.navigation.next_contradiction.next_contradicted_claim", fail)
    await move(parts.navigator)
    assert (parts.quote, parts.view.messages) == ("628", [])
    assert parts.view.visible == ["The disk is full."]


async def test_articles_in_the_order_of_the_corpus(parts: ReviewParts) -> None:
    await parts.open("a.txt")
    await step_article(parts.navigator, -1)
    assert parts.view.message == "This is the first article."
    await step_article(parts.navigator, 1)
    await step_article(parts.navigator, 1)
    assert parts.place == ("c.txt", None)
    await step_article(parts.navigator, 1)
    assert parts.view.message == "This is the last article."
    await go_back_or_forward(parts.navigator, -1)
    assert parts.article.id == "b.txt"


async def test_an_article_is_chosen_in_a_dialog(parts: ReviewParts) -> None:
    await parts.open("a.txt", "372")
    await choose_article(parts.navigator)
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
