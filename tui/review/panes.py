"""A screen on which articles are read: its panes, the first picture of them, and what comes in of the corpus."""

from __future__ import annotations

import asyncio
import gc

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from tui.language.i18n import _
from tui.ordered_input import OrderedInputApp
from tui.review.corpus import CorpusScreen
from tui.review.first_paint import FirstLook, first_look
from tui.review.open_article import OpenArticleScreen
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Headline, Status

# What can be done before there is an article to do it in.
_WITHOUT_ARTICLE = {"orphans", "search_corpus", "claims", "dashboard", "articles", "leave"}
# Columns and rows below which there is no room to work.
MINIMUM = (30, 8)
# How long the first paint waits for an article that is read from the store.
OPENING_SECONDS = 0.3


class ArticleScreen(OpenArticleScreen):
    """Three panes: articles, the article, the current claim. It coordinates them and the store's thread."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it so)
        (0, "-tiny"), (MINIMUM[0], "-narrow"), (70, "-medium"), (110, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"), (MINIMUM[1], "-short"), (18, "-tall"),
    ]  # fmt: skip

    AUTO_FOCUS = "#reader"

    class FirstPainted(Message):
        """The first screen is there: what it did without can be loaded now."""

    def compose(self) -> ComposeResult:
        """The panes."""
        # Each in turn takes its edge of what is left of the screen: panes within panes would be painted as well.
        yield KeyFooter()
        yield Status(widget_id="status")
        yield ArticleList(widget_id="articles")
        yield Headline(widget_id="headline")
        yield ArticleReader(widget_id="reader")
        yield ClaimPanel(widget_id="claim")

    def on_compose(self) -> None:
        """Take the classes for the terminal's size: Textual gives them behind the first paint, which would be another."""
        rooms = (
            (self.app.size.width, self.HORIZONTAL_BREAKPOINTS),
            (self.app.size.height, self.VERTICAL_BREAKPOINTS),
        )
        fitting = {[name for least, name in points if least <= room][-1]: True for room, points in rooms}
        self.update_classes(fitting, update=False)  # the styles are read when the screen comes into sight

    async def on_mount(self) -> None:
        """Open the article where the annotator left, all of it in the first paint; the rest comes behind that."""
        self.query_one(ArticleList).border_title = _("Articles")
        app, annotator, corpus = self.app, self._desk.annotator, str(self._desk.corpus)
        assert isinstance(app, OrderedInputApp)
        with app.painting_once(OPENING_SECONDS):
            looking = asyncio.create_task(self._asked(lambda store: first_look(store, annotator, corpus)))
            done, _waiting = await asyncio.wait([looking], timeout=OPENING_SECONDS)
            if not done:
                self._show_state(nothing_open=True)
            if (first := await looking) is not None:
                self._show_first(first)
            if self._reading is None:
                self._show_state(nothing_open=True)
        self.call_after_refresh(self._begin)

    def _show_first(self, first: FirstLook) -> None:
        """Show the article where the annotator left, if it is known; else the first one that comes in is shown."""
        self._tags = {tag.name: tag for tag in first.tags}
        if first.opened is None:
            return
        self._list_progress(self._sum_up(first.progress, first.marks))
        reading = self._show_article(first.opened)
        reading.go(first.at)
        if first.claim is not None:
            reading.take_in(*first.claim)
        self._show_claim()
        self._remembered = self._here()

    def _begin(self) -> None:
        """Do what waits for the first paint."""
        self.post_message(self.FirstPainted())
        self._read_corpus()

    def on_resize(self, event: events.Resize) -> None:
        """Say how large a terminal is needed where this one is too small."""
        if all(least <= room for least, room in zip(MINIMUM, event.size, strict=True)):
            return
        told = _("soi needs {least}, this is {size}").format(
            least="×".join(map(str, MINIMUM)), size=f"{event.size.width}×{event.size.height}"
        )
        if not self.query("#too-small"):
            self.mount(Static(id="too-small", markup=False))
        self.query_one("#too-small", Static).update(told)

    # The corpus -----------------------------------------------------------------------------------------

    async def on_corpus_screen_corpus_read(self, message: CorpusScreen.CorpusRead) -> None:
        """List what came in, and show anew what changed under the reader."""
        part = message.part
        self.problems += part.problems
        self._edits += part.edits
        self._read += part.articles
        self._gone = part.gone
        await self._show_progress(part.articles)
        if part.done:
            self._keep_what_was_read()
            self.query_one(ArticleList).put_in_order(self._progress)
            self._list_progress([])
        here = self._reading.id if self._reading else None
        if here in part.changed:
            await self._open_again()
        elif self._progress and (here is None or (part.done and here not in self._progress)):
            await self._open(next(iter(self._progress)))
        elif here in part.articles:
            self.query_one(ArticleList).mark(here)
        self._tell_reading(part.files, done=part.done)
        if part.done and self._progress:
            self._tell_problems()
            await self._count_orphans()
            self._tell_edits()
            self._store.get_ready()
            # What is there by now stays: looking through it for garbage would halt the screen for 30 ms now and then.
            gc.collect()
            gc.freeze()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before an article is open, what would be done in one does nothing, and its keys are not shown."""
        if self._reading is None and action not in _WITHOUT_ARTICLE:
            return False
        return super().check_action(action, parameters)

    # Going back to the article --------------------------------------------------------------------------

    def action_articles(self) -> None:
        """To the list of articles, or back from it."""
        articles = self.query_one(ArticleList)
        if articles.has_focus:
            self.action_leave()
        else:
            articles.add_class("-called")
            articles.focus()

    def action_leave(self) -> None:
        """Back to the article; once there, forget the search."""
        reader = self.query_one(ArticleReader)
        self.query_one(ArticleList).remove_class("-called")
        if reader.has_focus:
            if self._search is not None:
                self._search.clear()
            self.app.clear_notifications()
        reader.focus()
