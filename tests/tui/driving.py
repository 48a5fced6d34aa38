"""Driving the app in tests: keys that wait until all they started is done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key as character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from annotations.claims.extractor import extractor
from annotations.model import Claim, Role
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from tui.app import SoiApp
from tui.review.screen import ReviewScreen
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.widgets.panels.status import Status

SIZE = (120, 36)


def make_app(corpus: Path, store: Path, annotator: str = "lan", **look: Any) -> SoiApp:
    Store.open(store, create=True).close()
    return SoiApp(Workspace(corpus, store, annotator, extractor()), StoreThread(store), **look)


@asynccontextmanager
async def running(app: SoiApp, size: tuple[int, int] = SIZE) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait for keys, workers and what they post to each other."""
    app = pilot.app
    assert isinstance(app, SoiApp)
    await asyncio.sleep(0)  # lets the app take the keys that were posted into its queue
    for _ in range(2):
        await app.typed_keys_done()
        await app.workers.wait_for_complete()
        await pilot.pause()
    for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
        field.cursor_blink = False


def key_event(name: str) -> events.Key:
    """A key by Textual's name or by the character it types, as a terminal would send it."""
    if len(name) > 1:
        return events.Key(name, None)
    return events.Key(name if name.isalnum() else character_to_key(name), name)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Type keys, all at once as a slow line delivers them, and wait until everything they started is done."""
    for key in keys:
        pilot.app.post_message(key_event(key).set_sender(pilot.app))
    await settle(pilot)


async def type_text(pilot: Pilot[None], text: str) -> None:
    await press(pilot, *text)


def review_screen(pilot: Pilot[None]) -> ReviewScreen:
    app = pilot.app
    assert isinstance(app, SoiApp)
    return app._review


def told(pilot: Pilot[None]) -> str:
    """What the review screen says of the last key."""
    return review_screen(pilot).query_one(Status).message


def reading(pilot: Pilot[None]) -> OpenArticle:
    found = review_screen(pilot).session.article
    assert found is not None
    return found


def current(pilot: Pilot[None]) -> Claim:
    claim = reading(pilot).current
    assert claim is not None
    return claim


def claims(pilot: Pilot[None]) -> list[Claim]:
    """The claims of the open article, as the store has them."""
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        return [
            claim for claim in read_mentions(store, reading(pilot).id) if claim.mention.role is Role.CLAIM
        ]


async def go_to(pilot: Pilot[None], article: str, quote: str) -> None:
    """Walk, with keys, to the first claim with this quote in an article."""
    ids = list(review_screen(pilot).session.progress.articles)
    steps = ids.index(article) - ids.index(reading(pilot).id)
    await press(pilot, *["]" if steps > 0 else "["] * abs(steps))
    assert reading(pilot).id == article
    found = claims(pilot)
    steps = [claim.mention.text for claim in found].index(quote) - found.index(current(pilot))
    await press(pilot, *["right" if steps > 0 else "left"] * abs(steps))
    assert current(pilot).mention.text == quote
