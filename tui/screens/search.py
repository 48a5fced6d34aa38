"""Searching the whole corpus as one types."""

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
from annotations.search.passages import FoundArticle
from annotations.store import Store
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import is_complete
from annotations.store.table.claim_table import ClaimTable
from annotations.text import brief, visible
from tui.language.i18n import _, ngettext, translated
from tui.screens.base import TranslatedScreen
from tui.store.client import Workspace
from tui.store.thread import GilPause, StoreThread
from tui.widgets.lists.search_results import ResultPlace, SearchResults
from tui.widgets.live_label import LiveLabel
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.query_line import QueryLine

MOST = 100  # articles shown
HANDFUL = 20  # articles handed to the screen at once, which takes it a few milliseconds
HANDFUL_SECONDS = 0.05
_MOST_KNOWN = 5_000  # values of a key that are completed; more are not looked through with each key


@dataclass(frozen=True, slots=True)
class SearchEnd:
    """How a search of the corpus ended: what was asked last, and where to go, if anywhere."""

    query: str
    place: ResultPlace | None


class SearchScreen(TranslatedScreen[SearchEnd]):
    """Asks the whole corpus with each keystroke; a keystroke cancels what was asked before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there", priority=True, tooltip="To the passage in its article", id="corpus_search.choose"),
        Binding("down", "move(1)", "Next", priority=True, id="corpus_search.down"),
        Binding("up", "move(-1)", "Previous", priority=True, id="corpus_search.up"),
        Binding("escape,f7", "leave", "Back", priority=True, tooltip="Back to the review", id="corpus_search.leave"),
    ]  # fmt: skip

    class Found(Message):
        """Articles answer the query of a keystroke."""

        def __init__(self, keystroke: int, articles: list[FoundArticle]) -> None:
            super().__init__()
            self.keystroke, self.articles = keystroke, articles

    class Answered(Message):
        """There is no more to come; ``whole`` tells whether everything there is was looked at."""

        def __init__(self, keystroke: int, *, whole: bool = True, refused: SoiError | None = None) -> None:
            super().__init__()
            self.keystroke, self.whole, self.refused = keystroke, whole, refused

    def __init__(self, workspace: Workspace, query: str = "") -> None:
        super().__init__()
        self._asked = query
        self._annotator = workspace.annotator
        self._thread = StoreThread(workspace.store)  # its own: nothing else waits for a search
        self._search: CorpusSearch | None = None
        self._whole_at: int | None = None  # the store's version at which everything could be found
        self._keystroke = 0
        self._found: list[FoundArticle] = []
        self._shown = 0  # the keystroke whose results are on screen

    def compose(self) -> ComposeResult:
        """The line, below it how many there are or what is wrong, what is found."""
        yield QueryLine(
            prompt=_("All articles:"),
            placeholder=_("words, numbers, kind: value: verdict: tag: outlet: date:"),
            query=self._asked,
            widget_id="corpus-search",
        )
        yield LiveLabel(widget_id="corpus-search-told")
        yield SearchResults(widget_id="corpus-search-results")
        yield KeyFooter()

    def on_mount(self) -> None:
        """The keys go to the line; the arrows move in the list all the same."""
        line = self.query_one(QueryLine)
        line.open({})
        line.post_query()
        self._get_ready()
        self._learn()

    async def on_unmount(self) -> None:
        """Let the search that is under way end; the screen does not wait for it."""
        self._keystroke += 1
        await asyncio.to_thread(self._thread.close)

    @work(group="vocabulary")
    async def _learn(self) -> None:
        """Learn what tags, outlets and annotators there are, on a thread of its own: no search waits for that."""
        thread = StoreThread(self._thread.path)
        try:
            known = await thread.call(lambda store: ClaimTable(store, self._annotator).vocabulary())
        except SoiError:
            return  # what the search itself meets is told; without it only less is completed
        finally:
            await asyncio.to_thread(thread.close)
        short = {key: values for key, values in known.items() if len(values) <= _MOST_KNOWN}
        self.query_one(QueryLine).set_vocabulary(short)

    def on_query_line_query_changed(self, message: QueryLine.QueryChanged) -> None:
        """Ask anew; what was asked before is of no interest any more."""
        self._keystroke += 1
        self._tell("…" if self.query_one(QueryLine).value.strip() else "")
        self._ask(message.query, self._keystroke)

    def on_query_line_query_broken(self) -> None:
        """Tell what it is that is found below."""
        standing = self.query_one(QueryLine).last_valid
        of = _("still what answers: {query}").format(query=visible(standing)) if standing else ""
        self._tell(Content.styled(of, "$text-warning"))

    def _tell_of_query(self, what: str) -> None:
        """Say something of what was asked; while something else is typed that is no query, that is said already."""
        if self.query_one(QueryLine).last_valid is None:
            self._tell(what)

    @work(group="corpus-search")
    async def _get_ready(self) -> None:
        """Have read what the first search needs while somebody types the first letter."""
        with suppress(SoiError):  # the search itself will tell
            await self._thread.call(self._read_ahead)

    def _read_ahead(self, store: Store) -> None:
        self._searching(store).get_ready(GilPause().never_cancelled)
        self._is_whole(store)

    def _is_whole(self, store: Store) -> bool:
        """Whether everything there is can be found; looked up again only once somebody has written."""
        version = store.version()
        if version != self._whole_at and is_complete(store):
            self._whole_at = version
        return version == self._whole_at

    def _searching(self, store: Store) -> CorpusSearch:
        if self._search is None:
            self._search = CorpusSearch(store, annotator=self._annotator)
        return self._search

    @work(group="corpus-search")
    async def _ask(self, query: Query, keystroke: int) -> None:
        try:
            whole = await self._thread.call(lambda store: self._answer(store, query, keystroke))
        except SoiError as error:
            self.post_message(self.Answered(keystroke, refused=error))
        else:
            self.post_message(self.Answered(keystroke, whole=whole))

    def _answer(self, store: Store, query: Query, keystroke: int) -> bool:
        """Search, on the search's own thread, until another key is typed."""
        gil_pause = GilPause()
        handfuls = Handfuls(lambda articles: self.post_message(self.Found(keystroke, articles)))

        def cancelled() -> bool:
            gil_pause.pause()
            handfuls.tell()
            return self._keystroke != keystroke

        if cancelled():
            return True
        for article in self._searching(store).search(query, limit=MOST, cancelled=cancelled):
            handfuls.add(article)
        handfuls.end()
        return cancelled() or self._is_whole(store)

    def on_search_screen_found(self, message: Found) -> None:
        """Show articles below those that are there; those of the query before go."""
        if message.keystroke != self._keystroke:
            return
        results = self.query_one(SearchResults)
        if self._shown != message.keystroke:
            self._shown, self._found = message.keystroke, []
            results.show(message.articles)
        else:
            results.add(message.articles)
        self._found += message.articles
        self._tell_of_query(f"{len(self._found)} …")

    def on_search_screen_answered(self, message: Answered) -> None:
        """Put the best first, unless somebody has begun to go through them; say how many there are."""
        if message.keystroke != self._keystroke:
            return
        results = self.query_one(SearchResults)
        if self._shown != message.keystroke:
            self._shown, self._found = message.keystroke, []
            results.show(())
        if message.refused:
            self._tell(Content.styled(visible(translated(message.refused)), "$text-error"))
            return
        results.end()
        ranked = sorted(self._found, key=lambda article: article.rank, reverse=True)
        if ranked != self._found and not results.cursor_moved:
            self._found = ranked
            results.show(ranked)
        self._tell_of_query(
            _counted(self.query_one(QueryLine).value.strip(), len(ranked), whole=message.whole)
        )

    def _tell(self, what: str | Content) -> None:
        self.query_one("#corpus-search-told", LiveLabel).show(what)

    def action_move(self, by: int) -> None:
        """To the next or the previous passage; while a filter is half typed, to what is offered for it."""
        line = self.query_one(QueryLine)
        if line.has_completions and line.last_valid is not None:
            line.action_offer(by)
        else:
            self.query_one(SearchResults).move(by)

    def action_choose(self) -> None:
        """Go to the passage the cursor is on; where the query is wrong, to the place in it."""
        line = self.query_one(QueryLine)
        if line.accept() is not None and (place := self.query_one(SearchResults).place):
            self.dismiss(SearchEnd(line.value, place))

    def on_search_results_place_chosen(self, message: SearchResults.PlaceChosen) -> None:
        """Go to the passage that was clicked."""
        self.dismiss(SearchEnd(self.query_one(QueryLine).value, message.place))

    def action_leave(self) -> None:
        """Back to where the review was."""
        self.dismiss(SearchEnd(self.query_one(QueryLine).value, None))


