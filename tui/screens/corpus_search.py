"""The screen that searches the whole corpus while the annotator types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from annotations.errors import SoiError
from annotations.search.clauses import Query
from annotations.search.passages import FoundArticle, best_first
from annotations.store import Store
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import is_complete
from annotations.store.table.claim_table import ClaimTable
from annotations.text import brief, visible
from tui.language.i18n import _, ngettext, translated
from tui.language.numbers import format_count
from tui.screens.base import TranslatedScreen
from tui.store.client import Workspace
from tui.store.thread import GilPause, StoreThread
from tui.widgets.drafts import open_draft
from tui.widgets.lists.search_results import ResultPlace, SearchResults
from tui.widgets.live_label import LiveLabel
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.query_line import QueryLine

MAX_ARTICLES = 100  # articles in the results
BATCH_SIZE = 20  # articles in one message: the results widget takes a few milliseconds to add them
BATCH_SECONDS = 0.05  # at least this long between two messages with fewer articles
MAX_COMPLETED_VALUES = 5_000  # a key with more values is not completed: every keystroke scans all of them


@dataclass(frozen=True, slots=True)
class SearchEnd:
    """The result of the screen: the last query, and the place to go to, or None to stay."""

    query: str
    place: ResultPlace | None


class SearchScreen(TranslatedScreen[SearchEnd]):
    """Searches all articles at every keystroke; each keystroke cancels the search of the one before.

    Searches run on a store thread of this screen, so that no decision waits for a search.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there", priority=True, tooltip="To the passage in its article", id="corpus_search.choose"),
        Binding("down", "move(1)", "Next", priority=True, id="corpus_search.down"),
        Binding("up", "move(-1)", "Previous", priority=True, id="corpus_search.up"),
        Binding("escape,f7", "leave", "Back", priority=True, tooltip="Back to the review", id="corpus_search.leave"),
    ]  # fmt: skip

    class ArticlesFound(Message):
        """Articles that answer the query of a keystroke."""

        def __init__(self, keystroke: int, articles: list[FoundArticle]) -> None:
            super().__init__()
            self.keystroke, self.articles = keystroke, articles

    class SearchFinished(Message):
        """The search of a keystroke ended, with ``error`` if it failed.

        ``is_complete`` tells whether the index had all articles, ``is_whole`` whether all that may answer were
        searched, so that none can be missing from the results.
        """

        def __init__(
            self,
            keystroke: int,
            *,
            is_complete: bool = True,
            is_whole: bool = True,
            error: SoiError | None = None,
        ) -> None:
            super().__init__()
            self.keystroke, self.is_complete, self.is_whole = keystroke, is_complete, is_whole
            self.error = error

    def __init__(self, workspace: Workspace, query: str = "") -> None:
        """Create the screen with ``query`` in the line."""
        super().__init__()
        self._initial_query = query
        self._annotator = workspace.annotator
        self._thread = StoreThread(workspace.store, read_only=workspace.is_read_only)
        self._search: CorpusSearch | None = None
        self._complete_version: int | None = None  # the store's version when the index was complete
        self._keystroke = 0  # the number of the last keystroke; searches of earlier ones are cancelled
        self._articles: list[FoundArticle] = []
        self._results_keystroke = 0  # the keystroke whose results are on the screen

    def compose(self) -> ComposeResult:
        """The query line, the number of articles or an error, and the results."""
        yield QueryLine(
            prompt=_("All articles:"),
            placeholder=_("words, numbers, kind: value: verdict: tag: outlet: date:"),
            query=self._initial_query,
            widget_id="corpus-search",
        )
        yield LiveLabel(widget_id="corpus-search-told")
        yield SearchResults(widget_id="corpus-search-results")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the query line, and search for the initial query."""
        line = self.query_one(QueryLine)
        line.open({}, open_draft(self, "corpus query", _("Search in all articles")))
        line.select_all()
        line.post_query()
        self._prepare_search()
        self._load_vocabulary()

    async def on_unmount(self) -> None:
        """Cancel the running search and close its thread, without blocking the UI thread."""
        self._keystroke += 1
        await asyncio.to_thread(self._thread.close)

    @work(group="vocabulary")
    async def _load_vocabulary(self) -> None:
        """Read the values that the line completes, on a thread of its own, so that no search waits for them."""
        thread = StoreThread(self._thread.path, read_only=True)
        try:
            vocabulary = await thread.call(lambda store: ClaimTable(store, self._annotator).vocabulary())
        except SoiError:
            return  # the search reports the same error; without the vocabulary only completions are missing
        finally:
            await asyncio.to_thread(thread.close)
        completed = {key: values for key, values in vocabulary.items() if len(values) <= MAX_COMPLETED_VALUES}
        self.query_one(QueryLine).set_vocabulary(completed)

    def on_query_line_query_changed(self, message: QueryLine.QueryChanged) -> None:
        """Search for the new query; the search of the query before is cancelled."""
        self._keystroke += 1
        self._show_message("…" if self.query_one(QueryLine).value.strip() else "")
        self._run_search(message.query, self._keystroke)

    def on_query_line_query_broken(self) -> None:
        """Show which query the results answer while the text is no valid query."""
        query = self.query_one(QueryLine).last_valid
        message = _("still what answers: {query}").format(query=visible(query)) if query else ""
        self._show_message(Content.styled(message, "$text-warning"))

    def _show_result_message(self, message: str) -> None:
        """Show a message about the results, unless the text differs from their query and that is shown already."""
        if self.query_one(QueryLine).last_valid is None:
            self._show_message(message)

    def _show_message(self, message: str | Content) -> None:
        self.query_one("#corpus-search-told", LiveLabel).show(message)

    # On the search's thread -----------------------------------------------------------------------------

    @work(group="corpus-search")
    async def _prepare_search(self) -> None:
        """Read what the first search needs while the annotator types the first letter."""
        with suppress(SoiError):  # the search itself reports the error
            await self._thread.call(self._read_ahead)

    def _read_ahead(self, store: Store) -> None:
        self._corpus_search(store).get_ready(GilPause().never_cancelled)
        self._is_index_complete(store)

    def _is_index_complete(self, store: Store) -> bool:
        """Whether the index has all articles; looked up again only after another connection has written."""
        version = store.version()
        if version != self._complete_version and is_complete(store):
            self._complete_version = version
        return version == self._complete_version

    def _corpus_search(self, store: Store) -> CorpusSearch:
        if self._search is None:
            self._search = CorpusSearch(store, annotator=self._annotator)
        return self._search

    @work(group="corpus-search")
    async def _run_search(self, query: Query, keystroke: int) -> None:
        try:
            is_complete, is_whole = await self._thread.call(
                lambda store: self._search_articles(store, query, keystroke)
            )
        except SoiError as error:
            self.post_message(self.SearchFinished(keystroke, error=error))
        else:
            self.post_message(self.SearchFinished(keystroke, is_complete=is_complete, is_whole=is_whole))

    def _search_articles(self, store: Store, query: Query, keystroke: int) -> tuple[bool, bool]:
        """Search until the next keystroke, and post the articles.

        Returns whether the index was complete, and whether all articles that may answer were searched.
        """
        gil_pause = GilPause()
        batches = ArticleBatches(lambda articles: self.post_message(self.ArticlesFound(keystroke, articles)))

        def is_cancelled() -> bool:
            gil_pause.pause()
            batches.post_if_due()
            return self._keystroke != keystroke

        if is_cancelled():
            return True, True
        search = self._corpus_search(store)
        for article in search.search(query, cancelled=is_cancelled):
            batches.add(article)
        batches.post()
        return is_cancelled() or self._is_index_complete(store), search.is_whole

    # Results --------------------------------------------------------------------------------------------

    def on_search_screen_articles_found(self, message: ArticlesFound) -> None:
        """Append articles to the results of their keystroke; results of an earlier keystroke go."""
        if message.keystroke != self._keystroke:
            return
        results = self.query_one(SearchResults)
        if self._results_keystroke != message.keystroke:
            self._results_keystroke, self._articles = message.keystroke, []
            results.show(message.articles[:MAX_ARTICLES])
        elif len(self._articles) < MAX_ARTICLES:
            results.add(message.articles[: MAX_ARTICLES - len(self._articles)])
        self._articles += message.articles
        self._show_result_message(f"{len(self._articles)} …")

    def on_search_screen_search_finished(self, message: SearchFinished) -> None:
        """Show the number of articles, and rank the results unless the annotator moved the cursor in them."""
        if message.keystroke != self._keystroke:
            return
        results = self.query_one(SearchResults)
        if self._results_keystroke != message.keystroke:
            self._results_keystroke, self._articles = message.keystroke, []
            results.show(())
        if message.error:
            self._show_message(Content.styled(visible(translated(message.error)), "$text-error"))
            return
        results.end()
        ranked = best_first(self._articles)
        if ranked != self._articles and not results.cursor_moved:
            self._articles = ranked
            results.show(ranked[:MAX_ARTICLES])
        query = self.query_one(QueryLine).value.strip()
        self._show_result_message(
            _result_message(query, len(ranked), is_complete=message.is_complete, is_whole=message.is_whole)
        )

    # Keys -----------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Move to the next or previous passage, or completion while the text is no valid query."""
        line = self.query_one(QueryLine)
        if line.has_completions and line.last_valid is not None:
            line.action_offer(step)
        else:
            self.query_one(SearchResults).move(step)

    def action_choose(self) -> None:
        """Go to the passage under the cursor; an invalid query instead gets its error shown."""
        line = self.query_one(QueryLine)
        if line.accept() is not None and (place := self.query_one(SearchResults).place):
            self._close(place)

    def on_search_results_place_chosen(self, message: SearchResults.PlaceChosen) -> None:
        """Go to the clicked passage."""
        self._close(message.place)

    def action_leave(self) -> None:
        """Close the screen without going anywhere."""
        self._close(None)

    def _close(self, place: ResultPlace | None) -> None:
        line = self.query_one(QueryLine)
        line.settle_draft()
        self.dismiss(SearchEnd(line.value, place))


