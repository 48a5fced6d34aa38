"""The review screen: composes the widgets and the parts, and delegates each action to the part that does it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.message import Message
from textual.widgets import Static

from annotations.model import Verdict
from annotations.text import visible
from tui import review, screens
from tui.keys import keymap
from tui.language.i18n import _, translated
from tui.ordered_input import OrderedInputApp
from tui.review.article_loader import ArticleLoader
from tui.review.changes import ChangeDisplay
from tui.review.checks import ArticleChecks
from tui.review.first_paint import FirstPaint, read_first_paint
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.screens.base import TranslatedScreen
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread
from tui.store.watcher import WATCH_SECONDS, StoreWatcher
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Headline, Status

if TYPE_CHECKING:
    from annotations.review.jumps import Place
    from tui.review import (
        ArticleReviews,
        CorpusReader,
        DecidedClaim,
        Decisions,
        Navigator,
        ReviewUndo,
        SearchControl,
        SelectionUse,
        SpanEditing,
        TagEditing,
        Verdicts,
    )
    from tui.screens.corpus_search import SearchEnd
    from tui.widgets.article.article_search import ArticleSearch

# The actions that need no open article.
_WITHOUT_ARTICLE = {"adjudicate", "orphans", "search_corpus", "claims", "dashboard", "articles", "leave"}
# The smallest usable terminal, in columns and rows; below it a message covers the screen.
MINIMUM = (30, 8)
# How long the first paint waits for the store; the loading message is painted then.
OPENING_SECONDS = 0.3


class ReviewScreen(TranslatedScreen[None]):
    """Three panes: articles, the open article, the current claim.

    Its parts share a ``ReviewSession``; only ``ReviewView`` touches the widgets. Attributes go down to the parts,
    messages of widgets and workers come up to the handlers below.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"), (MINIMUM[0], "-narrow"), (70, "-medium"), (110, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [
        (0, "-flat"), (MINIMUM[1], "-short"), (18, "-tall"),
    ]  # fmt: skip
    AUTO_FOCUS = "#reader"
    DECIDING = frozenset({"decide", "decide_same", "clear", "confidence", "seen", "retire", "move_end"})

    class FirstPainted(Message):
        """The first screen is painted: modules and styles that it does not need can be loaded."""

    class ArticleChecked(Message):
        """An article was checked again."""

    def __init__(self, workspace: Workspace, thread: StoreThread) -> None:
        super().__init__()
        self.session = ReviewSession(workspace)
        self.client = StoreClient(thread, self)
        self.view = ReviewView(self, self.session)
        self.loader = ArticleLoader(self.session, self.client, self.view)
        self.progress_display = ProgressDisplay(self.session, self.client, self.view)
        self.checks = ArticleChecks(
            self.session,
            self.client,
            self.view,
            on_checked=lambda: self.post_message(self.ArticleChecked()),
            on_failed=lambda error: self.post_message(review.CorpusReader.Failed(error)),
            on_article_failed=lambda error: self.post_message(review.CorpusReader.ArticleFailed(error)),
        )
        self.changes = ChangeDisplay(
            self.session, self.client, self.view, self.loader, self.progress_display, self.checks
        )
        self.watcher = StoreWatcher(self.client, self.changes.show_changes)
        self._last_corpus_query = ""

    # The parts that are loaded behind the first paint ---------------------------------------------------

    @cached_property
    def corpus(self) -> CorpusReader:
        return review.CorpusReader(
            self.session, self.view, self.loader, self.progress_display, self.post_message
        )

    @cached_property
    def navigator(self) -> Navigator:
        return review.Navigator(self.session, self.client, self.view, self.loader)

    @cached_property
    def decisions(self) -> Decisions:
        return review.Decisions(
            self.session, self.client, self.view, self.loader, self.progress_display, self.checks
        )

    @cached_property
    def verdicts(self) -> Verdicts:
        return review.Verdicts(self.decisions, self.navigator, self.decided_claim)

    @cached_property
    def decided_claim(self) -> DecidedClaim:
        return review.DecidedClaim(self.navigator)

    @cached_property
    def undo(self) -> ReviewUndo:
        return review.ReviewUndo(self.decisions, self.navigator)

    @cached_property
    def article_reviews(self) -> ArticleReviews:
        return review.ArticleReviews(self.session, self.client, self.view, self.progress_display)

    @cached_property
    def tag_editing(self) -> TagEditing:
        return review.TagEditing(self.session, self.client, self.view, self.loader, self.decisions)

    @cached_property
    def spans(self) -> SpanEditing:
        return review.SpanEditing(self.decisions)

    @cached_property
    def selection(self) -> SelectionUse:
        return review.SelectionUse(
            self.decisions, self.spans, review.AddedClaims(self.decisions, self.navigator)
        )

    @cached_property
    def search(self) -> SearchControl:
        return review.SearchControl(self.session, self.view, self.loader, self.navigator)

    # The first paint ------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        # Docked one after the other: containers around them would be painted too.
        yield KeyFooter()
        yield Status(widget_id="status")
        yield ArticleList(widget_id="articles")
        yield Headline(widget_id="headline")
        yield ArticleReader(widget_id="reader")
        yield ClaimPanel(widget_id="claim")

    def on_compose(self) -> None:
        """Set the classes for the terminal's size: Textual sets them after the first paint, which would repaint all."""
        sizes = (
            (self.app.size.width, self.HORIZONTAL_BREAKPOINTS or []),
            (self.app.size.height, self.VERTICAL_BREAKPOINTS or []),
        )
        classes = {[name for minimum, name in points if minimum <= size][-1]: True for size, points in sizes}
        self.update_classes(classes, update=False)  # styles are applied when the screen is shown

    async def on_mount(self) -> None:
        """Paint the article where the annotator left it in the first paint; load everything else afterwards."""
        self.view.article_list.border_title = _("Articles")
        self.view.show_who_and_where(is_store_new=self.client.thread.is_store_new)
        app, annotator, corpus = self.app, self.session.annotator, self.session.workspace.corpus_name
        assert isinstance(app, OrderedInputApp)
        with app.painting_once(OPENING_SECONDS):
            read_task = asyncio.create_task(
                self.client.read(lambda store: read_first_paint(store, annotator, corpus))
            )
            finished, _pending = await asyncio.wait([read_task], timeout=OPENING_SECONDS)
            if not finished:
                self.view.show_nothing_open(nothing_open=True)
            if (first := await read_task) is not None:
                self._show_first(first)
            if self.session.article is None:
                self.view.show_nothing_open(nothing_open=True)
        self.call_after_refresh(self._start)

    def _show_first(self, first: FirstPaint) -> None:
        """Show the article and claim where the annotator left, if the store has them."""
        self.changes.token = first.token
        self.session.progress.assigned = first.assigned
        self.session.set_tags(list(first.tags))
        if first.contents is None:
            return
        self.session.progress.update(first.progress, first.article_reviews)
        self.view.show_progress(first.progress)
        article = self.loader.show(first.contents)
        article.go(first.mention)
        if first.claim is not None:
            article.set_current(*first.claim)
        self.view.show_claim()
        self.session.remembered = self.session.place

    def _start(self) -> None:
        """After the first paint: read the corpus, and watch the store."""
        self.post_message(self.FirstPainted())
        self.corpus.start()
        review.load_parts()
        self.view.offer_drafts()
        self.set_interval(WATCH_SECONDS, self.check_store)

    def on_resize(self, event: events.Resize) -> None:
        """In a terminal that is too small, show which size is needed."""
        if all(minimum <= size for minimum, size in zip(MINIMUM, event.size, strict=True)):
            return
        message = _("soi needs {least}, this is {size}").format(
            least="×".join(map(str, MINIMUM)), size=f"{event.size.width}×{event.size.height}"
        )
        if not self.query("#too-small"):
            self.mount(Static(id="too-small", markup=False))
        self.query_one("#too-small", Static).update(message)

    # Messages and errors --------------------------------------------------------------------------------

    def show_message(self, message: str) -> None:
        """Show a message about the last key, in the status line or, where there is none, in the headline."""
        super().show_message(message)
        self.view.show_message_in_headline(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before an article is open, actions on it do nothing, and their keys are not shown."""
        if self.session.article is None and action not in _WITHOUT_ARTICLE:
            return False
        return super().check_action(action, parameters)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that can be used now; the footer names the key that undoes only after a decision."""
        active_bindings = super().active_bindings
        if not self.view.shows_undo_key:
            for key, active in active_bindings.items():
                if active.binding.id == "review.undo":
                    active_bindings[key] = active._replace(binding=replace(active.binding, show=False))
        return active_bindings

    async def check_store(self) -> None:
        """Store the place, and show what other connections stored."""
        await self.loader.remember()
        await self.watcher.check()

    async def remember(self) -> None:
        """Store the place for the next session."""
        await self.loader.remember()

    # Handlers by name: the classes of these messages are loaded behind the first paint.
    async def on_corpus_reader_part_read(self, message: CorpusReader.PartRead) -> None:
        """Show what was imported."""
        await self.corpus.show_part(message.part)
        if message.part.is_done:
            self.client.thread.preload()

    def on_corpus_reader_failed(self, message: CorpusReader.Failed) -> None:
        """Show why importing has stopped; articles that are stored can be reviewed."""
        self.view.show_corpus_failure(translated(message.error))

    def on_corpus_reader_not_writable(self, message: CorpusReader.NotWritable) -> None:
        """Show that and why nothing can be decided."""
        self.view.notify(_("You can only read here.") + " " + translated(message.error), 30)

    def on_corpus_reader_article_failed(self, message: CorpusReader.ArticleFailed) -> None:
        """Show which article cannot be checked or indexed."""
        self.corpus.show_failure(message.error)

    async def on_corpus_reader_checked(self) -> None:
        """Show the findings on the current claim, now that every article is checked."""
        await self.checks.show_findings()

    @on(ArticleChecked)
    async def show_findings(self) -> None:
        """Show the findings on the current claim."""
        await self.checks.show_findings()

    @on(ArticleReader.ClaimSelected)
    async def jump_to_clicked_claim(self, message: ArticleReader.ClaimSelected) -> None:
        """Make the clicked claim current."""
        await self.navigator.jump(message.mention)

    @on(ArticleReader.SpanSelected)
    async def use_selection(self, message: ArticleReader.SpanSelected) -> None:
        """Add a claim of the selected words, or give the current claim their span."""
        await self.selection.use_selection(message.start, message.end, message.purpose)

    @on(ArticleReader.SpanDragged)
    def ask_use_of_selection(self) -> None:
        """Say what can be done with the text that the mouse has selected."""
        self.selection.ask_use()

    @on(ArticleReader.SelectionCancelled)
    def cancel_selection(self) -> None:
        """Forget what the selection was for."""
        self.selection.cancel()

    @on(ArticleList.ArticleChosen)
    async def open_chosen_article(self, message: ArticleList.ArticleChosen) -> None:
        """Open the article chosen in the list."""
        self.view.focus_article()
        await self.navigator.jump_to_article(message.article)

    def on_article_search_matches_changed(self, message: ArticleSearch.MatchesChanged) -> None:
        self.search.show_matches(message)

    def on_article_search_cancelled(self) -> None:
        self.search.cancel()

    async def on_article_search_accepted(self, message: ArticleSearch.Accepted) -> None:
        await self.search.accept(message.match)

    # Moving ---------------------------------------------------------------------------------------------

    async def action_step(self, step: int) -> None:
        await review.step_claim(self.navigator, step)

    async def action_first_claim(self) -> None:
        await review.go_to_first_claim(self.navigator)

    async def action_last_claim(self) -> None:
        await review.go_to_last_claim(self.navigator)

    async def action_walk(self, unit: str, step: int) -> None:
        await review.step_unit(self.navigator, unit, step)

    async def action_page(self, step: int) -> None:
        await review.scroll_page(self.navigator, step)

    async def action_next_unreviewed(self) -> None:
        await review.go_to_next_unreviewed(self.navigator)

    async def action_next_disputed(self) -> None:
        await review.go_to_next_disagreement(self.navigator)

    async def action_next_finding(self) -> None:
        await review.go_to_next_contradiction(self.navigator)

    async def action_article(self, step: int) -> None:
        await review.step_article(self.navigator, step)

    async def action_goto_article(self) -> None:
        await review.choose_article(self.navigator)

    async def action_jump(self, step: int) -> None:
        await review.go_back_or_forward(self.navigator, step)

    def action_articles(self) -> None:
        self.view.toggle_article_list()

    def action_leave(self) -> None:
        self.view.focus_article()

    # Search ---------------------------------------------------------------------------------------------

    async def action_search(self) -> None:
        await self.search.open()

    async def action_match(self, step: int) -> None:
        await self.search.step(step)

    async def action_match_order(self) -> None:
        await self.search.toggle_order()

    # Deciding -------------------------------------------------------------------------------------------

    async def action_decide(self, verdict: str) -> None:
        await self.verdicts.decide(Verdict(verdict))

    async def action_decide_same(self, verdict: str) -> None:
        await self.verdicts.decide_alike(Verdict(verdict) if verdict else None)

    async def action_clear(self) -> None:
        await self.verdicts.clear()

    async def action_take_back(self, direction: str) -> None:
        await self.undo.take_back(direction)

    async def action_note(self) -> None:
        await self.decided_claim.remark(lambda: review.edit_note(self.decisions))

    async def action_confidence(self) -> None:
        await self.decided_claim.remark(lambda: review.step_confidence(self.decisions))

    async def action_evidence(self) -> None:
        await self.decided_claim.remark(lambda: review.edit_evidence(self.decisions))

    async def action_open_evidence(self) -> None:
        await review.open_evidence(self.decisions)

    def action_copy_claim(self) -> None:
        review.copy_claim(self.decisions)

    async def action_actual_value(self) -> None:
        await self.decided_claim.remark(lambda: review.edit_actual_value(self.decisions))

    async def action_correct(self) -> None:
        await self.decided_claim.remark(lambda: review.correct_claim(self.decisions))

    async def action_seen(self) -> None:
        await review.toggle_seen(self.article_reviews)

    async def action_note_article(self) -> None:
        await review.edit_article_note(self.article_reviews)

    async def action_tags(self) -> None:
        await self.decided_claim.remark(self.tag_editing.choose_tags)

    async def action_tag_key(self) -> None:
        await self.decided_claim.remark(self.tag_editing.wait_for_tag_key)

    def action_select(self) -> None:
        self.selection.select()

    def action_add_claim(self) -> None:
        self.selection.select(from_claim=False)

    def action_set_ends(self) -> None:
        self.selection.select_new_span()

    async def action_move_end(self, end: str, unit: str, step: int) -> None:
        await self.spans.move_end(end, unit, step)

    async def action_retire(self) -> None:
        await self.decided_claim.remark(lambda: review.retire_or_restore(self.decisions, self.loader))

    # Modes ----------------------------------------------------------------------------------------------

    def action_toggle_others(self) -> None:
        """Show references, names and metadata dim, or like any other text."""
        self.session.shows_non_claims = enabled = not self.session.shows_non_claims
        self.view.reader.show_non_claims(enabled=enabled)
        dim = _("References, names and metadata are dim.")
        self.show_message(dim if enabled else _("References, names and metadata look like any other text."))

    def action_toggle_dates(self) -> None:
        """Highlight and visit dates, or skip them."""
        self.session.shows_dates = enabled = not self.session.shows_dates
        self.view.reader.show_dates(enabled=enabled)
        self._change_visited(_("Dates are shown.") if enabled else _("Dates are skipped."))

    async def action_toggle_assigned(self) -> None:
        """List the articles that are assigned to the annotator, or all."""
        self.show_message(await review.toggle_assigned(self.session.progress, self.corpus))

    def action_toggle_retired(self) -> None:
        """Show and visit retired claims, or hide them."""
        self.session.shows_retired = enabled = not self.session.shows_retired
        self.view.reader.show_retired(enabled=enabled)
        self._change_visited(_("Retired claims are shown.") if enabled else _("Retired claims are hidden."))

    def _change_visited(self, message: str) -> None:
        self.session.visit_by_modes()
        self.view.show_panel()
        self.view.show_modes()
        self.show_message(message)

    # Other screens --------------------------------------------------------------------------------------

    async def action_orphans(self) -> None:
        """Open the claims that lost their place when their article was edited."""
        orphans = screens.OrphansScreen(
            self.session.workspace, self.client.thread, list(self.session.progress.articles)
        )
        await self.app.push_screen(orphans, self._show_settled_orphans)

    async def action_adjudicate(self) -> None:
        """Open the claims on which annotators disagree."""
        adjudication = screens.AdjudicationScreen(self.session.workspace, self.client.thread)
        await self.app.push_screen(adjudication, self._show_settled_orphans)

    async def _show_settled_orphans(self, _result: None) -> None:
        await self.progress_display.count_orphans()
        if (article := self.session.article) is not None:
            await self.progress_display.refresh([article.id])
            await self.loader.open(article.id, article.current.id if article.current else None)

    async def action_search_corpus(self) -> None:
        """Search all articles, and open the chosen result."""
        search = screens.SearchScreen(self.session.workspace, self._last_corpus_query)
        await self.app.push_screen(search, self._open_search_result)

    async def _open_search_result(self, end: SearchEnd | None) -> None:
        if end is None:
            return
        self._last_corpus_query = end.query
        if end.place is not None and self._is_in_corpus(end.place.article):
            await self.search.open_result(end.place)

    def _is_in_corpus(self, article: str) -> bool:
        """Whether an article of the store is in this corpus; shows a message if not."""
        is_in_corpus = self.corpus.has(article)
        if not is_in_corpus:
            message = _("{name} is in the store but not in this corpus: open its own.")
            self.show_message(message.format(name=visible(article)))
        return is_in_corpus

    async def action_similar(self) -> None:
        """Compare the current claim with similar ones, and go to one of them."""
        if (article := self.session.article) is None or (claim := article.current) is None:
            self.show_message(_("There is no claim here."))
            return
        mention = article.review.corrected_mention(claim.mention) if article.review else claim.mention
        similar = screens.SimilarScreen(self.session.workspace, claim.id, article.quotation[1], mention)
        await self.app.push_screen(similar, self._jump_to_similar)

    async def _jump_to_similar(self, place: Place | None) -> None:
        if place is not None and self._is_in_corpus(place.article):
            await self.navigator.jump_to(place)

    async def action_claims(self) -> None:
        """Open the table of all claims where it was left."""
        if not self.app.is_screen_installed("claims"):
            claims = screens.ClaimsScreen(
                self.session.workspace,
                self.client.thread,
                lambda: list(self.session.progress.articles),
                self.loader.open,
            )
            self.app.install_screen(claims, "claims")
        await self.app.push_screen("claims", self._show_table_decisions)

    async def _show_table_decisions(self, _result: None) -> None:
        """Show decisions made in the table: the watcher reports them as it reports those of other programs."""
        self.watcher.forget()
        await self.check_store()

    async def change_name(self) -> None:
        """Ask for another name of the annotator."""
        await review.change_name(self.session, self.client, self.view, self.loader)

    async def action_dashboard(self) -> None:
        """Open the plots of everybody's progress."""
        dashboard = screens.DashboardScreen(
            self.session.workspace, self.client.thread, list(self.session.progress.articles)
        )
        await self.app.push_screen(dashboard)
