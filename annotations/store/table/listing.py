"""Which claims a query asks for, read from the store bit by bit on a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from array import array
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from annotations.search.clauses import Query
from annotations.store import Store
from annotations.store.search.index import build_index, is_complete
from annotations.store.table.claim_order import Order
from annotations.store.table.claim_table import ClaimRow, ClaimTable

EVERYTHING, BY_ARTICLE = Query(), Order()
# Rows read along with the first numbers, so that the first screen is painted at once.
PAINTED = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """What is asked for: the claims of ``articles`` that answer a query, in an order."""

    query: Query = EVERYTHING
    order: Order = BY_ARTICLE
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the answer: row numbers, and for the first of them the rows.

    ``first`` is set on the first part, also where there are no claims, ``done`` on the last. ``edition`` and
    ``state`` are those of the table when it was asked. ``indexing`` is how many articles of how many are in the
    search index, where that must be made first.
    """

    numbers: array[int] = field(default_factory=lambda: array("q"))
    rows: Sequence[ClaimRow] = ()
    first: bool = False
    done: bool = False
    edition: tuple[int, int] = (0, 0)
    state: tuple[int, int] = (0, 0)
    indexing: tuple[int, int] | None = None


async def answer(path: Path, listing: Listing, annotator: str) -> AsyncGenerator[Part, None]:
    """The parts of the answer as they come; whoever stops asking for them ends the work on it.

    Raises StoreError where the store cannot be read.
    """
    stop = threading.Event()
    parts = _parts(path, listing, annotator, stop.is_set)
    thread = ThreadPoolExecutor(1, thread_name_prefix="list")
    try:
        while (part := await asyncio.wrap_future(thread.submit(next, parts, None))) is not None:
            yield part
    finally:
        stop.set()
        thread.submit(parts.close)  # where its connection was opened
        thread.shutdown(wait=False)


def _parts(
    path: Path, listing: Listing, annotator: str, cancelled: Callable[[], bool]
) -> Generator[Part, None, None]:
    with Store.open(path) as store:
        if listing.query.words and not is_complete(store):
            for progress in build_index(store, cancelled=cancelled):
                yield Part(indexing=(progress.done, progress.total))
        table = ClaimTable(store, annotator)
        edition, state, first = table.edition(), table.state(), True
        for numbers, last in table.parts(listing.query, listing.order, listing.articles, cancelled):
            rows = table.rows(numbers[:PAINTED]) if first else ()
            yield Part(numbers, rows, first, last, edition, state)
            if last:
                return
            first = False
        yield Part(first=first, done=True, edition=edition, state=state)
