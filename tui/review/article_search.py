"""Searching the open article: the line below it, and its matches in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language.i18n import _
from tui.review.watcher import WatchingScreen
from tui.store.client import Desk
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader

if TYPE_CHECKING:
    from tui.widgets.article.article_search import ArticleSearch


class FindingScreen(WatchingScreen):
    """An article screen on which text is found as one types."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._scroll_before_search = 0

    async def action_search(self) -> None:
        """Ask what to search in the article."""
        reader = self.query_one(ArticleReader)
        self._scroll_before_search = reader.scroll_offset.y
        search = await self._search_line()
        await search.open(self._reading.cursor if self._reading else 0)

    async def _search_line(self) -> ArticleSearch:
        """The line in which to say what to search."""
        from tui.widgets.article.article_search import ArticleSearch  # noqa: PLC0415 (not before it is needed)

        if self._search is None:
            self._search = ArticleSearch(
                self._reading.article.text if self._reading else "", widget_id="search"
            )
            await self.mount(self._search, after="#reader")
        return self._search

    async def action_match_order(self) -> None:
        """Step through the matches from the best one on, or down the text again."""
        search = await self._search_line()
        search.toggle_order()
        best, down = _("Matches come best first."), _("Matches come down the text.")
        self.tell(best if search.best_first else down)

    def on_article_search_matches_changed(self, message: ArticleSearch.MatchesChanged) -> None:
        """Highlight the matches."""
        spans = [part for match in message.matches for part in match.parts]
        current = message.current
        if current is not None:
            current = sum(len(match.parts) for match in message.matches[:current])
        self.query_one(ArticleReader).show_matches(spans, current)

    def on_article_search_cancelled(self) -> None:
        """Go back to where the search began."""
        reader = self.query_one(ArticleReader)
        reader.focus()
        reader.scroll_to(y=self._scroll_before_search, animate=False)
