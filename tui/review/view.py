"""Saying how things stand: how far the corpus is read and reviewed, what is open, what the last key did."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from annotations.model import Progress
from annotations.review.open_article import Reading
from annotations.store.queries.orphans import count_orphans
from annotations.text import visible
from tui.language.i18n import _, ngettext, translated
from tui.language.numbers import count
from tui.review.corpus import CorpusScreen
from tui.store.client import Desk
from tui.store.thread import StoreThread
from tui.widgets.lists.article_list import ArticleList, article_title, mark_signs
from tui.widgets.panels.status import Headline, Status

PADDING = 2  # columns of the line of status and of the headline that are blank
READ_WIDTH = 24  # columns of the bar that says how far the corpus is read


class TellingScreen(CorpusScreen):
    """A screen on a corpus with a list of its articles, a headline, a line of status and room for a state."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._reading: Reading | None = None
        self._orphans = 0
        self._retired = False  # whether retired claims are shown
        self._others = self._dates = True  # whether what is no claim, and dates, are highlighted
        self._in_headline = ""  # what stands there for once instead of the article
        self._being_read = ""  # how far the corpus is read, until it is

    # The corpus -----------------------------------------------------------------------------------------

    def _tell_reading(self, files: int, *, done: bool) -> None:
        """Say how far the corpus is read, of how many files, and what came of it where nothing can be shown."""
        n = len(self._read)
        read = _("{n} of {files} articles read…").format(n=count(n), files=count(files))
        self.query_one(ArticleList).border_title = _("Articles") if done else f"{_('Articles')} · {read}"
        self._being_read = "" if done else read
        self._tell_modes()
        if not done:
            self._tell_state(f"{self._reading_corpus()}\n{_bar(n, files)}\n{read}")
        elif not n:
            nothing = _("There is no article to review here. Leave, and start soi with another folder.")
            self._tell_state("\n".join([nothing, *self.problems]))

    def _reading_corpus(self) -> str:
        return _("Reading the corpus…") + f"\n{visible(str(self._desk.corpus))}\n"

    def _tell_state(self, told: str) -> None:
        for state in self.query("#state").results(Static):
            state.update(told)

    def on_corpus_screen_corpus_failed(self, message: CorpusScreen.CorpusFailed) -> None:
        """Say why nothing more comes in; what is stored stays."""
        self.query_one(ArticleList).border_title = f"{_('Articles')} · {_('not all read')}"
        self._tell_state(translated(message.error))

    # The annotator ---------------------------------------------------------------------------------------

    async def _show_progress(self, articles: Sequence[str]) -> None:
        """Ask and show how far the annotator is with these articles, and in all."""
        self._list_progress(await self._take_progress(articles))

    def _list_progress(self, progress: Sequence[Progress]) -> None:
        listed = self.query_one(ArticleList)
        listed.show_progress(progress, self._marks)
        told = _("{n}/{total} reviewed").format(n=self._reviewed, total=self._total) if self._progress else ""
        if self._orphans:
            told = ngettext(
                "{n}/{total} · {orphans} orphan", "{n}/{total} · {orphans} orphans", self._orphans
            ).format(n=self._reviewed, total=self._total, orphans=self._orphans)
        listed.retitle(subtitle=told)
        self.query_one(Headline).show(self._headline())

    def _headline(self) -> Content:
        """How far the annotator is, and with which article."""
        here = self._progress.get(self._reading.id) if self._reading else None
        if here is None:
            return Content("")
        mark = self._marks.get(here.article)
        whole = _("of {n}/{total}").format(n=self._reviewed, total=self._total)
        return Content.assemble(
            (f"{here.reviewed}/{here.total}", "$text-accent"),
            (f" {whole}  ", "$text-muted"),
            (mark_signs(mark), "$text-success"),
            (article_title(here), "bold"),
            (f"  {visible(mark.note)}" if mark else "", "italic $text-muted"),
        )

    def tell(self, told: str) -> None:
        """Say what has just happened: in a line of its own or, where there are few, for once in the headline."""
        super().tell(told)
        in_headline = told if self.has_class("-short") else ""
        if in_headline != self._in_headline:
            self._in_headline = in_headline
            self.query_one(Headline).show_message(in_headline)

    def tell_what_fits(self, *told: str) -> None:
        """Say the first of these that fits in one line, else the last: the text is not to move for it."""
        room = self.size.width - PADDING
        self.tell(next((one for one in told if cell_len(one) <= room), told[-1]))

    def _tell_modes(self) -> None:
        """Keep saying what is not as usual: what is passed by, what is shown beside the rest."""
        modes = [self._being_read] if self._being_read else []
        modes += [] if self._dates else [_("dates skipped")]
        modes += [_("retired claims shown")] if self._retired else []
        self.query_one(Status).show_idle(" · ".join(modes))

    async def _count_orphans(self) -> None:
        name, articles = self._desk.annotator, list(self._progress)
        self._orphans = await self._asked(lambda store: count_orphans(store, name, articles)) or 0
        await self._show_progress([])


def _bar(done: int, of: int) -> str:
    """How much is done, drawn."""
    full = READ_WIDTH * done // of if of else 0
    return "█" * full + "·" * (READ_WIDTH - full)
