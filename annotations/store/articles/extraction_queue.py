"""Articles on their way into a store: extracted in this process or, when there are many, in worker processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotations.errors import CorpusError
from annotations.reports import ImportReport
from annotations.store.articles.extraction import (
    ExtractedArticle,
    ExtractionTask,
    FailedArticle,
    extract_task,
)

if TYPE_CHECKING:
    from annotations.claims.extractor import Extractor
    from annotations.model import Article
    from annotations.store.articles.worker_processes import WorkerProcesses

# Code points that are extracted in this process first, in about two seconds: starting the workers takes half of one.
FIRST_CHARACTERS = 1_000_000
# What is given to a worker at once: hundredths of a second of work, or outcomes that need none.
CHUNK_CHARACTERS, CHUNK_ENTRIES = 50_000, 500

Outcome = CorpusError | ImportReport  # of what needs no extraction
Step = Outcome | ExtractedArticle | FailedArticle


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ExtractionQueue:
    """Takes articles and outcomes in the order of the corpus, and gives each back, extracted, in that order.

    With ``workers`` > 1 the articles behind the first million code points are extracted in that many processes.
    """

    def __init__(self, extractor: Extractor, workers: int) -> None:
        self._extractor, self._worker_count = extractor, workers
        self._ready: deque[Step] = deque()
        self._chunks: deque[list[Outcome | ExtractionTask]] = deque()  # given to the workers, oldest first
        self._chunk: list[Outcome | ExtractionTask] = []  # being filled
        self._characters = self._chunk_characters = 0
        self._workers: WorkerProcesses | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._workers is not None:
            self._workers.close()

    @property
    def deaths(self) -> int:
        """How many workers died."""
        return self._workers.deaths if self._workers else 0

    def put_outcome(self, outcome: Outcome) -> None:
        """Put what needs no extraction behind the articles before it."""
        if self._workers is None:
            self._ready.append(outcome)
            return
        self._chunk.append(outcome)
        if len(self._chunk) >= CHUNK_ENTRIES:
            self._hand_out()

    def put_article(self, article: Article, *, is_new: bool) -> None:
        """Put an article to extract; ``is_new``: whether the store does not have an article of its id."""
        task = ExtractionTask(article._replace(metadata=dict(article.metadata)), is_new)
        self._characters += len(article.text)
        if self._workers is None and self._worker_count > 1 and self._characters > FIRST_CHARACTERS:
            self._workers = _start_workers(self._extractor, self._worker_count)
        if self._workers is None:
            self._ready.append(extract_task(task, self._extractor))
            return
        self._chunk.append(task)
        self._chunk_characters += len(article.text)
        if self._chunk_characters >= CHUNK_CHARACTERS:
            self._hand_out()

    def take(self) -> Iterator[Step]:
        """What is extracted; waits for workers only where enough waits for them."""
        yield from self._taken()
        while self._workers is not None and (self._workers.has_results() or self._workers.is_busy()):
            yield from self._results()

    def drain(self) -> Iterator[Step]:
        """All that was put."""
        yield from self._taken()
        if self._workers is not None:
            self._hand_out()
            while not self._workers.is_idle():
                yield from self._results()

    def _taken(self) -> Iterator[Step]:
        while self._ready:
            yield self._ready.popleft()

    def _hand_out(self) -> None:
        if self._chunk and self._workers is not None:
            self._workers.extract([entry for entry in self._chunk if isinstance(entry, ExtractionTask)])
            self._chunks.append(self._chunk)
            self._chunk, self._chunk_characters = [], 0

    def _results(self) -> Iterator[Step]:
        assert self._workers is not None
        results = iter(self._workers.results())
        for entry in self._chunks.popleft():
            yield next(results) if isinstance(entry, ExtractionTask) else entry


def _start_workers(extractor: Extractor, count: int) -> WorkerProcesses:
    # Loaded for a large corpus only.
    from annotations.store.articles.worker_processes import WorkerProcesses  # noqa: PLC0415

    return WorkerProcesses(extractor, count)
