"""The orphan queue, with keys: placing, retiring, undo, and the decisions of other processes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Static

from annotations.claims import extract_claims
from annotations.claims.extractor import Extractor
from annotations.errors import StoreError
from annotations.model import Article, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.orphans import list_orphans
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import current_claim, make_app, open_article, press, review_screen, running, settle
from tui.screens.orphans import OrphansScreen
from tui.widgets.article.article_reader import ArticleReader

TEXT = "Toàn tỉnh có 628 thủ tục trực tuyến, đạt 62,8%.\n\nCấp huyện có 97 thủ tục, đạt 48,5% kế hoạch."
EDITED = "Tin trong ngày.\n\n" + TEXT.replace("62,8%", "63,8%").replace("97 thủ tục", "đủ thủ tục")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
async def store(corpus: Path, tmp_path: Path) -> Path:
    """A store in which all four claims are verified and whose article was edited since."""
    path = tmp_path / "soi.db"
    async with running(make_app(corpus, path)) as pilot:
        await press(pilot, "v", "v", "v", "v")
    (corpus / "a.txt").write_text(EDITED, encoding="utf-8")
    return path


def verdicts(path: Path) -> dict[str, Verdict | None]:
    with Store.open(path) as store:
        quotes = {claim.id: claim.mention.text for claim in read_mentions(store, "a.txt")}
        return {
            quotes[review.claim]: review.verdict
            for review in read_reviews(store, "a.txt")
            if review.claim in quotes
        }


def static_text(screen: Screen[Any], name: str) -> str:
    return str(screen.query_one(f"#{name}", Static).content)


async def test_edited_article_opens_with_its_reanchored_claims(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        assert open_article(pilot).contents.article.text == EDITED
        assert set(verdicts(store)) == {"628", "48,5%"}
        messages = [str(toast.message) for toast in pilot.app._notifications]
        assert any("2 moved, 1 with another number, 1 gone" in message for message in messages)
        assert any("2 reviewed claims wait in the orphan queue" in message for message in messages)


async def test_placing_retiring_and_undo_through_the_whole_queue(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "o")
        screen = pilot.app.screen
        assert isinstance(screen, OrphansScreen)
        assert static_text(screen, "orphan-told") == "1/2  a.txt  62,8%: what it says has changed"
        assert static_text(screen, "now-title").startswith("Now: 63,8%")
        assert "verified by lan" in static_text(screen, "orphan-said")
        await press(pilot, "enter")
        assert verdicts(store)["63,8%"] is Verdict.VERIFIED
        assert static_text(screen, "orphan-told") == "1/1  a.txt  97: it was not found again"
        await press(pilot, "x")
        assert "No claim waits here" in static_text(screen, "orphan-told")
        await press(pilot, "z")
        assert "97" in static_text(screen, "orphan-told")
        await press(pilot, "z")
        assert static_text(screen, "orphan-told").startswith("1/2")
        assert verdicts(store)["63,8%"] is None
        await press(pilot, "f10", "f10", "escape")
        assert not isinstance(pilot.app.screen, OrphansScreen)
        assert verdicts(store) == dict.fromkeys(("628", "63,8%", "48,5%"), Verdict.VERIFIED)


async def test_claims_that_another_extractor_reads_otherwise(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(_extractor: Extractor, article: Article) -> list[Mention]:
        mentions = extract_claims(article.text)
        mentions[0] = replace(mentions[0], value="6280")
        mentions[1] = replace(mentions[1], end=mentions[1].end - 3, text="62", value="62")
        mentions[2] = replace(mentions[2], end=mentions[2].end + 9, text="97 thủ tục")
        return mentions

    path = tmp_path / "soi.db"
    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "name", "former")
        patch.setattr(Extractor, "extract", extract)
        async with running(make_app(corpus, path)) as pilot:
            await press(pilot, "v", "v", "v", "v")
    async with running(make_app(corpus, path)) as pilot:
        (toast,) = (str(toast.message) for toast in pilot.app._notifications)
        assert toast.startswith("2 reviewed claims are read otherwise since they were decided on")
        assert "1 reviewed claim waits in the orphan queue" in toast
        await press(pilot, "o")
        screen = pilot.app.screen
        assert static_text(screen, "orphan-told") == "1/1  a.txt  62: it is read otherwise now"
        assert static_text(screen, "now-title").startswith("Now: 62,8%")
        await press(pilot, "enter")
        assert verdicts(path) == dict.fromkeys(("628", "62,8%", "97", "48,5%"), Verdict.VERIFIED)


async def test_keys_and_clicks_mark_another_claim(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "f12")
        screen = pilot.app.screen
        assert isinstance(screen, OrphansScreen)
        await press(pilot, "left")
        assert static_text(screen, "now-title").startswith("Now: 628")
        await press(pilot, "right", "right")
        assert static_text(screen, "now-title").startswith("Now: 48,5%")
        await press(pilot, "]")
        assert static_text(screen, "orphan-told").startswith("2/2")
        await press(pilot, "[", "4")
        assert static_text(screen, "orphan-told") == "1/1  a.txt  97: it was not found again"
        current_text = screen.query_one("#now")
        await pilot.click(current_text, offset=(20, 2))
        await settle(pilot)
        assert static_text(screen, "now-title").startswith("Now: 628")


async def test_orphan_is_placed_on_selected_words(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "o", "]", "s")
        reader = pilot.app.screen.query_one("#now", ArticleReader)
        offset = EDITED.index("đủ thủ tục")
        assert reader.selected is not None
        steps = offset - reader.selected[0]
        await press(
            pilot, *["right" if steps > 0 else "left"] * abs(steps), "shift+right", "shift+right", "enter"
        )
        assert verdicts(store)["đủ"] is Verdict.VERIFIED
        await press(pilot, "z")
        assert verdicts(store).get("đủ") is None
        assert static_text(pilot.app.screen, "orphan-told").startswith("2/2")


async def test_orphan_stays_in_the_queue_if_storing_fails(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "o")
        screen = pilot.app.screen
        assert isinstance(screen, OrphansScreen)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "place", fail)
            await press(pilot, "enter")
        assert static_text(screen, "orphan-told").startswith("1/2")
        assert any(
            "Not stored. The disk is full." in str(toast.message) for toast in pilot.app._notifications
        )
        await press(pilot, "enter")
        assert static_text(screen, "orphan-told").startswith("1/1")


async def test_article_edited_by_another_process_is_reloaded(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    async with running(make_app(corpus, path)) as pilot:
        await press(pilot, "right", "right")
        assert current_claim(pilot).mention.text == "97"
        review = review_screen(pilot)
        await review.check_store()
        (corpus / "a.txt").write_text("Tin trong ngày.\n\n" + TEXT, encoding="utf-8")
        with Store.open(path) as other_store:
            list(import_corpus(other_store, corpus, Extractor()))
        await review.check_store()
        await settle(pilot)
        assert open_article(pilot).contents.article.text.startswith("Tin trong ngày")
        assert current_claim(pilot).mention.text == "97"


async def test_empty_queue_shows_a_message(corpus: Path, tmp_path: Path) -> None:
    async with running(make_app(corpus, tmp_path / "soi.db")) as pilot:
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, OrphansScreen)
        assert "No claim waits here" in static_text(pilot.app.screen, "orphan-told")
        await press(pilot, "enter", "x", "right", "]", "z", "escape")
        assert not isinstance(pilot.app.screen, OrphansScreen)


async def test_orphan_settled_by_another_process_leaves_the_queue(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "o")
        screen = pilot.app.screen
        assert isinstance(screen, OrphansScreen)
        await press(pilot, "]")
        assert static_text(screen, "orphan-told").startswith("2/2  a.txt  97")
        with Store.open(store) as other_store:
            first = list_orphans(other_store)[0].claim.id
            other_store.settle(first, "lan")
        await screen._watcher.check()
        assert static_text(screen, "orphan-told").startswith("1/1  a.txt  97")
