"""The open article: shown at a claim, read anew when it is another, and the place in it remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Static

from annotations.review.article_query import FullClaim, OpenArticle, open_article, read_full_claim
from annotations.review.jumps import Place
from annotations.review.open_article import Reading
from annotations.store import Store
from annotations.store.decisions.tags import Tag
from annotations.store.queries.outline_query import CORRECTED_AT_ONCE, corrected_kinds, read_outline
from annotations.store.queries.places import remember_place
from tui.review.view import TellingScreen
from tui.store.client import Desk
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel

if TYPE_CHECKING:
    from tui.widgets.article.article_search import ArticleSearch


class OpenArticleScreen(TellingScreen):
    """A screen on which one article is open, with its current claim in the panel."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._tags: dict[str, Tag] = {}
        self._remembered: Place | None = None
        self._search: ArticleSearch | None = None  # made when something is searched first

    def _show_state(self, *, nothing_open: bool) -> None:
        """Show how far the corpus is read in place of an article, or the article."""
        if nothing_open and not self.query("#state"):
            self.mount(Static(self._reading_corpus(), id="state", markup=False), before="#reader")
        for state in self.query("#state"):
            state.display = nothing_open
        for pane in (self.query_one(ArticleReader), self.query_one(ClaimPanel)):
            if pane.display == nothing_open:  # it is looked up and laid out anew even for what it was before
                pane.display = not nothing_open

    async def _open(self, article: str, claim: str | None = None, cursor: int | None = None) -> None:
        """Show an article at a claim or, without one, at an offset or at its first unreviewed claim."""
        name = self._desk.annotator
        opened = await self._asked(partial(open_article, article=article, annotator=name, claim=claim))
        if opened is None:
            return
        reading = self._show_article(opened)
        if claim is None and cursor is not None:
            index = reading.claim_at(cursor, cursor + 1)
        else:
            index = reading.resumed(opened.claim)
        if index is None and cursor is None:
            cursor = 0  # in an article without a claim to go to one is at its beginning
        await self._go(index, cursor)
        await self.remember()

    async def _open_again(self) -> None:
        """Show the article as it was imported just now, at the same claim; a key may come at any moment."""
        if (before := self._reading) is None:
            return

        name = self._desk.annotator

        def job(store: Store) -> tuple[OpenArticle, FullClaim | None]:
            claim = before.current.id if before.current else None
            opened = open_article(store, before.id, name, claim)
            return opened, read_full_claim(store, opened.claim, name) if opened.claim else None

        found = await self._asked_now(job)
        if found is None or before is not self._reading:
            return
        opened, full = found
        reading = self._show_article(opened)
        reading.go(reading.resumed(opened.claim))
        if full is not None and reading.index is not None and reading.outline.id(reading.index) == full[0].id:
            reading.take_in(*full)
            self._show_claim()
        else:
            await self._go(reading.index, 0 if reading.index is None else None)

    def _show_article(self, opened: OpenArticle) -> Reading:
        """Show an article's text and what stands in it; at which claim is to be said."""
        first = self._reading is None
        self._reading = reading = Reading(
            opened, self._desk.annotator, dates=self._dates, retired=self._retired
        )
        self._show_state(nothing_open=False)
        if first:
            self.refresh_bindings()
        self.query_one(ArticleReader).show_article(opened.shown, opened.outline)
        if self._search is not None:
            self._search.search_in(opened.article.text)
        self.query_one(ArticleList).mark(opened.article.id)
        self._list_progress([])
        self._read_corrections(reading)
        return reading

    def _read_corrections(self, reading: Reading) -> None:
        """Read behind what is shown already which kinds are corrected, where that would have been waited for."""
        if len(reading.outline) > CORRECTED_AT_ONCE:
            self.run_worker(self._take_corrections(reading), exclusive=True, group="corrections")

    async def _take_corrections(self, reading: Reading) -> None:
        name, outline = self._desk.annotator, reading.outline
        kinds = await self._asked_now(lambda store: corrected_kinds(store, reading.id, name))
        if kinds and reading is self._reading and outline is reading.outline:
            reading.correct(kinds)
            self.query_one(ArticleReader).show_verdicts()
            self._show_panel()

    async def _renew(self, reading: Reading) -> None:
        """Read anew which claims there are; the place stays."""
        name = self._desk.annotator
        outline = await self._asked_now(lambda store: read_outline(store, reading.id, name))
        if outline is not None and reading is self._reading:
            reading.renew(outline)
            self.query_one(ArticleReader).show_outline(outline, reading.index)
            self._read_corrections(reading)

    async def _go(self, index: int | None, cursor: int | None = None) -> None:
        """Go to a mention or, where it is None, to an offset at which there is none."""
        if (reading := self._reading) is None or (index is None and cursor is None):
            return
        self._moment += 1
        reading.go(index, cursor)
        await self._read_claim(reading)
        self._show_claim()

    async def _read_claim(self, reading: Reading) -> None:
        """Read the current claim in full."""
        if (index := reading.index) is None:
            return
        name = self._desk.annotator
        found = await self._asked(lambda store: read_full_claim(store, reading.outline.id(index), name))
        if found is not None and reading.index == index:
            reading.take_in(*found)

    def _show_claim(self) -> None:
        if (reading := self._reading) is not None:
            self.query_one(ArticleReader).show_current(reading.index, reading.sentence())
            self._show_panel()

    def _show_panel(self) -> None:
        if (reading := self._reading) is None:
            return
        panel = self.query_one(ClaimPanel)
        if (claim := reading.current) is None:
            claims = reading.outline.claims(dates=True, retired=False)
            panel.show_none(len(reading), len(claims), self.key_of)
            return
        panel.show_claim(
            claim, reading.place, reading.quoted, reading.review, reading.others, self._tags,
            reading.unstored.get(claim.id), reading.findings,
        )  # fmt: skip

    async def _read_tags(self) -> None:
        """Read which tags there are, and their keys and colours."""
        tags = await self._asked(lambda store: store.tags())
        if tags is not None:
            self._tags = {tag.name: tag for tag in tags}

    def _here(self) -> Place | None:
        """Where the annotator is now."""
        if (reading := self._reading) is None:
            return None
        return Place(reading.id, reading.current.id if reading.current else None, reading.cursor)

    async def remember(self) -> None:
        """Store where the annotator is, for the next time, if that is elsewhere than was last stored."""
        here = self._here()
        if here is None or here == self._remembered:
            return
        annotator, corpus = self._desk.annotator, str(self._desk.corpus)
        self._remembered = here
        await self._stored(
            lambda store: remember_place(store, annotator, corpus, here.article, here.claim), by_itself=True
        )
