"""Builds the full-text index (FTS5) of the corpus in short transactions; an interrupted build resumes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.corpus import article_failures
from annotations.errors import CorpusError
from annotations.search.terms import Terms, parts, terms, words_of
from annotations.text import fold

if TYPE_CHECKING:
    from annotations.store.store import Store

BATCH = 500_000  # code points per transaction, which holds the write lock for some hundredths of a second

# The articles whose current text and title have no document yet.
_MISSING = """
    FROM articles WHERE NOT EXISTS (
        SELECT 1 FROM search_documents AS d WHERE d.article_id = articles.id
        AND d.text_sha256 = articles.text_sha256 AND d.title = coalesce(articles.title, '')
    )
"""
_NEXT_MISSING = (
    f"SELECT rowid, id, text_sha256, coalesce(title, '') {_MISSING} AND rowid > ? ORDER BY rowid LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """Articles indexed, articles in all, and the code points of the batch just written."""

    indexed: int
    total: int
    characters: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a document with its terms, ready to be written.

    ``title`` is empty except in the first part; ``last`` is set on the part that ends the document.
    """

    document: int
    title: str
    start: int
    end: int
    last: bool
    terms: Terms


def is_complete(store: Store) -> bool:
    """Whether every current text and title is indexed."""
    unfinished = "SELECT 1 FROM search_documents WHERE NOT finished"
    query = f"SELECT EXISTS (SELECT 1 {_MISSING}) OR EXISTS ({unfinished})"
    with store.read_access() as connection:
        return not connection.execute(query).fetchone()[0]


def build_index(
    store: Store,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_failure: Callable[[CorpusError], object] = lambda _error: None,
) -> Iterator[IndexProgress]:
    """Index the articles that are not indexed yet; yields the progress after each transaction.

    Give it a ``store`` that no other code uses meanwhile. Each yielded batch is committed: after an interruption the
    next call continues behind it. ``on_failure`` is called with the error of each article on which indexing fails; the
    next call tries again. Raises StoreError if the store cannot be written.
    """
    failures: dict[int, CorpusError] = {}  # by document
    while not cancelled():
        _enter_documents(store, cancelled)
        total = _count(store)
        characters = 0
        for batch in _batches(store, failures, cancelled):
            _write(store, batch)
            characters += sum(part.end - part.start for part in batch)
            yield IndexProgress(total - _count(store, "WHERE NOT finished"), total, characters)
        if is_complete(store) or (failures and not characters):
            break  # otherwise another process has imported articles meanwhile
    for error in failures.values():
        on_failure(error)


def forget_index(store: Store) -> None:
    """Empty the index; ``build_index`` builds it again."""
    with store.write_transaction() as connection:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        connection.execute("INSERT INTO search_titles (search_titles) VALUES ('delete-all')")
        for table in ("search_parts", "search_documents", "search_words"):
            connection.execute(f"DELETE FROM {table}")


def _count(store: Store, condition: str = "") -> int:
    with store.read_access() as connection:
        query = f"SELECT count(*) FROM search_documents {condition}"
        return int(connection.execute(query).fetchone()[0])


def _enter_documents(store: Store, cancelled: Callable[[], bool]) -> None:
    """Insert a document for each article without one, in short transactions."""
    last = 0
    while not cancelled():
        with store.read_access() as connection:  # not under the write lock: this may scan all articles
            rows = connection.execute(_NEXT_MISSING, (last,)).fetchall()
        if not rows:
            return
        with store.write_transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO search_documents (article_id, text_sha256, title) VALUES (?, ?, ?)",
                [row[1:] for row in rows],
            )
        last = rows[-1][0]


def _batches(
    store: Store, failures: dict[int, CorpusError], cancelled: Callable[[], bool]
) -> Iterator[list[_Part]]:
    """The unfinished parts in batches; their terms are computed here, before the write lock is taken.

    Leaves out the documents in ``failures``, and adds those on which the program fails.
    """
    batch: list[_Part] = []
    size = 0
    for document in _unfinished(store):
        for part in _readable_parts(document, failures):
            if cancelled():
                return
            batch.append(part)
            size += part.end - part.start
            if size >= BATCH:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _readable_parts(document: sqlite3.Row, failures: dict[int, CorpusError]) -> Iterator[_Part]:
    if document["id"] in failures:
        return
    try:
        with article_failures(document["article_id"]):
            yield from _parts(document)
    except CorpusError as error:
        failures[document["id"]] = error


def _unfinished(store: Store) -> Iterator[sqlite3.Row]:
    query = (
        "SELECT d.id, d.article_id, d.title, d.indexed, texts.text FROM search_documents AS d "
        "JOIN texts ON texts.sha256 = d.text_sha256 WHERE NOT finished AND d.id > ? ORDER BY d.id LIMIT 50"
    )
    last = 0
    while True:
        with store.read_access() as connection:
            rows = connection.execute(query, (last,)).fetchall()
        yield from rows
        if not rows:
            return
        last = rows[-1]["id"]


def _parts(document: sqlite3.Row) -> Iterator[_Part]:
    text = document["text"]
    title = " ".join(words_of(fold(document["title"]).text))
    if not text:
        yield _Part(document["id"], title, 0, 0, True, terms(""))
    for start, end in parts(text, document["indexed"]):
        yield _Part(
            document["id"], title if start == 0 else "", start, end, end == len(text), terms(text[start:end])
        )


def _write(store: Store, batch: list[_Part]) -> None:
    """Write a batch in one transaction, with the number of parts in which each word occurs."""
    words: Counter[str] = Counter()
    with store.write_transaction() as connection:
        for part in batch:
            if not _advance(connection, part):
                continue  # another process has indexed this part meanwhile
            _insert_part(connection, part)
            words.update(part.terms.words)
        connection.executemany(
            "INSERT INTO search_words (word, parts) VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET parts = parts + excluded.parts",
            words.items(),
        )


def _insert_part(connection: sqlite3.Connection, part: _Part) -> None:
    row = connection.execute(
        "INSERT INTO search_parts (document_id, start_offset, end_offset) VALUES (?, ?, ?)",
        (part.document, part.start, part.end),
    )
    connection.execute(
        "INSERT INTO search_index (rowid, terms) VALUES (?, ?)", (row.lastrowid, " ".join(part.terms.terms))
    )
    if part.title:
        connection.execute(
            "INSERT INTO search_titles (rowid, title) VALUES (?, ?)", (row.lastrowid, part.title)
        )


def _advance(connection: sqlite3.Connection, part: _Part) -> bool:
    """Mark a document as indexed up to the end of a part; False if it was not indexed up to the part's start."""
    update = connection.execute(
        "UPDATE search_documents SET indexed = ?, finished = ? WHERE id = ? AND indexed = ? AND NOT finished",
        (part.end, part.last, part.document, part.start),
    )
    return update.rowcount > 0
