"""The list of claims that a query asks for, read part by part in a thread of its own."""

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
from annotations.store.table.claim_order import BY_ARTICLE, Order
from annotations.store.table.claim_table import ClaimRow, ClaimTable

ALL_CLAIMS = Query()
FIRST_ROWS = 100  # rows read with the first numbers, so that the first screen is painted at once


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of claims: the query that they answer, their order, and their articles; None for all articles."""

    query: Query = ALL_CLAIMS
    order: Order = BY_ARTICLE
    articles: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ListingPart:
    """A part of a list: row numbers and, in the first part, the first rows.

    ``is_first`` is set on the first part, even of an empty list, ``is_last`` on the last. ``edition`` and ``state``
    are those of the table when the list was read. ``indexing`` is set, with the numbers of articles indexed and in
    all, while the search index is being built, before the first part.
    """

    numbers: array[int] = field(default_factory=lambda: array("q"))
    rows: Sequence[ClaimRow] = ()
    is_first: bool = False
    is_last: bool = False
    edition: tuple[int, int] = (0, 0)
    state: tuple[int, int] = (0, 0)
    indexing: tuple[int, int] | None = None


async def read_listing(path: Path, listing: Listing, annotator: str) -> AsyncGenerator[ListingPart, None]:
    """The parts of a list as they are read from the store at ``path``; closing the generator cancels the rest.

    Raises StoreError if the store cannot be read.
    """
    stop = threading.Event()
    parts = _parts(path, listing, annotator, stop.is_set)
    thread = ThreadPoolExecutor(1, thread_name_prefix="list")
    try:
        while (part := await asyncio.wrap_future(thread.submit(next, parts, None))) is not None:
            yield part
    finally:
        stop.set()
        thread.submit(parts.close)  # SQLite closes a connection only in the thread that opened it
        thread.shutdown(wait=False)


def _parts(
    path: Path, listing: Listing, annotator: str, cancelled: Callable[[], bool]
) -> Generator[ListingPart, None, None]:
    with Store.open(path) as store:
        if listing.query.words and not is_complete(store):
            for progress in build_index(store, cancelled=cancelled):
                yield ListingPart(indexing=(progress.indexed, progress.total))
        table = ClaimTable(store, annotator)
        edition, state, is_first = table.edition(), table.state(), True
        for numbers, is_last in table.chunks(listing.query, listing.order, listing.articles, cancelled):
            rows = table.rows(numbers[:FIRST_ROWS]) if is_first else ()
            yield ListingPart(numbers, rows, is_first, is_last, edition, state)
            if is_last:
                return
            is_first = False
        yield ListingPart(is_first=is_first, is_last=True, edition=edition, state=state)
