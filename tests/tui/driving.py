"""Drive the app in tests: press keys, wait until everything they started is finished, and look at the result."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key as character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from annotations.claims.extractor import Extractor
from annotations.model import Article, Claim, Role
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import
from annotations.store.queries.claims import read_mentions
from annotations.store.search.index import build_index
from tui.app import SoiApp
from tui.review.screen import ReviewScreen
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.widgets.panels.status import Status

SIZE = (120, 36)
EDITED_ARTICLE = "quang-ninh.txt"
EDITS = {"62,8%": "63,8%", "372": "trên ba trăm", "Tỉnh": "Toàn tỉnh"}


def make_app(corpus: Path, store: Path, annotator: str = "lan", **look: Any) -> SoiApp:
    Store.open(store, create=True).close()
    return SoiApp(Workspace(corpus, store, annotator, Extractor()), StoreThread(store), **look)


@asynccontextmanager
async def running(app: SoiApp, size: tuple[int, int] = SIZE) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait for keys, workers and the messages that they post."""
    app = pilot.app
    assert isinstance(app, SoiApp)
    await app.settled()
    for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
        field.cursor_blink = False


def key_event(name: str) -> events.Key:
    """The event of a key, given by Textual's name or by the character that the key types."""
    if len(name) > 1:
        return events.Key(name, None)
    return events.Key(name if name.isalnum() else character_to_key(name), name)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Post all keys at once, as a slow line delivers them, and wait until the app has settled."""
    for key in keys:
        pilot.app.post_message(key_event(key).set_sender(pilot.app))
    await settle(pilot)


async def type_text(pilot: Pilot[None], text: str) -> None:
    await press(pilot, *text)


def review_screen(pilot: Pilot[None]) -> ReviewScreen:
    app = pilot.app
    assert isinstance(app, SoiApp)
    return app._review


def status_message(pilot: Pilot[None]) -> str:
    """The message of the review screen about the last key."""
    return review_screen(pilot).query_one(Status).message


def open_article(pilot: Pilot[None]) -> OpenArticle:
    article = review_screen(pilot).session.article
    assert article is not None
    return article


def current_claim(pilot: Pilot[None]) -> Claim:
    claim = open_article(pilot).current
    assert claim is not None
    return claim


def claims(pilot: Pilot[None]) -> list[Claim]:
    """The stored claims of the open article, in the order of the text."""
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        return [
            claim
            for claim in read_mentions(store, open_article(pilot).id)
            if claim.mention.role is Role.CLAIM
        ]


async def review_some_claims(pilot: Pilot[None]) -> None:
    """Decide some claims of quang-ninh.txt and go back two.

    Key by key: a message of two lines takes a line of a low article, which scrolls or not if the next key comes first.
    """
    await settle(pilot)
    await go_to(pilot, EDITED_ARTICLE, "628")
    for key in ("v", "v", "u", "r", "x", "left", "left"):
        await press(pilot, key)


def index_store(pilot: Pilot[None]) -> None:
    """Build the search index."""
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        for _ in build_index(store):
            pass


def lose_reviewed_claims(pilot: Pilot[None]) -> None:
    """Import an edited quang-ninh.txt, in which two of the reviewed claims no longer exist."""
    workspace = review_screen(pilot).session.workspace
    path = workspace.corpus / EDITED_ARTICLE
    text = path.read_text(encoding="utf-8")
    for old, new in EDITS.items():
        text = text.replace(old, new)
    with Store.open(workspace.store) as store:
        extract_and_import(store, Article(EDITED_ARTICLE, str(path), text), workspace.extractor)


async def go_to(pilot: Pilot[None], article: str, quote: str) -> None:
    """Go, with keys, to the first claim with this quote in an article."""
    ids = list(review_screen(pilot).session.progress.articles)
    steps = ids.index(article) - ids.index(open_article(pilot).id)
    await press(pilot, *["]" if steps > 0 else "["] * abs(steps))
    assert open_article(pilot).id == article
    article_claims = claims(pilot)
    steps = [claim.mention.text for claim in article_claims].index(quote) - article_claims.index(
        current_claim(pilot)
    )
    await press(pilot, *["right" if steps > 0 else "left"] * abs(steps))
    assert current_claim(pilot).mention.text == quote
