"""What others store while an article is read: shown within a second, the reader staying where it is."""

from __future__ import annotations

import asyncio

from annotations.review.open_article import Reading
from annotations.store.queries.changes import read_changes
from annotations.store.queries.reviews import has_added_since, reviews_since
from tui.review.first_paint import FirstLook
from tui.review.panes import ArticleScreen
from tui.store.client import LOOK_SECONDS, Desk
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader

# What there is before anything was asked.
NO_NEWS = (0, 0, 0)


class WatchingScreen(ArticleScreen):
    """An article screen that looks now and then whether somebody else has stored something."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._version: int | None = None
        self._news = NO_NEWS  # what was stored up to here is shown
        self._looking = asyncio.Lock()

    def _show_first(self, first: FirstLook) -> None:
        """Take it that everything up to this look is shown."""
        self._news = first.latest
        super()._show_first(first)

    def _begin(self) -> None:
        """Begin to look."""
        super()._begin()
        self.set_interval(LOOK_SECONDS, self._look)

    async def _look(self) -> None:
        """Show what others have stored since the last look, once that one is over; the reader stays where it is."""
        async with self._looking:
            await self._look_now()

    async def _look_now(self) -> None:
        await self.remember()
        version = await self._asked(lambda store: store.version())
        if version in (None, self._version):
            return
        self._version = version
        since, news = self._news, await self._asked(lambda store: read_changes(store, self._news))
        if news is None:
            return
        first, self._news, articles = self._news == NO_NEWS, news.token, news.reviewed
        await self._read_tags()
        if not first and self._reading is not None and self._reading.id in news.imported:
            await self._open_again()
        elif (reading := self._reading) is not None and reading.id in articles:
            await self._take_in_news(reading, since[0])
        await self._show_progress([article for article in articles if article in self._progress])
        await self._count_orphans()

    async def _take_in_news(self, reading: Reading, since: int) -> None:
        name = self._desk.annotator
        found = await self._asked_now(
            lambda store: (
                reviews_since(store, since, reading.id, name),
                has_added_since(store, since, reading.id),
            )
        )
        reviews, added = found or ((), False)
        places = [reading.decided(review) for review in reviews]
        if added or None in places:
            await self._renew(reading)
        if reading is self._reading:
            self.query_one(ArticleReader).show_verdicts()
            await self._read_claim(reading)
            self._show_panel()
