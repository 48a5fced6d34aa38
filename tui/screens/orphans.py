"""The orphan queue: reviewed claims that lost their place when their article came back edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from annotations.model import Outcome, Review
from annotations.reports import Orphan
from annotations.review.article_query import open_article, read_full_claim
from annotations.review.open_article import Reading
from annotations.sentences import sentence_at
from annotations.store import Store
from annotations.store.decisions.undo import replaced_review
from annotations.store.queries.orphans import list_orphans
from annotations.store.queries.outline import outline_of
from annotations.text import show, visible
from tui.keys import keymap
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import count, day
from tui.language.wording import SIGNS, verdict_name
from tui.screens.base import SpokenScreen
from tui.store.client import LOOK_SECONDS, Desk, DeskScreen
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_text import VERDICT_STYLES, mention_text
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Status
from tui.widgets.panels.undo_messages import undo_message

WHAT_HAPPENED = {
    Outcome.CHANGED: mark("{quote}: what it says has changed"),
    Outcome.GONE: mark("{quote}: it was not found again"),
}
# What there is to do with an orphan.
_ON_ORPHANS = {"place", "step", "select", "retire", "orphan"}


class OrphansScreen(DeskScreen, SpokenScreen[None]):
    """Shows each orphan in its former text and, beside it, the text now; a key says what becomes of it.

    Placing it on a claim of the new text makes everything that was decided on it count there; retiring it takes
    it out of the queue. Both are steps that can be undone, and the past stays readable.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.ORPHANS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]  # noqa: RUF012 (Textual declares it so)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012

    def __init__(self, desk: Desk, store: StoreThread, articles: Sequence[str]) -> None:
        super().__init__(desk, store)
        self._articles = list(articles)
        self._queue: list[Orphan] = []
        self._at = 0
        self._version: int | None = None
        self._now: Reading | None = None  # the text as it is now, and the claim that is marked in it

    def compose(self) -> ComposeResult:
        """What happened, the two texts, who said what."""
        yield Static(id="orphan-told", markup=False)
        with Horizontal(id="passages"):
            with Vertical():
                yield Static(_("Before"), markup=False, classes="passage-title")
                yield ArticleReader(widget_id="before")
            with Vertical():
                yield Static(_("Now"), markup=False, classes="passage-title", id="now-title")
                yield ArticleReader(widget_id="now")
        yield Static(id="orphan-said", markup=False)
        yield Status()
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Show the first orphan."""
        self.query_one("#now", ArticleReader).focus()
        await self._load()
        self.set_interval(LOOK_SECONDS, self._look)

    async def _look(self) -> None:
        """Show what others have stored since the last look; the orphan that is shown stays, if it still waits."""
        version = await self._asked(lambda store: store.version())
        if version in (None, self._version):
            return
        self._version = version
        queue = await self._asked(lambda store: list_orphans(store, self._desk.annotator, self._articles))
        if queue is not None and queue != self._queue:
            here = self.orphan.claim.id if self.orphan else None
            waiting = [orphan.claim.id for orphan in queue]
            self._at = waiting.index(here) if here in waiting else self._at
            await self._show_queue(queue)

    async def _load(self, wanted: str | None = None) -> None:
        """Read the queue anew and show the wanted orphan, or the one that is at this place in it now."""
        queue = await self._asked(lambda store: list_orphans(store, self._desk.annotator, self._articles))
        if queue is not None:
            waiting = [orphan.claim.id for orphan in queue]
            self._at = waiting.index(wanted) if wanted in waiting else self._at
            await self._show_queue(queue)

    async def _show_queue(self, queue: list[Orphan]) -> None:
        self._queue = queue
        self._at = min(self._at, max(0, len(queue) - 1))
        await self._show()

    @property
    def orphan(self) -> Orphan | None:
        """The orphan that is shown."""
        return self._queue[self._at] if self._queue else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where none waits there is nothing to step to, to place or to retire."""
        if not self._queue and action in _ON_ORPHANS:
            return False
        return super().check_action(action, parameters)

    async def _show(self) -> None:
        orphan, name = self.orphan, self._desk.annotator
        self.set_class(orphan is None, "-empty")
        self.refresh_bindings()
        self.query_one("#passages").display = self.query_one("#orphan-said").display = orphan is not None
        if orphan is None:
            told = _("No claim waits here: all have their place. {key} leads back to the review.")
            told = told.format(key=self.key_of("orphans.leave"))
            self.query_one("#orphan-told", Static).update(told)
            return
        wanted = orphan.candidate.id if orphan.candidate else None
        opened = await self._asked(partial(open_article, article=orphan.claim.article, annotator=name))
        if opened is None:
            return
        self._now = now = Reading(opened, name)
        self._show_before(orphan)
        self.query_one("#now", ArticleReader).show_article(opened.shown, opened.outline)
        now.go(None, orphan.near)
        index = now.outline.index(wanted) if wanted else now.neighbour(1)
        await self._go(now.last() if index is None else index)
        place = f"{self._at + 1}/{len(self._queue)}"
        self.query_one("#orphan-told", Static).update(
            Content.assemble(
                (place, "$text-accent"),
                (f"  {visible(orphan.claim.article)}  ", "bold"),
                (
                    _(WHAT_HAPPENED[orphan.outcome]).format(quote=visible(orphan.claim.mention.text)),
                    "$text-warning",
                ),
            )
        )
        self.query_one("#orphan-said", Static).update(_said(orphan.reviews))

    def _show_before(self, orphan: Orphan) -> None:
        """Show the former text with the orphan as the only claim in it."""
        before, mention = self.query_one("#before", ArticleReader), orphan.claim.mention
        before.show_article(show(orphan.text), outline_of([orphan.claim]))
        before.show_current(0, sentence_at(orphan.text, mention.start))

    async def _go(self, index: int | None) -> None:
        """Mark a claim of the text as it is now."""
        now = self._now
        if now is None:
            return
        if index is not None:
            now.go(index)
            name = self._desk.annotator
            found = await self._asked(lambda store: read_full_claim(store, now.outline.id(index), name))
            if found is not None:
                now.take_in(*found)
        self.query_one("#now", ArticleReader).show_current(now.index, now.sentence())
        claim = now.current
        told = _("Now: no claim here")
        if claim:
            quote, says = visible(claim.mention.text), mention_text(claim.mention)
            told = _("Now: {quote}, {reading}").format(quote=quote, reading=says)
        self.query_one("#now-title", Static).update(told)

    async def action_step(self, by: int) -> None:
        """To the next or the previous claim of the text as it is now."""
        if self._now is not None and (index := self._now.neighbour(by)) is not None:
            await self._go(index)

    async def on_article_reader_claim_selected(self, message: ArticleReader.ClaimSelected) -> None:
        """Go to the clicked claim of the text as it is now."""
        if message.control is self.query_one("#now"):
            await self._go(message.mention)

    async def action_orphan(self, by: int) -> None:
        """To the next or the previous orphan."""
        if 0 <= self._at + by < len(self._queue):
            self._at += by
            await self._show()

    async def action_place(self) -> None:
        """Put the orphan on the claim that is marked in the text as it is now."""
        if (orphan := self.orphan) is None or self._now is None or (claim := self._now.current) is None:
            return
        name = self._desk.annotator
        await self._settle(lambda store: store.place(orphan.claim.id, name, claim.id), _("placed"))

    def action_select(self) -> None:
        """Begin to select the words that the orphan is now, where they are no claim yet."""
        now = self.query_one("#now", ArticleReader)
        now.focus()
        now.action_select(claim=False)

    async def on_article_reader_span_selected(self, message: ArticleReader.SpanSelected) -> None:
        """Put the orphan on the selected words, read as the extractor reads them."""
        if (orphan := self.orphan) is None or (now := self._now) is None:
            return
        from annotations.claims.selected_spans import read_span  # noqa: PLC0415 (its patterns take long to compile)

        article, lexicon, name = now.article, self._desk.extractor.lexicon, self._desk.annotator
        span = (message.start, message.end)

        def place(store: Store) -> object:
            mention = read_span(article.text, *span, published=article.published, lexicon=lexicon)
            return store.place_at(orphan.claim.id, name, article.id, mention)

        await self._settle(place, _("placed"))

    async def action_retire(self) -> None:
        """Take the orphan out of the queue."""
        if (orphan := self.orphan) is not None:
            name = self._desk.annotator
            await self._settle(lambda store: store.settle(orphan.claim.id, name), _("retired"))

    async def _settle(self, job: Callable[[Store], object], done: str) -> None:
        if await self._stored(job) is not None:
            await self._load()
            left = len(self._queue)
            told = ngettext("{done} · {n} claim waits", "{done} · {n} claims wait", left)
            self.tell(told.format(done=done, n=count(left)))

    async def action_take_back(self, how: str) -> None:
        """Undo the annotator's last step or redo the one undone last, here or elsewhere."""
        name = self._desk.annotator
        held = await self._stored(lambda store: store.undo(name) if how == "undo" else store.redo(name))
        if held is not None and not held:
            nothing = {"undo": _("There is nothing to undo."), "redo": _("There is nothing to redo.")}
            self.tell(nothing[how])
        first = held[0] if held else None
        before = await self._asked(lambda store: replaced_review(store, first)) if first else None
        await self._load(first.claim if isinstance(first, Review) else None)
        if held and before:
            self.tell(undo_message(how, held, before))


def _said(reviews: Sequence[Review]) -> Content:
    """Who said what of the orphan, a line each."""
    lines = []
    for review in reviews:
        who = _("{verdict} by {annotator}, {date}").format(
            verdict=verdict_name(review.verdict),
            annotator=visible(review.annotator),
            date=day(review.decided_at),
        )
        tags = "".join(f" #{visible(tag)}" for tag in review.tags)
        note = f" “{visible(review.note)}”" if review.note else ""
        lines.append((f"{SIGNS[review.verdict]} {who}{tags}{note}", VERDICT_STYLES[review.verdict]))
    return Content("\n").join(Content.styled(text, style) for text, style in lines)
