"""The search line of the article: searches while the query is typed, and steps through the matches."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from annotations import search
from tui.language.i18n import _
from tui.settings.drafts import Draft
from tui.widgets.drafts import open_draft

if TYPE_CHECKING:
    from annotations.search import ArticleIndex, Match

MAX_MATCHES = 1000  # shown at once; a query with more matches is too broad to step through


class ArticleSearch(Horizontal):
    """Searches one article; hidden until opened. Matches stay until Escape or until another article is open."""

    DEFAULT_CSS = """
    ArticleSearch {
        height: 1; padding: 0 1; background: $panel;
        #search-prompt { width: 2; color: $text-accent; text-style: bold; }
        Input { width: 1fr; background: $panel; }
        #search-count { width: auto; padding: 0 1; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Give up", id="search.cancel"),
        Binding("down,f3", "step(1)", "Next", id="search.next"),
        Binding("up,ctrl+r", "step(-1)", "Previous", id="search.previous"),
        Binding("f8,ctrl+o", "order", "Best first", id="search.order"),
    ]

    class MatchesChanged(Message):
        """The matches or the current one changed; ``current`` is its index, None without matches."""

        def __init__(self, matches: Sequence[Match], current: int | None) -> None:
            super().__init__()
            self.matches, self.current = matches, current

    class Accepted(Message):
        """Enter was pressed; ``match`` is the current match, None without matches."""

        def __init__(self, match: Match | None) -> None:
            super().__init__()
            self.match = match

    class Cancelled(Message):
        """Escape was pressed."""

    class _SearchFinished(Message):
        """The search thread has the matches of a query."""

        def __init__(self, query: str, matches: list[Match]) -> None:
            super().__init__()
            self.query, self.matches = query, matches

    def __init__(self, text: str, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._text = text
        self._index: ArticleIndex | None = None
        self._matches: list[Match] = []
        self._current: int | None = None
        self._origin = 0
        self._best_first = False
        self._answered_query: str | None = None
        self._draft: Draft | None = None
        self.display = False

    def search_in(self, text: str) -> None:
        """Search another article's text from now on, and forget the matches."""
        self._text, self._index = text, None
        self.display = False
        self._show([], None)

    async def open(self, origin: int) -> None:
        """Show the line and search its query; the current match will be the first one at or behind ``origin``."""
        self._origin, self._answered_query = origin, None
        self._draft = open_draft(self, "article query", _("Search in the article"))
        self.display = True
        if not self.children:
            # Most reviews never search, so the children are created on the first use.
            await self.mount(
                Static("/", markup=False, id="search-prompt"),
                Input(
                    self._draft.values.get("query") if self._draft else None,
                    placeholder=_("words or numbers"),
                    compact=True,
                ),
                Static("", markup=False, id="search-count"),
            )
        line = self.query_one(Input)
        line.focus()
        line.select_all()
        self._search(line.value)

    def show_match(self, match: Match) -> None:
        """Show the one match that a search of the whole corpus led to."""
        self._show([match], 0)

    def clear(self) -> bool:
        """Forget the matches; False if there were none."""
        had_matches = bool(self._matches)
        self._show([], None)
        return had_matches

    @property
    def match(self) -> Match | None:
        """The current match."""
        return self._matches[self._current] if self._current is not None else None

    @property
    def position(self) -> str:
        """The number of the current match in the order of the steps, such as ``7/24``; empty without matches."""
        if self._current is None:
            return ""
        total = f"{MAX_MATCHES}+" if len(self._matches) >= MAX_MATCHES else str(len(self._matches))
        order = f" {_('best first')}" if self._best_first else ""
        return f"{self._order(self._matches).index(self._current) + 1}/{total}{order}"

    @property
    def best_first(self) -> bool:
        """Whether steps go from the best match to the next best, not down the text."""
        return self._best_first

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) match; the last is followed by the first."""
        if self._current is not None:
            order = self._order(self._matches)
            self._show(self._matches, order[(order.index(self._current) + step) % len(order)])

    def toggle_order(self) -> None:
        """Switch between best match first and text order, and go to the first match in the new order."""
        self._best_first = not self._best_first
        self._show(self._matches, self._first_match(self._matches))

    def _order(self, matches: Sequence[Match]) -> list[int]:
        """The indexes of the matches in the order of the steps; ``matches`` are in text order."""
        order = list(range(len(matches)))
        return sorted(order, key=lambda i: -matches[i].score) if self._best_first else order

    def _first_match(self, matches: Sequence[Match]) -> int | None:
        """The index of the best match or, in text order, of the first one at or behind the origin."""
        order = self._order(matches)
        if self._best_first:
            return next(iter(order), None)
        at_or_behind_origin = (i for i in order if matches[i].start >= self._origin)
        return next(at_or_behind_origin, 0) if matches else None

    @work(thread=True, exclusive=True, group="search")
    def _search(self, query: str) -> None:
        worker = get_current_worker()
        matches = self._find(query)
        if not worker.is_cancelled:
            self.post_message(self._SearchFinished(query, matches))

    def _find(self, query: str) -> list[Match]:
        # Two threads may build the index at once; either index serves.
        index = self._index
        if index is None:
            # The package loads the class on this first use: in the search thread, not before the first paint.
            index = self._index = search.ArticleIndex(self._text)
        return index.search(query, limit=MAX_MATCHES)

    def on_article_search__search_finished(self, message: _SearchFinished) -> None:
        """Show the matches unless the query changed meanwhile."""
        if self.display and message.query == self.query_one(Input).value:
            self._show_answer(message.query, message.matches)

    def _show_answer(self, query: str, matches: list[Match]) -> None:
        if query == self._answered_query:
            return
        self._answered_query = query
        self._show(matches, self._first_match(matches))

    def _show(self, matches: list[Match], current: int | None) -> None:
        self._matches, self._current = matches, current
        if self.children:
            has_query = bool(self.query_one(Input).value.strip())
            label = self.position or (_("no match") if has_query else "")
            self.query_one("#search-count", Static).update(label)
        self.post_message(self.MatchesChanged(matches, current))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search the new query."""
        event.stop()
        if self.display:
            if self._draft is not None:
                self._draft.keep({"query": event.value})
            self._search(event.value)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Accept the current match."""
        event.stop()
        if event.value != self._answered_query:
            # Enter came before the answer. Waiting here keeps the next keys from the article until it is known.
            self._show_answer(event.value, await asyncio.to_thread(self._find, event.value))
        self._close()
        self.post_message(self.Accepted(self.match))

    def action_cancel(self) -> None:
        """Forget the matches and hide the line."""
        self._close()
        self._show([], None)
        self.post_message(self.Cancelled())

    def _close(self) -> None:
        self.display = False
        if self._draft is not None:
            self._draft.settle()

    def action_step(self, step: int) -> None:
        """Step through the matches while typing."""
        self.step(step)

    def action_order(self) -> None:
        """Switch the order while typing."""
        self.toggle_order()
