"""A screen on a corpus and its store: reading the one into the other, and asking the store for things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from textual import work
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from annotations.errors import SoiError
from annotations.model import ArticleReview, Progress, Verdict
from annotations.store import Store
from tui.extraction import Extractor
from tui.jobs import Import, StoreThread, import_corpus

TOLD_PROBLEMS = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a review session works with: the corpus, the store, who reviews and what reads the articles."""

    corpus: Path
    store: Path
    annotator: str
    extractor: Extractor


class CorpusScreen(Screen[None]):
    """What a screen on a corpus has: its desk, the store's thread, and how far the corpus is read and reviewed."""

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

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._progress: dict[str, Progress] = {}  # by article id, in the order of the corpus
        self._marks: dict[str, ArticleReview] = {}  # what the annotator says of articles as a whole
        self._total = self._reviewed = 0
        self._told = ""
        self.problems: list[str] = []  # what could not be read of the corpus, in sentences

    # The corpus -----------------------------------------------------------------------------------------

    @work(thread=True, group="corpus")
    def _read_corpus(self) -> None:
        worker = get_current_worker()
        try:
            with Store.open(self._desk.store) as store:
                for part in import_corpus(store, self._desk.corpus, self._desk.extractor):
                    if worker.is_cancelled:
                        return
                    self.post_message(self.CorpusRead(part))
        except SoiError as error:
            self.post_message(self.CorpusFailed(error))

    def on_corpus_screen_corpus_failed(self, message: CorpusFailed) -> None:
        """Say why nothing more comes in; what is stored stays."""
        self.notify(str(message.error), severity="error", timeout=30, markup=False)

    def _tell_problems(self) -> None:
        for problem in self.problems[:TOLD_PROBLEMS]:
            self.notify(problem, severity="warning", timeout=10, markup=False)
        if len(self.problems) > TOLD_PROBLEMS:
            more = f"… and {len(self.problems) - TOLD_PROBLEMS} more, told when you leave"
            self.notify(more, severity="warning", markup=False)

    async def _take_progress(self, articles: Sequence[str]) -> list[Progress]:
        """Ask how far the annotator is with these articles and take that into the sums."""
        asked = await self._asked(lambda store: store.progress(self._desk.annotator, articles))
        marks = await self._asked(lambda store: store.article_reviews(articles, self._desk.annotator))
        self._marks |= {mark.article: mark for mark in marks or ()}
        now = {progress.article: progress for progress in asked or ()}
        for article, progress in ((article, now[article]) for article in articles if article in now):
            before = self._progress.get(article)
            self._total += progress.total - (before.total if before else 0)
            self._reviewed += progress.reviewed - (before.reviewed if before else 0)
            self._progress[article] = progress
        return [self._progress[article] for article in articles if article in self._progress]

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
        self._progress[article] = replace(progress, reviewed=reviewed, verdicts=counts)

    # The store ------------------------------------------------------------------------------------------

    async def _stored(self, job: Callable[[Store], T]) -> T | None:
        """What a job that writes gives; None, with a word to the annotator, where the store fails."""
        return await self._try(job, "Not stored. ")

    async def _asked(self, job: Callable[[Store], T]) -> T | None:
        """What a job that reads gives; None, with a word to the annotator, where the store fails."""
        return await self._try(job, "")

    async def _try(self, job: Callable[[Store], T], word: str) -> T | None:
        try:
            result = await self._store.call(job)
        except SoiError as error:
            told = f"{word}{error}"
            # A question the screen asks by itself, again and again, is said to fail once.
            if word or told != self._told:
                self.notify(told, severity="error", timeout=15, markup=False)
            self._told = told
            return None
        self._told = ""
        return result
