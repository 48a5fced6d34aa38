"""Opening articles without a screen: where they open, and what a key in between changes."""

from __future__ import annotations

import pytest

from annotations.model import Correction, Kind
from annotations.store import Store
from annotations.store.queries.places import read_place
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail


async def test_an_article_opens_at_its_first_unreviewed_claim(parts: ReviewParts) -> None:
    await parts.open("a.txt")
    assert parts.quote == "628"
    assert parts.view.calls[-1] == ("show_claim",)
    assert ("show_article", parts.article.contents, True) in parts.view.calls
    await parts.open("b.txt")
    assert ("show_article", parts.article.contents, False) in parts.view.calls


async def test_an_article_opens_at_an_offset(parts: ReviewParts) -> None:
    await parts.open("b.txt")
    offset = len("Xã có 6")
    await parts.loader.open("a.txt", None, offset)
    assert (parts.quote, parts.article.cursor) == ("628", offset)
    await parts.loader.open("a.txt", None, 0)
    assert (parts.quote, parts.article.cursor) == (None, 0)


async def test_an_article_without_claims_opens_at_its_beginning(parts: ReviewParts) -> None:
    await parts.open("c.txt")
    assert (parts.quote, parts.article.cursor, parts.article.index) == (None, 0, None)


async def test_going_nowhere_changes_nothing(parts: ReviewParts) -> None:
    await parts.loader.go(0)
    await parts.open("a.txt", "372")
    parts.view.calls.clear()
    await parts.loader.go(None)
    assert (parts.quote, parts.view.calls) == ("372", [])


async def test_the_place_is_stored_once(parts: ReviewParts) -> None:
    await parts.loader.remember()
    await parts.open("a.txt", "372")
    revision = parts.client.revision
    await parts.loader.remember()
    assert parts.client.revision == revision, "it is stored already"
    corpus = str(parts.session.workspace.corpus)
    place = await parts.client.read(lambda store: read_place(store, "lan", corpus))
    assert place == ("a.txt", parts.claim.id)


async def test_reopening_stays_at_the_claim(parts: ReviewParts) -> None:
    await parts.loader.reopen()
    assert parts.session.article is None
    await parts.open("a.txt", "62,8%")
    former = parts.article
    await parts.loader.reopen()
    assert parts.article is not former
    assert parts.quote == "62,8%"


async def test_an_article_that_fails_to_open_leaves_the_former_one(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await parts.open("a.txt", "372")
    monkeypatch.setattr("tui.review.article_loader.read_contents", fail)
    await parts.loader.open("b.txt")
    await parts.loader.reopen()
    assert parts.place == ("a.txt", "372")
    assert parts.view.visible == ["The disk is full."]


async def test_a_claim_read_late_is_not_shown_on_another_one(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    article = parts.article
    first = article.index

    def read_after_a_move(_store: Store, claim: str, _annotator: str) -> object:
        article.index = None
        return (parts.stored_claim("a.txt", "372"), [], [])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.review.article_loader.read_full_claim", read_after_a_move)
        await parts.loader.read_claim(article)
    assert parts.quote == "628"
    article.index = first


async def test_corrected_kinds_of_a_long_article_come_later(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = parts.stored_claim("a.txt", "2/9/2024")
    with Store.open(parts.session.workspace.store) as store:
        store.correct(claim.id, "lan", Correction(value="2", kind=Kind.COUNT))
    monkeypatch.setattr("tui.review.article_loader.CORRECTED_AT_ONCE", 2)
    monkeypatch.setattr("annotations.store.queries.outline_query.CORRECTED_AT_ONCE", 2)
    parts.session.shows_dates = False
    await parts.open("a.txt")
    assert len(parts.article) == 3
    (job,) = parts.view.background_jobs
    await job
    assert len(parts.article) == 4, "what is corrected to a count is no date"
    assert parts.view.count_calls("show_panel") == 1


async def test_the_vocabulary_is_read(parts: ReviewParts) -> None:
    claim = parts.stored_claim("a.txt", "628")
    await parts.client.write(lambda store: store.set_tags(claim.id, "lan", ["mục tiêu"]))
    await parts.loader.read_tags()
    assert set(parts.session.tags) == {"mục tiêu"}