class ArticleBatches:
    """Posts the first article at once, and the next ones in batches, so that few messages reach the UI thread."""

    def __init__(self, post: Callable[[list[FoundArticle]], object]) -> None:
        self._post = post
        self._articles: list[FoundArticle] = []  # found and not yet posted
        self._last_post = -BATCH_SECONDS

    def add(self, article: FoundArticle) -> None:
        """Add an article, and post a batch that is full or due."""
        self._articles.append(article)
        if len(self._articles) == BATCH_SIZE:
            self.post()
        self.post_if_due()

    def post_if_due(self) -> None:
        """Post the articles if the last post was more than ``BATCH_SECONDS`` ago."""
        if monotonic() - self._last_post > BATCH_SECONDS:
            self.post()

    def post(self) -> None:
        """Post the articles, if there are any."""
        if self._articles:
            self._post(self._articles)
            self._articles, self._last_post = [], monotonic()


def _result_message(query: str, n: int, *, is_complete: bool, is_whole: bool) -> str:
    """How many articles answer the query, and whether more may do so once the index is complete."""
    if not query:
        return ""
    if not n and not is_complete:
        return _("Nothing answers this so far: the index is still being built.")
    if not n:
        return _("Nothing answers this: {query}").format(query=brief(query))
    articles = ngettext("{n} article", "{n} articles", n).format(
        n=format_count(n) + ("" if is_whole else "+")
    )
    if n > MAX_ARTICLES:
        articles = _("the best {shown} of {articles}").format(shown=MAX_ARTICLES, articles=articles)
    return articles if is_complete else f"{articles}, {_('the index is still being built')}"
