"""Extracting articles in worker processes, in the order of the corpus, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr
from multiprocessing import get_context, parent_process, resource_tracker
from typing import TYPE_CHECKING

from annotations.errors import Sentence
from annotations.store.articles.extraction import (
    ExtractedArticle,
    ExtractionTask,
    FailedArticle,
    extract_task,
)
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.claims.extractor import Extractor

Result = ExtractedArticle | FailedArticle
_Chunk = Sequence[ExtractionTask]


class WorkerProcesses:
    """Worker processes with one extractor each; ``extract`` gives them a chunk of articles, ``results`` takes the oldest back.

    They are spawned, so that no lock or thread of this process is copied, and end with it, however it ends. Chunks of a
    worker that dies are extracted again; the article on which one dies alone is a failed article. ``deaths`` counts the
    workers that died.
    """

    def __init__(self, extractor: Extractor, count: int) -> None:
        self._extractor, self._count = extractor, count
        self._waiting: deque[tuple[_Chunk, Future[list[Result]]]] = deque()
        self._pool = self._new_pool()
        self.deaths = 0

    def _new_pool(self) -> ProcessPoolExecutor:
        with redirect_stderr(
            sys.__stderr__
        ):  # the tracker needs a file of the system; Textual's stands for none
            resource_tracker.ensure_running()
        return ProcessPoolExecutor(
            self._count,
            mp_context=get_context("spawn"),
            initializer=_start_worker,
            initargs=(self._extractor,),
        )

    def extract(self, chunk: _Chunk) -> None:
        """Give the workers a chunk of articles."""
        self._waiting.append((chunk, self._submitted(chunk)))

    def results(self) -> list[Result]:
        """The results of the oldest chunk, in its order; waits for them."""
        chunk, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self._replace_pool()
            results = [self._result_alone(task) for task in chunk]
            self._submit_again()
            return results

    def has_results(self) -> bool:
        """Whether ``results`` would not wait."""
        return bool(self._waiting) and self._waiting[0][1].done()

    def is_busy(self) -> bool:
        """Whether as many chunks wait as keep all workers at work."""
        return len(self._waiting) > 2 * self._count

    def is_idle(self) -> bool:
        """Whether no chunk waits."""
        return not self._waiting

    def close(self) -> None:
        """End the workers; what waits is not extracted."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _submitted(self, chunk: _Chunk) -> Future[list[Result]]:
        try:
            return self._pool.submit(_extract_chunk, chunk)
        except BrokenProcessPool as error:  # the next ``results`` replaces the pool
            future: Future[list[Result]] = Future()
            future.set_exception(error)
            return future

    def _replace_pool(self) -> None:
        self.deaths += 1
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()

    def _result_alone(self, task: ExtractionTask) -> Result:
        """Extract an article while no other is extracted: if a worker dies, it is because of this one."""
        try:
            return self._submitted([task]).result()[0]
        except BrokenProcessPool:
            self._replace_pool()
            return FailedArticle(task.article, _killed_sentence(task.article.id))

    def _submit_again(self) -> None:
        """Give the new workers what the dead ones did not finish."""
        for index, (chunk, future) in enumerate(self._waiting):
            if future.cancelled() or not future.done() or future.exception() is not None:
                self._waiting[index] = (chunk, self._submitted(chunk))


def _killed_sentence(article: str) -> Sentence:
    return Sentence(
        "{article}: the process that read this article was killed, perhaps because memory ran out; the others are read. "
        "Import again to try it again.",
        article=visible(article),
    )


# What runs in a worker ------------------------------------------------------------------------------------


class _Worker:
    """The extractor of this process."""

    extractor: Extractor


def _start_worker(extractor: Extractor) -> None:
    # Ctrl+C goes to all processes of a terminal; the parent tells the workers when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.extractor = extractor


def _end_with_parent() -> None:
    """End this process when its parent is gone: a killed parent cannot tell its workers to end."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _extract_chunk(chunk: _Chunk) -> list[Result]:
    return [extract_task(task, _Worker.extractor) for task in chunk]
