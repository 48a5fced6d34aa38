"""A screen on which articles are read: the panes, moving from claim to claim, searching."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Footer, Static

from annotations.model import Claim
from tui.jobs import StoreThread, open_article
from tui.reading import Reading
from tui.screens.corpus import CorpusScreen
from tui.screens.desk import LOOK_SECONDS, Desk
from tui.widgets.article_list import ArticleList, article_title
from tui.widgets.article_reader import ArticleReader
from tui.widgets.article_search import ArticleSearch
from tui.widgets.claim_panel import ClaimPanel

# Columns and rows below which there is no room to work.
MINIMUM = (30, 8)
# What there is before anything was asked.
NO_NEWS = (0, 0, 0)


class ArticleScreen(CorpusScreen):
    """Three panes: articles, the article, the current claim. It coordinates them and the store's thread."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it so)
        (0, "-tiny"), (MINIMUM[0], "-narrow"), (70, "-medium"), (110, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"), (MINIMUM[1], "-short"), (18, "-tall"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._reading: Reading | None = None
        self._version: int | None = None
        self._news = NO_NEWS
        self._orphans = 0
        self._scroll_before_search = 0

    def compose(self) -> ComposeResult:
        """The panes, and the sentence for a terminal that has no room for them."""
        with Horizontal(id="panes"):
            yield ArticleList(id="articles")
            with Container(id="desk"):
                with Vertical(id="reading"):
                    yield Static(id="headline", markup=False)
                    yield ArticleReader(id="reader")
                    yield ArticleSearch(id="search")
                yield ClaimPanel(id="claim")
        yield Static(id="too-small", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Read the corpus behind the first paint."""
        self.query_one(ArticleList).border_title = "Articles"
        self.query_one(ArticleReader).focus()
        await self._resume()
        self._read_corpus()
        self.set_interval(LOOK_SECONDS, self._look)

    def on_resize(self, event: events.Resize) -> None:
        """Say how large a terminal is needed where this one is too small."""
        least = "×".join(map(str, MINIMUM))
        told = f"soi needs {least}, this is {event.size.width}×{event.size.height}"
        self.query_one("#too-small", Static).update(told)

    # The corpus -----------------------------------------------------------------------------------------

    async def _resume(self) -> None:
        """Open the article where the annotator left, if it is known; else the first one that comes in."""
        place = await self._asked(lambda s: s.place_of(self._desk.annotator, str(self._desk.corpus)))
        if place is None:
            return
        article, claim = place
        known = await self._asked(lambda store: store.progress(self._desk.annotator, [article]))
        if known:
            await self._open(article, claim)

    async def on_corpus_screen_corpus_read(self, message: CorpusScreen.CorpusRead) -> None:
        """List what came in, and show anew what changed under the reader."""
        part = message.part
        self.problems += part.problems
        self._edits += part.edits
        await self._show_progress(part.articles)
        here = self._reading.id if self._reading else None
        if here in part.changed and self._reading:
            await self._open(here, self._reading.current.id if self._reading.current else None)
        elif self._progress and (here is None or (part.done and here not in self._progress)):
            await self._open(next(iter(self._progress)))
        elif here in part.articles:
            self.query_one(ArticleList).mark(here)
        if part.done:
            self._tell_problems()
            await self._count_orphans()
            self._tell_edits()

    async def _show_progress(self, articles: Sequence[str]) -> None:
        """Show how far the annotator is with these articles, and in all."""
        listed = self.query_one(ArticleList)
        listed.show_progress(await self._take_progress(articles))
        told = f"{self._orphans} orphans" if self._orphans else "reviewed"
        listed.border_subtitle = f"{self._reviewed}/{self._total} {told}"
        here = self._progress.get(self._reading.id) if self._reading else None
        if here is not None:
            self.query_one("#headline", Static).update(
                Content.assemble(
                    (f"{here.reviewed}/{here.total}", "$text-accent"),
                    (f" of {self._reviewed}/{self._total}  ", "$text-muted"),
                    (article_title(here), "bold"),
                )
            )

    async def _count_orphans(self) -> None:
        self._orphans = await self._asked(lambda store: store.count_orphans(list(self._progress))) or 0
        await self._show_progress([])

    # The article ----------------------------------------------------------------------------------------

    async def _open(self, article: str, claim: str | None = None) -> None:
        opened = await self._asked(partial(open_article, article=article, claim=claim))
        if opened is None:
            return
        self._reading = reading = Reading(opened, self._desk.annotator)
        self.query_one(ArticleReader).show_article(opened.shown, opened.mentions, reading.verdicts())
        self.query_one(ArticleSearch).search_in(opened.article.text)
        self.query_one(ArticleList).mark(article)
        await self._show_progress([article] if article in self._progress else [])
        reading.start(opened.claim)
        self._show_claim()
        await self.remember()

    async def _look(self) -> None:
        """Show what others have stored since the last look; the reader stays where it is."""
        version = await self._asked(lambda store: store.version())
        if version in (None, self._version):
            return
        self._version = version
        news = await self._asked(lambda store: store.news(self._news))
        if news is None:
            return
        first, self._news, articles = self._news == NO_NEWS, news.token, news.reviewed
        if not first and self._reading is not None and self._reading.id in news.imported:
            await self._open(self._reading.id, self._reading.current.id if self._reading.current else None)
        elif (reading := self._reading) is not None and reading.id in articles:
            reviews = await self._asked(lambda store: store.reviews(reading.id))
            if reviews is not None and reading is self._reading:
                reading.take_in(reviews)
                self.query_one(ArticleReader).show_verdicts(reading.verdicts())
                self._show_panel()
        await self._show_progress([article for article in articles if article in self._progress])
        await self._count_orphans()

    def _go(self, claim: Claim | None) -> None:
        if self._reading and claim:
            self._reading.go(claim)
            self._show_claim()

    def _show_claim(self) -> None:
        reading = self._reading
        if reading is None:
            return
        self.query_one(ArticleReader).show_current(reading.current.id if reading.current else None)
        self._show_panel()

    def _show_panel(self) -> None:
        if (reading := self._reading) is not None:
            panel = self.query_one(ClaimPanel)
            unstored = reading.unstored.get(reading.current.id) if reading.current else None
            panel.show_claim(reading.current, reading.place, reading.review, reading.others, unstored)

    async def remember(self) -> None:
        """Store where the annotator is, for the next time."""
        if (reading := self._reading) is not None:
            claim = reading.current.id if reading.current else None
            annotator, corpus = self._desk.annotator, str(self._desk.corpus)
            await self._stored(lambda store: store.set_place(annotator, corpus, reading.id, claim))

    # Moving ---------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """To the next or the previous claim of the article."""
        if self._reading:
            self._go(self._reading.neighbour(by))

    async def action_next_unreviewed(self) -> None:
        """To the next claim without a verdict: behind this one, in the articles after, then from the start."""
        if (reading := self._reading) is None:
            return
        if (found := reading.unreviewed(reading.cursor + 1)) is not None:
            self._go(found)
            return
        articles = list(self._progress.values())
        here = list(self._progress).index(reading.id) if reading.id in self._progress else 0
        for progress in (*articles[here + 1 :], *articles[: here + 1]):
            if progress.reviewed < progress.total:
                await self._open_unreviewed(progress.article)
                return
        self.notify("Every claim is reviewed.", markup=False)

    async def _open_unreviewed(self, article: str) -> None:
        if self._reading and self._reading.id == article:
            self._go(self._reading.unreviewed(0))
        else:
            await self._open(article)

    async def action_article(self, by: int) -> None:
        """To the next or the previous article."""
        ids = list(self._progress)
        if self._reading is None or self._reading.id not in self._progress:
            return
        to = ids.index(self._reading.id) + by
        if 0 <= to < len(ids):
            await self._open(ids[to])

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
            self.query_one(ArticleSearch).clear()
            self.app.clear_notifications()
        reader.focus()

    async def on_article_list_article_chosen(self, message: ArticleList.ArticleChosen) -> None:
        """Open the chosen article."""
        self.action_leave()
        await self._open(message.article)

    def on_article_reader_claim_selected(self, message: ArticleReader.ClaimSelected) -> None:
        """Make the clicked claim the current one."""
        if self._reading:
            self._go(next(c for c in self._reading.claims if c.id == message.claim))

    # Searching ------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Ask what to search in the article."""
        reader = self.query_one(ArticleReader)
        self._scroll_before_search = reader.scroll_offset.y
        self.query_one(ArticleSearch).open(self._reading.cursor if self._reading else 0)

    def action_match(self, by: int) -> None:
        """To the next or the previous match."""
        self.query_one(ArticleSearch).step(by)

    def on_article_search_matches_changed(self, message: ArticleSearch.MatchesChanged) -> None:
        """Highlight the matches."""
        spans = [(match.start, match.end) for match in message.matches]
        self.query_one(ArticleReader).show_matches(spans, message.current)

    def on_article_search_accepted(self, message: ArticleSearch.Accepted) -> None:
        """Go on from the match: at the claim it touches or else the next one behind it."""
        self.query_one(ArticleReader).focus()
        if self._reading and (match := message.match):
            touched = self._reading.claim_at(match.start, match.end)
            self._reading.cursor = match.start
            self._go(touched or self._reading.neighbour(1))

    def on_article_search_cancelled(self) -> None:
        """Go back to where the search began."""
        reader = self.query_one(ArticleReader)
        reader.focus()
        reader.scroll_to(y=self._scroll_before_search, animate=False)