class Handfuls:
    """The first article is handed on at once, those behind it as many together as come in while some are shown."""

    def __init__(self, hand_on: Callable[[list[FoundArticle]], object]) -> None:
        self._hand_on = hand_on
        self._held: list[FoundArticle] = []
        self._told = -HANDFUL_SECONDS

    def add(self, article: FoundArticle) -> None:
        """Take one more."""
        self._held.append(article)
        if len(self._held) == HANDFUL:
            self.end()
        self.tell()

    def tell(self) -> None:
        """Hand on what is held, if it was long since the last time."""
        if monotonic() - self._told > HANDFUL_SECONDS:
            self.end()

    def end(self) -> None:
        """Hand on what is held."""
        if self._held:
            self._hand_on(self._held)
            self._held, self._told = [], monotonic()


def _counted(asked: str, n: int, *, whole: bool) -> str:
    """How many articles answer what is asked; ``whole`` tells whether everything there is was looked at."""
    if not asked:
        return ""
    if not n and not whole:
        return _("Nothing answers this so far: the index is still being built.")
    if not n:
        return _("Nothing answers this: {query}").format(query=brief(asked))
    many = ngettext("{n} article", "{n} articles", n).format(n=f"{MOST}+" if n >= MOST else n)
    return many if whole else f"{many}, {_('the index is still being built')}"
