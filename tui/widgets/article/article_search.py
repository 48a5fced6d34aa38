"""The search line under the article: finds as one types, steps from match to match."""

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

from tui.language.i18n import _

if TYPE_CHECKING:
    from annotations.search.article_index import ArticleIndex
    from annotations.search.matches import Match

MOST = 1000  # matches shown; a query that has more is not what anyone is looking for


class ArticleSearch(Horizontal):
    """Searches one text; hidden until opened. Matches stay until given up or another article is shown."""

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
        """There are other matches, or another one is current (an index, or None where there is none)."""

        def __init__(self, matches: Sequence[Match], current: int | None) -> None:
            super().__init__()
            self.matches, self.current = matches, current

    class Accepted(Message):
        """Enter: work goes on at the current match, or where it was if there is none."""

        def __init__(self, match: Match | None) -> None:
            super().__init__()
            self.match = match

    class Cancelled(Message):
        """Escape: back to where the search began."""

    class _Found(Message):
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
        self._answered: str | None = None
        self.display = False

    def search_in(self, text: str) -> None:
        """Search this text from now on; what was found in another is forgotten."""
        self._text, self._index = text, None
        self.display = False
        self._show([], None)

    async def open(self, origin: int) -> None:
        """Ask what to search; the first match at or behind ``origin`` will be the current one."""
        self._origin, self._answered = origin, None
        self.display = True
        if not self.children:
            # The line and, beside it, the count; made when they are first needed.
            await self.mount(
                Static("/", markup=False, id="search-prompt"),
                Input(placeholder=_("words or numbers"), compact=True),
                Static("", markup=False, id="search-count"),
            )
        line = self.query_one(Input)
        line.focus()
        line.select_all()
        self._search(line.value)

    def show_match(self, match: Match) -> None:
        """Show a match that was found elsewhere, in a search of all articles."""
        self._show([match], 0)

    def clear(self) -> bool:
        """Forget the matches; False where there were none."""
        had = bool(self._matches)
        self._show([], None)
        return had

    @property
    def match(self) -> Match | None:
        """The current match."""
        return self._matches[self._current] if self._current is not None else None

    @property
    def position(self) -> str:
        """The current match's number among all in the order in which one steps: ``7/24``; empty where there is none."""
        if self._current is None:
            return ""
        many = f"{MOST}+" if len(self._matches) >= MOST else str(len(self._matches))
        ordered = f" {_('best first')}" if self._best_first else ""
        return f"{self._order(self._matches).index(self._current) + 1}/{many}{ordered}"

    @property
    def best_first(self) -> bool:
        """Whether one steps from the best match on, not down the text."""
        return self._best_first

    def step(self, by: int) -> None:
        """To the next match (``by`` is 1) or the previous one (-1), round the end."""
        if self._current is not None:
            order = self._order(self._matches)
            self._show(self._matches, order[(order.index(self._current) + by) % len(order)])

    def toggle_order(self) -> None:
        """Step from the best match to the next best instead of down the text, or down the text again."""
        self._best_first = not self._best_first
        self._show(self._matches, self._first(self._matches))

    def _order(self, matches: Sequence[Match]) -> list[int]:
        """The matches, which are in text order, as they are stepped through."""
        order = list(range(len(matches)))
        return sorted(order, key=lambda i: -matches[i].score) if self._best_first else order

    def _first(self, matches: Sequence[Match]) -> int | None:
        """The best match, or the first one at or behind the place where the search began."""
        order = self._order(matches)
        if self._best_first:
            return next(iter(order), None)
        behind = (i for i in order if matches[i].start >= self._origin)
        return next(behind, 0) if matches else None

    @work(thread=True, exclusive=True, group="search")
    def _search(self, query: str) -> None:
        worker = get_current_worker()
        matches = self._find(query)
        if not worker.is_cancelled:
            self.post_message(self._Found(query, matches))

    def _find(self, query: str) -> list[Match]:
        # Imported when something is searched first: the first screen must not wait for it.
        from annotations.search.article_index import ArticleIndex  # noqa: PLC0415

        # Two searches may make the index at once; either serves.
        index = self._index
        if index is None:
            index = self._index = ArticleIndex(self._text)
        return index.search(query, limit=MOST)

    def on_article_search__found(self, message: _Found) -> None:
        """Show what was found, unless something else is asked for by now."""
        if self.display and message.query == self.query_one(Input).value:
            self._show_found(message.query, message.matches)

    def _show_found(self, query: str, matches: list[Match]) -> None:
        if query == self._answered:
            return
        self._answered = query
        self._show(matches, self._first(matches))

    def _show(self, matches: list[Match], current: int | None) -> None:
        self._matches, self._current = matches, current
        if self.children:
            asked = bool(self.query_one(Input).value.strip())
            self.query_one("#search-count", Static).update(self.position or (_("no match") if asked else ""))
        self.post_message(self.MatchesChanged(matches, current))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        event.stop()
        if self.display:
            self._search(event.value)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on at the current match."""
        event.stop()
        if event.value != self._answered:
            # Enter came before the answer: what is typed next is meant for the place it leads to.
            self._show_found(event.value, await asyncio.to_thread(self._find, event.value))
        self.display = False
        self.post_message(self.Accepted(self._matches[self._current] if self._current is not None else None))

    def action_cancel(self) -> None:
        """Give up the search."""
        self.display = False
        self._show([], None)
        self.post_message(self.Cancelled())

    def action_step(self, by: int) -> None:
        """Step while typing."""
        self.step(by)

    def action_order(self) -> None:
        """Turn the order while typing."""
        self.toggle_order()
