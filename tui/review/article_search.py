"""Search in the open article: the search line below it, and its matches in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import search
from tui.language.i18n import _
from tui.review.article_loader import ArticleLoader
from tui.review.navigation.navigator import Navigator
from tui.review.session import ReviewSession
from tui.review.view import ReviewView

if TYPE_CHECKING:
    from annotations.search.matches import Match
    from tui.widgets.article.article_search import ArticleSearch
    from tui.widgets.lists.search_results import ResultPlace


class SearchControl:
    """Opens the search line and goes from match to match."""

    def __init__(
        self, session: ReviewSession, view: ReviewView, loader: ArticleLoader, navigator: Navigator
    ) -> None:
        self._session, self._view, self._loader, self._navigator = session, view, loader, navigator
        self._initial_scroll = 0  # the line to which ``cancel`` scrolls

    async def open(self) -> None:
        """Open the search line."""
        self._initial_scroll = self._view.reader.scroll_offset.y
        search = await self._view.search_line()
        await search.open(self._session.article.cursor if self._session.article else 0)

    async def toggle_order(self) -> None:
        """Switch the order of steps: best match first, or down the text."""
        search = await self._view.search_line()
        search.toggle_order()
        best_first, down = _("Matches come best first."), _("Matches come down the text.")
        self._view.show_message(best_first if search.best_first else down)

    def show_matches(self, message: ArticleSearch.MatchesChanged) -> None:
        """Highlight the matches, each part of them."""
        spans = [span for match in message.matches for span in match.parts]
        current = message.current
        if current is not None:
            current = sum(len(match.parts) for match in message.matches[:current])
        self._view.reader.show_matches(spans, current)

    def cancel(self) -> None:
        """Go back to where the search began."""
        reader = self._view.reader
        reader.focus()
        reader.scroll_to(y=self._initial_scroll, animate=False)

    async def accept(self, match: Match | None) -> None:
        """Go to the claim that the match touches, else to the next claim behind the match."""
        self._view.reader.focus()
        if (article := self._session.article) and match:
            self._session.leave_place()
            touched = article.claim_at(match.start, match.end)
            article.cursor = match.start
            await self._navigator.go_near(article.neighbour(1) if touched is None else touched, match.start)

    async def step(self, step: int) -> None:
        """Go to the next or previous match; the claim that it touches becomes current, or none."""
        search = await self._view.search_line()
        search.step(step)
        if (article := self._session.article) and (match := search.match):
            await self._navigator.go_near(article.claim_at(match.start, match.end), match.start)
            self._view.show_message(_("match {place}").format(place=search.position))
        else:
            message = _("Nothing is found here: {key} searches.")
            self._view.show_message(message.format(key=self._view.key_of("review.search")))

    async def open_result(self, place: ResultPlace) -> None:
        """Open a result of the corpus search, and highlight its match."""
        self._session.leave_place()
        await self._loader.open(place.article, place.claim, place.spans[0][0] if place.spans else None)
        article = self._session.article
        if article and article.id == place.article and place.spans:
            match = search.Match(place.spans[0][0], place.spans[-1][1], 100, place.spans)
            index = article.claim_of_match(place.claim, match.start, match.end)
            await self._navigator.go_near(index, match.start)
            (await self._view.search_line()).show_match(match)
