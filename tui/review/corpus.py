"""A screen on a corpus and its store: reading the one into the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from annotations.errors import SoiError
from annotations.model import ArticleReview, Progress, Verdict
from annotations.store import Store
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_article_reviews
from annotations.text import visible
from tui.language.i18n import _, ngettext, translated
from tui.store.client import Desk, DeskScreen
from tui.store.thread import StoreThread

if TYPE_CHECKING:
    from annotations.reports import ImportReport
    from tui.store.corpus_import import Import

TOLD_PROBLEMS = 3


class CorpusScreen(DeskScreen):
    """What a screen on a corpus has: how far it is read and reviewed."""

    class CorpusRead(Message):
        """A part of the corpus is read."""

        def __init__(self, part: Import) -> None:
            super().__init__()
            self.part = part

    class CorpusFailed(Message):
        """The corpus, or the store it goes into, cannot be read; ``error`` says what to do."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    class CorpusChecked(Message):
        """Articles that were not checked yet are."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._progress: dict[str, Progress] = {}  # by article id, in the order of the corpus
        self._marks: dict[str, ArticleReview] = {}  # what the annotator says of articles as a whole
        self._total = self._reviewed = 0
        self._read: list[str] = []  # what was read of the corpus, in its order
        self._edits: list[ImportReport] = []
        self._gone: list[str] = []  # articles of the store that the corpus does not have any more
        self.problems: list[str] = []  # what could not be read of the corpus, in sentences

    # The corpus -----------------------------------------------------------------------------------------

    @work(thread=True, group="corpus")
    def _read_corpus(self) -> None:
        # Loaded behind the first screen, as everything is that reads articles.
        from tui.store.corpus_import import import_corpus  # noqa: PLC0415

        worker = get_current_worker()
        try:
            with Store.open(self._desk.store) as store:
                for part in import_corpus(store, self._desk.corpus, self._desk.extractor):
                    if worker.is_cancelled:
                        return
                    self.post_message(self.CorpusRead(part))
                # Loaded where nothing waits for it.
                from annotations.store.findings.checking import check_articles  # noqa: PLC0415
                from annotations.store.search.index import build_index  # noqa: PLC0415

                if list(check_articles(store, cancelled=lambda: worker.is_cancelled)):
                    self.post_message(self.CorpusChecked())
                # Bit by bit behind everything else; what is not done when the app is left is done next time.
                for _ in build_index(store, cancelled=lambda: worker.is_cancelled):
                    pass
        except SoiError as error:
            self.post_message(self.CorpusFailed(error))

    def on_corpus_screen_corpus_failed(self, message: CorpusFailed) -> None:
        """Say why nothing more comes in; what is stored stays."""
        self.notify(translated(message.error), severity="error", timeout=30, markup=False)

    def _tell_problems(self) -> None:
        for problem in self.problems[:TOLD_PROBLEMS]:
            self.notify(problem, severity="warning", timeout=10, markup=False)
        if len(self.problems) > TOLD_PROBLEMS:
            more = len(self.problems) - TOLD_PROBLEMS
            said = ngettext(
                "… and {n} more, told when you leave", "… and {n} more, told when you leave", more
            )
            self.notify(said.format(n=more), severity="warning", markup=False)

    def _tell_edits(self) -> None:
        """Say what became of articles that were edited or are gone, all in one: the reader is not to be covered."""
        from tui.store.corpus_import import told_gone, told_outcomes  # noqa: PLC0415 (as above)

        missing = told_gone(self._gone) if self._gone else ""
        if not self._edits:
            self.tell(missing)
            return
        one = self._edits[0].article
        n = len(self._edits)
        name = visible(one) if n == 1 else ngettext("{n} article", "{n} articles", n).format(n=n)
        told = _("Edited: {what}. {outcomes}.").format(what=name, outcomes=told_outcomes(self._edits))
        if orphans := sum(report.orphans for report in self._edits):
            waiting = ngettext(
                "{n} reviewed claim waits in the orphan queue: {key} leads there.",
                "{n} reviewed claims wait in the orphan queue: {key} leads there.",
                orphans,
            )
            told = f"{told} {waiting.format(n=orphans, key=self.key_of('review.orphans'))}"
            self.notify(told, severity="warning", timeout=15, markup=False)
            self.tell(missing)
        else:
            self.tell(f"{told} {missing}".strip())

    async def _take_progress(self, articles: Sequence[str]) -> Sequence[Progress]:
        """Ask how far the annotator is with these articles and take that into the sums."""
        name = self._desk.annotator
        asked = await self._asked_now(
            lambda store: (read_progress(store, name, articles), read_article_reviews(store, articles, name))
        )
        found, marks = asked or ((), ())
        now = {progress.article: progress for progress in found}
        return self._sum_up([now[article] for article in articles if article in now], marks)

    def _sum_up(self, found: Sequence[Progress], marks: Sequence[ArticleReview]) -> Sequence[Progress]:
        """Take how far the annotator is, with each of some articles, into the sums; gives it as it came."""
        self._marks |= {mark.article: mark for mark in marks}
        for progress in found:
            before = self._progress.get(progress.article)
            self._total += progress.total - (before.total if before else 0)
            self._reviewed += progress.reviewed - (before.reviewed if before else 0)
            self._progress[progress.article] = progress
        return found

    def _keep_what_was_read(self) -> None:
        """Put the articles into the order of the corpus, without those the store had from it that are gone."""
        kept = {article: self._progress[article] for article in self._read if article in self._progress}
        self._total = sum(progress.total for progress in kept.values())
        self._reviewed = sum(progress.reviewed for progress in kept.values())
        self._progress = kept

    def _count(self, article: str, before: Verdict | None, after: Verdict | None) -> None:
        """Take a verdict that was just given into the sums, without asking for all of them again."""
        if (progress := self._progress.get(article)) is None:
            return
        counts = dict(progress.verdicts)
        for verdict, by in ((before, -1), (after, 1)):
            if verdict is not None:
                counts[verdict] = counts.get(verdict, 0) + by
        reviewed = sum(counts.values())
        self._reviewed += reviewed - progress.reviewed
        self._progress[article] = progress._replace(reviewed=reviewed, verdicts=counts)
