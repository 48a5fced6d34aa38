"""What the app does off its own thread: reading a corpus into the store, and every look into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TypeVar

from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.model import Article, Claim, Review
from annotations.store import Imported, Store
from annotations.text import Shown, show, visible
from tui.extraction import Extractor

T = TypeVar("T")

REPORT_SECONDS = 0.25


class StoreThread:
    """The one thread that has the app's connection; calls run on it in the order in which they were made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None

    async def call(self, job: Callable[[Store], T]) -> T:
        """Run ``job`` with the store, away from the screen; what it raises is raised here."""
        return await asyncio.wrap_future(self._executor.submit(self._run, job))

    def _run(self, job: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = Store.open(self.path)
        return job(self._store)

    def close(self) -> None:
        """Finish what was asked for and close the connection."""
        if self._store is not None:
            self._executor.submit(self._store.close)
        self._executor.shutdown(wait=True)


@dataclass(slots=True)
class Import:
    """How far reading a corpus is; ``articles`` are ids, ``problems`` whole sentences."""

    articles: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    done: bool = False


def import_corpus(store: Store, corpus: Path, extractor: Extractor) -> Iterator[Import]:
    """Read the corpus into the store, yielding now and then how far it is, last with ``done`` set.

    A file that cannot be read is a problem, not an error; UsageError is raised where there is no corpus.
    """
    so_far, reported = Import(), monotonic()
    for read in read_corpus(corpus):
        if isinstance(read, CorpusError):
            so_far.problems.append(str(read))
            continue
        if import_article(store, read, extractor) is Imported.KEPT:
            so_far.problems.append(
                f"{visible(read.id)} differs from the text that was reviewed, which stays; "
                "review the new text in another store (--store FILE)."
            )
        so_far.articles.append(read.id)
        if len(so_far.articles) == 1 or monotonic() - reported > REPORT_SECONDS:
            yield Import(list(so_far.articles), list(so_far.problems))
            reported = monotonic()
    so_far.done = True
    yield so_far


def import_article(store: Store, article: Article, extractor: Extractor) -> Imported:
    """Store an article with its claims, reading those only where that has not been done before."""
    known = store.imported(article, extractor.name)
    if known is not None:
        return known
    return store.import_article(article, extractor.read(article), extractor.name)


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article as a screen needs it: ``mentions`` of all roles in order, every annotator's ``reviews``."""

    article: Article
    shown: Shown
    mentions: list[Claim]
    reviews: list[Review]


def open_article(store: Store, article: str) -> OpenArticle:
    """Everything of one article, ready to be shown."""
    found = store.article(article)
    return OpenArticle(found, show(found.text), store.mentions(article), store.reviews(article))
