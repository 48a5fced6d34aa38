"""The widgets of the review screen: the only place that queries them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from annotations.model import Progress
from annotations.review.article_contents import ArticleContents
from annotations.store.queries.outline import Outline
from annotations.text import visible
from tui import widgets
from tui.keys.keymap import key_of
from tui.language.i18n import _, ngettext
from tui.language.numbers import format_count
from tui.ordered_input import OrderedInputApp
from tui.review.session import ReviewSession
from tui.settings.drafts import read_drafts
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList, article_title, mark_signs
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.status import Headline, Status

if TYPE_CHECKING:
    from tui.review.screen import ReviewScreen
    from tui.widgets.article.article_search import ArticleSearch

PADDING = 2  # blank columns of the status line and of the headline
DRAFT_SECONDS = 30  # for which drafts of the last time are offered
BAR_WIDTH = 24  # columns of the progress bar of reading the corpus


class ReviewView:
    """Shows the session on the widgets of the review screen, and opens dialogs over it."""

    def __init__(self, screen: ReviewScreen, session: ReviewSession) -> None:
        self._screen, self._session = screen, session
        self.search: ArticleSearch | None = None  # mounted with the first search
        self.after_dialog: Callable[[], Awaitable[None]] | None = None  # for the next dialog
        self.shows_undo_key = False
        self._shown_article = ""
        self._headline_message = ""
        self._corpus_state = ""  # progress of reading the corpus; empty when it is read

    @property
    def reader(self) -> ArticleReader:
        """The open article."""
        return self._screen.query_one("#reader", ArticleReader)

    @property
    def article_list(self) -> ArticleList:
        """The list of articles."""
        return self._screen.query_one(ArticleList)

    # The screen -----------------------------------------------------------------------------------------

    async def open_dialog(
        self, dialog: Screen[Any], callback: Callable[[Any], Awaitable[None]] | None = None
    ) -> None:
        """Open a screen over the review; the callback gets its result, and ``after_dialog`` runs behind it."""
        after_dialog, self.after_dialog = self.after_dialog, None

        async def close(result: Any) -> None:
            if callback is not None:
                await callback(result)
            if after_dialog is not None:
                await after_dialog()

        await self._screen.app.push_screen(dialog, close)

    def show_undo_key(self) -> None:
        """Let the footer name the key that undoes, now that there is something to undo."""
        if not self.shows_undo_key:
            self.shows_undo_key = True
            self._screen.refresh_bindings()

    def show_who_and_where(self, *, is_store_new: bool) -> None:
        """Name the annotator and the store in the lower border of the claim's panel; small screens do in the headline."""
        workspace = self._session.workspace
        name = f"{visible(workspace.annotator)} · {visible(workspace.store.name)}"
        if is_store_new:
            name = _("{annotator_and_store}, a new store").format(annotator_and_store=name)
        elif workspace.is_store_remembered:
            name = _("{annotator_and_store}, as the last time").format(annotator_and_store=name)
        self._screen.query_one(ClaimPanel).border_subtitle = Content(name)
        self._screen.query_one(Headline).show_who_and_where(name)

    def offer_drafts(self) -> None:
        """Say what was being typed when the program ended, and how to go on with it."""
        titles = [record["title"] for record in read_drafts(self._session.workspace.drafts).values()]
        if titles:
            message = _("Not stored the last time: {titles}. Open it again to go on with what you typed.")
            self.notify(message.format(titles=visible("; ".join(titles))), DRAFT_SECONDS)

    def key_of(self, action: str) -> str:
        """The key of an action, for messages that name it."""
        return self._screen.key_of(action)

    def key_of_screen(self, screen: type, action: str) -> str:
        """The key of an action of another screen."""
        return key_of(self._screen.app, screen, action)

    def notify(self, message: str, seconds: float = 10, *, error: bool = False) -> None:
        """Show a warning or an error over the article."""
        self._screen.notify(message, severity="error" if error else "warning", timeout=seconds, markup=False)

    def clear_notifications(self) -> None:
        """Take all warnings and errors away."""
        self._screen.app.clear_notifications()

    def run_in_background(self, job: Awaitable[None], group: str) -> None:
        """Run a coroutine in a worker, so that keys do not wait for it; it cancels the worker of the same group."""
        self._screen.run_worker(job, exclusive=True, group=group)

    def start_thread(self, job: Callable[[Callable[[], bool]], None], group: str) -> None:
        """Run a function on a thread of its own; its argument tells it whether it is cancelled."""

        def run() -> None:
            worker = get_current_worker()
            job(lambda: worker.is_cancelled)

        self._screen.run_worker(run, thread=True, group=group)

    # Messages -------------------------------------------------------------------------------------------

    def show_message(self, message: str) -> None:
        """Show a message about the last key, until the next key."""
        self._screen.show_message(message)

    def show_message_in_headline(self, message: str) -> None:
        """In a terminal of few lines, which has no status line, show the message in place of the headline."""
        headline_message = message if self._screen.has_class("-short") else ""
        if headline_message != self._headline_message:
            self._headline_message = headline_message
            self._screen.query_one(Headline).show_message(headline_message)

    def show_fitting_message(self, *messages: str) -> None:
        """Show the first message that fits into one line, else the last: the text must not move for a message."""
        width = self._screen.size.width - PADDING
        self.show_message(next((message for message in messages if cell_len(message) <= width), messages[-1]))

    def show_modes(self) -> None:
        """Show the modes that differ from the default, whenever there is no other message."""
        modes = [self._corpus_state] if self._corpus_state else []
        modes += [] if self._session.shows_dates else [_("dates skipped")]
        modes += [_("retired claims shown")] if self._session.shows_retired else []
        self._screen.query_one(Status).show_idle(" · ".join(modes))

    # The corpus -----------------------------------------------------------------------------------------

    def show_corpus_state(
        self, articles: int, files: int, problems: Sequence[str], *, finished: bool
    ) -> None:
        """Show how many files of the corpus are read; without any article, why there is nothing to review."""
        progress = _("{n} of {files} articles read…").format(
            n=format_count(articles), files=format_count(files)
        )
        title = _("My articles") if self._session.progress.shows_assigned else _("Articles")
        self.article_list.border_title = title if finished else f"{title} · {progress}"
        self._corpus_state = "" if finished else progress
        self.show_modes()
        if not finished:
            self.show_state(f"{self._reading_corpus()}\n{_bar(articles, files)}\n{progress}")
        elif not articles:
            no_article = _("There is no article to review here. Leave, and start soi with another folder.")
            self.show_state("\n".join([no_article, *problems]))

    def show_corpus_failure(self, message: str) -> None:
        """Show why importing has stopped."""
        self.article_list.border_title = f"{_('Articles')} · {_('not all read')}"
        self.show_state(message)
        self.notify(message, 30, error=True)

    def show_state(self, text: str) -> None:
        """Replace the text that is shown in place of an article."""
        for state in self._screen.query("#state").results(Static):
            state.update(text)

    def show_nothing_open(self, *, nothing_open: bool) -> None:
        """Show the state of the corpus in place of an article, or the article."""
        if nothing_open and not self._screen.query("#state"):
            self._screen.mount(Static(self._reading_corpus(), id="state", markup=False), before="#reader")
        for state in self._screen.query("#state"):
            state.display = nothing_open
        for pane in (self.reader, self._screen.query_one(ClaimPanel)):
            if pane.display == nothing_open:  # assigning the same value would lay the pane out again
                pane.display = not nothing_open

    def show_progress(self, progress: Iterable[Progress]) -> None:
        """Show the changed progress of some articles, the sums and the headline."""
        session, articles = self._session, self.article_list
        articles.show_progress(progress, session.progress.article_reviews)
        reviewed, total = session.progress.reviewed, session.progress.total
        subtitle = (
            _("{n}/{total} reviewed").format(n=reviewed, total=total) if session.progress.articles else ""
        )
        if session.orphans:
            subtitle = ngettext(
                "{n}/{total} · {orphans} orphan", "{n}/{total} · {orphans} orphans", session.orphans
            ).format(n=reviewed, total=total, orphans=session.orphans)
        articles.retitle(subtitle=subtitle)
        self._screen.query_one(Headline).show(self._headline())

    def _headline(self) -> Content:
        """The progress with the open article, its title and note."""
        session = self._session
        progress = session.progress.articles.get(session.article.id) if session.article else None
        if progress is None:
            return Content("")
        review = session.progress.article_reviews.get(progress.article)
        article_sums = _("{reviewed}/{total}").format(reviewed=progress.reviewed, total=progress.total)
        sums = _("of {n}/{total}").format(n=session.progress.reviewed, total=session.progress.total)
        return Content.assemble(
            (article_sums, "$text-accent"),
            (f" {sums}  ", "$text-muted"),
            (mark_signs(review), "$text-success"),
            (article_title(progress), "bold"),
            (f"  {visible(review.note)}" if review else "", "italic $text-muted"),
        )

    def _reading_corpus(self) -> str:
        return (
            _("Reading the corpus…")
            + f"\n{', '.join(visible(str(source)) for source in self._session.workspace.sources)}\n"
        )

    # The article ----------------------------------------------------------------------------------------

    def show_article(self, contents: ArticleContents, *, is_first: bool) -> None:
        """Show an article; which claim is current is shown by ``show_claim``."""
        self.show_nothing_open(nothing_open=False)
        if self._shown_article != contents.article.id and isinstance(self._screen.app, OrderedInputApp):
            self._screen.app.scene_changes()
        self._shown_article = contents.article.id
        if is_first:
            self._screen.refresh_bindings()
        self.reader.show_article(contents.display, contents.outline)
        if self.search is not None:
            self.search.search_in(contents.article.text)
        self.article_list.show_open(contents.article.id)

    def show_outline(self, outline: Outline, current: int | None) -> None:
        """Show the article with another outline."""
        self.reader.show_outline(outline, current)

    def show_verdicts(self, mention: int | None = None) -> None:
        """Show the verdict of one mention that changed, or of all."""
        if mention is None:
            self.reader.show_verdicts()
        else:
            self.reader.show_verdict(mention)

    def show_claim(self) -> None:
        """Show the current claim in the article and in the panel."""
        if (article := self._session.article) is not None:
            self.reader.show_current(article.index, article.sentence())
            self.show_panel()

    def show_panel(self) -> None:
        """Show the current claim in the panel."""
        if (article := self._session.article) is None:
            return
        panel = self._screen.query_one(ClaimPanel)
        if (claim := article.current) is None:
            claims = article.outline.claims(dates=True, retired=False)
            panel.show_none(len(article), len(claims), self.key_of)
            return
        panel.show_claim(
            claim, article.position, article.quotation, article.review, article.other_reviews, self._session.tags,
            article.unstored_decisions.get(claim.id), article.findings, article.former_reading, self.key_of,
        )  # fmt: skip

    # Focus ----------------------------------------------------------------------------------------------

    def focus_article(self) -> None:
        """Give the keys to the article; if it has them already, end its search and clear notifications."""
        reader = self.reader
        self.article_list.remove_class("-called")
        if reader.has_focus:
            if self.search is not None:
                self.search.clear()
            self.clear_notifications()
        reader.focus()

    def toggle_article_list(self) -> None:
        """Give the keys to the list of articles, or back to the article."""
        articles = self.article_list
        if articles.has_focus:
            self.focus_article()
        else:
            articles.add_class("-called")
            articles.focus()

    async def search_line(self) -> ArticleSearch:
        """The search line, mounted below the article with the first search."""
        if self.search is None:
            text = self._session.article.article.text if self._session.article else ""
            self.search = widgets.ArticleSearch(text, widget_id="search")
            await self._screen.mount(self.search, after="#reader")
        return self.search


def _bar(part: int, whole: int) -> str:
    """A progress bar of ``part`` in ``whole``."""
    filled = BAR_WIDTH * part // whole if whole else 0
    return "█" * filled + "·" * (BAR_WIDTH - filled)
