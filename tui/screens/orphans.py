"""The screen for the orphan queue: reviewed claims that re-anchoring did not find in their edited article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from annotations import claims
from annotations.model import Outcome, Review
from annotations.reports import Orphan
from annotations.review.article_contents import read_contents, read_full_claim
from annotations.review.open_article import OpenArticle
from annotations.sentences import sentence_at
from annotations.store import Store
from annotations.store.queries.orphans import list_orphans
from annotations.store.queries.outline import outline_of
from annotations.text import show, visible
from tui.keys import keymap
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import format_count, format_day
from tui.language.wording import SIGNS, verdict_name
from tui.screens.base import TranslatedScreen
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread
from tui.store.watcher import WATCH_SECONDS, StoreWatcher
from tui.undo.control import UndoControl
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_text import VERDICT_STYLES, mention_text
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Status

# Why a claim is an orphan.
OUTCOME_MESSAGES = {
    Outcome.CHANGED: mark("{quote}: what it says has changed"),
    Outcome.MISSING: mark("{quote}: it was not found again"),
}
# The same where the text is the same, but another version of the extractor read it.
_REREAD_MESSAGES = {
    Outcome.CHANGED: mark("{quote}: it is read otherwise now"),
    Outcome.MISSING: mark("{quote}: it is no longer read as a claim"),
}
# The actions that need an orphan.
_ORPHAN_ACTIONS = {"place", "step", "select", "retire", "orphan"}


class OrphansScreen(TranslatedScreen[None]):
    """Shows an orphan in the earlier text beside the current text of its article; keys place or retire the orphan.

    Placing an orphan on a claim of the current text makes the orphan's reviews count for that claim; retiring an orphan
    removes it from the queue. Both can be undone.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.ORPHANS
    DECIDING = frozenset({"place", "retire"})
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]

    def __init__(self, workspace: Workspace, thread: StoreThread, articles: Sequence[str]) -> None:
        super().__init__()
        self._workspace = workspace
        self._client = StoreClient(thread, self)
        self._watcher = StoreWatcher(self._client, self._reload_queue)
        self._undo = UndoControl(self._client, workspace.annotator)
        self._articles = list(articles)
        self._queue: list[Orphan] = []
        self._position = 0
        self._article: OpenArticle | None = None  # the current text with the claim to place on

    def compose(self) -> ComposeResult:
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
        self.set_interval(WATCH_SECONDS, self._watcher.check)

    async def _reload_queue(self) -> None:
        """Show the queue after another connection has written; an orphan that still waits stays on the screen."""
        queue = await self._read_queue()
        if queue is not None and queue != self._queue:
            await self._show_queue(queue, self.orphan.claim.id if self.orphan else None)

    async def _load(self, claim: str | None = None) -> None:
        """Read the queue and show the orphan with the claim id ``claim``, else the orphan at the same position."""
        queue = await self._read_queue()
        if queue is not None:
            await self._show_queue(queue, claim)

    async def _read_queue(self) -> list[Orphan] | None:
        annotator = self._workspace.annotator
        return await self._client.read(lambda store: list_orphans(store, annotator, self._articles))

    async def _show_queue(self, queue: list[Orphan], claim: str | None) -> None:
        claims = [orphan.claim.id for orphan in queue]
        position = claims.index(claim) if claim in claims else self._position
        self._queue, self._position = queue, min(position, max(0, len(queue) - 1))
        await self._show()

    @property
    def orphan(self) -> Orphan | None:
        """The orphan on the screen."""
        return self._queue[self._position] if self._queue else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions on orphans while the queue is empty."""
        if not self._queue and action in _ORPHAN_ACTIONS:
            return False
        return super().check_action(action, parameters)

    async def _show(self) -> None:
        """Show the orphan in both texts, or that the queue is empty."""
        orphan, annotator = self.orphan, self._workspace.annotator
        self._show_or_hide_texts()
        if orphan is None:
            message = _("No claim waits here: all have their place. {key} leads back to the review.")
            message = message.format(key=self.key_of("orphans.leave"))
            self.query_one("#orphan-told", Static).update(message)
            return
        contents = await self._client.read(
            partial(read_contents, article=orphan.claim.article, annotator=annotator)
        )
        if contents is None:
            return
        self._article = article = OpenArticle(contents, annotator)
        self._show_earlier_text(orphan)
        self.query_one("#now", ArticleReader).show_article(contents.display, contents.outline)
        article.go(None, orphan.offset)
        await self._go(_likely_claim(article, orphan))
        self.query_one("#orphan-told", Static).update(self._orphan_line(orphan))
        self.query_one("#orphan-said", Static).update(_review_lines(orphan.reviews))

    def _show_or_hide_texts(self) -> None:
        is_empty = self.orphan is None
        self.set_class(is_empty, "-empty")
        self.refresh_bindings()
        self.query_one("#passages").display = self.query_one("#orphan-said").display = not is_empty

    def _orphan_line(self, orphan: Orphan) -> Content:
        """The position in the queue, the article, and why the claim is an orphan."""
        quote = visible(orphan.claim.mention.text)
        is_edited = self._article is None or self._article.article.text != orphan.text
        message = (OUTCOME_MESSAGES if is_edited else _REREAD_MESSAGES)[orphan.outcome]
        return Content.assemble(
            (f"{self._position + 1}/{len(self._queue)}", "$text-accent"),
            (f"  {visible(orphan.claim.article)}  ", "bold"),
            (_(message).format(quote=quote), "$text-warning"),
        )

    def _show_earlier_text(self, orphan: Orphan) -> None:
        """Show the earlier text with the orphan as the only claim in it."""
        reader, mention = self.query_one("#before", ArticleReader), orphan.claim.mention
        reader.show_article(show(orphan.text), outline_of([orphan.claim]))
        reader.show_current(0, sentence_at(orphan.text, mention.start))

    async def _go(self, index: int | None) -> None:
        """Mark a claim of the current text."""
        article = self._article
        if article is None:
            return
        if index is not None:
            article.go(index)
            annotator = self._workspace.annotator
            full_claim = await self._client.read(
                lambda store: read_full_claim(store, article.outline.id(index), annotator)
            )
            if full_claim is not None:
                article.set_current(*full_claim)
        self.query_one("#now", ArticleReader).show_current(article.index, article.sentence())
        title = _("Now: no claim here")
        if claim := article.current:
            title = _("Now: {quote}, {reading}").format(
                quote=visible(claim.mention.text), reading=mention_text(claim.mention)
            )
        self.query_one("#now-title", Static).update(title)

    async def action_step(self, step: int) -> None:
        """Mark the next or previous claim of the current text."""
        if self._article is not None and (index := self._article.neighbour(step)) is not None:
            await self._go(index)

    async def on_article_reader_claim_selected(self, message: ArticleReader.ClaimSelected) -> None:
        """Mark the clicked claim of the current text."""
        if message.control is self.query_one("#now"):
            await self._go(message.mention)

    async def action_orphan(self, step: int) -> None:
        """Show the next or previous orphan."""
        if 0 <= self._position + step < len(self._queue):
            self._position += step
            await self._show()

    async def action_place(self) -> None:
        """Place the orphan on the marked claim of the current text."""
        article = self._article
        if (orphan := self.orphan) is None or article is None or (claim := article.current) is None:
            return
        annotator = self._workspace.annotator
        await self._settle(lambda store: store.place(orphan.claim.id, annotator, claim.id), _("placed"))

    def action_select(self) -> None:
        """Start selecting the words on which to place the orphan, where they are no claim yet."""
        reader = self.query_one("#now", ArticleReader)
        reader.focus()
        reader.action_select(claim=False)

    async def on_article_reader_span_selected(self, message: ArticleReader.SpanSelected) -> None:
        """Place the orphan on the selected words, read as the extractor reads them."""
        if (orphan := self.orphan) is None or self._article is None:
            return
        article, annotator = self._article.article, self._workspace.annotator
        lexicon, span = self._workspace.extractor.lexicon, (message.start, message.end)

        def place(store: Store) -> object:
            mention = claims.read_span(article.text, *span, published=article.published, lexicon=lexicon)
            return store.place_at(orphan.claim.id, annotator, article.id, mention)

        await self._settle(place, _("placed"))

    async def action_retire(self) -> None:
        """Take the orphan out of the queue."""
        if (orphan := self.orphan) is not None:
            annotator = self._workspace.annotator
            await self._settle(lambda store: store.settle(orphan.claim.id, annotator), _("retired"))

    async def _settle(self, job: Callable[[Store], object], label: str) -> None:
        """Store what becomes of the orphan, and show the next one."""
        if await self._client.write(job) is not None:
            await self._load()
            waiting = len(self._queue)
            message = ngettext("{done} · {n} claim waits", "{done} · {n} claims wait", waiting)
            self.show_message(message.format(done=label, n=format_count(waiting)))

    async def action_take_back(self, direction: str) -> None:
        """Undo the annotator's last step, or redo the one undone last, on this screen or elsewhere."""
        undo_result = await self._undo.take_back(direction)
        first = undo_result.reviews[0] if undo_result and undo_result.reviews else None
        await self._load(first.claim if isinstance(first, Review) else None)
        if undo_result and undo_result.message:
            self.show_message(undo_result.message)


def _likely_claim(article: OpenArticle, orphan: Orphan) -> int | None:
    """The index of the claim on which the orphan most likely belongs: its candidate, else the claim after its offset."""
    index = article.outline.index(orphan.candidate.id) if orphan.candidate else article.neighbour(1)
    return article.last() if index is None else index


def _review_lines(reviews: Sequence[Review]) -> Content:
    """The reviews of an orphan, a line each."""
    lines = []
    for review in reviews:
        verdict = _("{verdict} by {annotator}, {date}").format(
            verdict=verdict_name(review.verdict),
            annotator=visible(review.annotator),
            date=format_day(review.decided_at),
        )
        tags = "".join(f" #{visible(tag)}" for tag in review.tags)
        note = f" “{visible(review.note)}”" if review.note else ""
        lines.append((f"{SIGNS[review.verdict]} {verdict}{tags}{note}", VERDICT_STYLES[review.verdict]))
    return Content("\n").join(Content.styled(text, style) for text, style in lines)
