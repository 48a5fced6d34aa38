"""Building the index that the corpus is searched with: bit by bit, from wherever it stopped."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotations.search.terms import Terms, parts, terms, words_of
from annotations.store.base import OpenStore
from annotations.text import fold

BATCH = 500_000  # code points a transaction: others who write wait for it some hundredths of a second at most

_MISSING = """
    FROM articles WHERE NOT EXISTS (
        SELECT 1 FROM search_documents AS d WHERE d.article_id = articles.id
        AND d.text_sha256 = articles.text_sha256 AND d.title = coalesce(articles.title, '')
    )
"""
_ENTERED_NEXT = (
    f"SELECT rowid, id, text_sha256, coalesce(title, '') {_MISSING} AND rowid > ? ORDER BY rowid LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far the index is: articles indexed of those there are, and the code points read just now."""

    done: int
    total: int
    characters: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a document, ready to be written."""

    document: int
    title: str
    start: int
    end: int
    last: bool
    terms: Terms


def is_complete(store: OpenStore) -> bool:
    """Whether everything there is can be found."""
    unfinished = "SELECT 1 FROM search_documents WHERE NOT finished"
    query = f"SELECT EXISTS (SELECT 1 {_MISSING}) OR EXISTS ({unfinished})"
    with store.reading() as connection:
        return not connection.execute(query).fetchone()[0]


def build_index(
    store: OpenStore, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[IndexProgress]:
    """Index what is not yet, telling how far it is after every transaction.

    ``store`` should be a connection of its own. Whatever happens in between, what was told stays done: the next
    call goes on behind it. Raises StoreError where the store cannot be written.
    """
    while not cancelled():
        _enter_documents(store, cancelled)
        total = _count(store)
        characters = 0
        for batch in _batches(store, cancelled):
            _write(store, batch)
            characters += sum(part.end - part.start for part in batch)
            yield IndexProgress(total - _count(store, "WHERE NOT finished"), total, characters)
        if is_complete(store):
            return  # else articles came in meanwhile


def forget_index(store: OpenStore) -> None:
    """Forget the index; ``build_index`` makes it anew."""
    with store.writing() as connection:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        connection.execute("INSERT INTO search_titles (search_titles) VALUES ('delete-all')")
        for table in ("search_parts", "search_documents", "search_words"):
            connection.execute(f"DELETE FROM {table}")


def _count(store: OpenStore, condition: str = "") -> int:
    with store.reading() as connection:
        query = f"SELECT count(*) FROM search_documents {condition}"
        return int(connection.execute(query).fetchone()[0])


def _enter_documents(store: OpenStore, cancelled: Callable[[], bool]) -> None:
    """Make documents of the articles that are none yet, in short transactions."""
    last = 0
    while not cancelled():
        with store.reading() as connection:  # without the write lock: this may be a look at all articles
            rows = connection.execute(_ENTERED_NEXT, (last,)).fetchall()
        if not rows:
            return
        with store.writing() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO search_documents (article_id, text_sha256, title) VALUES (?, ?, ?)",
                [row[1:] for row in rows],
            )
        last = rows[-1][0]


def _batches(store: OpenStore, cancelled: Callable[[], bool]) -> Iterator[list[_Part]]:
    """What to write next, folded before the write lock is taken."""
    batch: list[_Part] = []
    size = 0
    for document in _unfinished(store):
        for part in _parts(document):
            if cancelled():
                return
            batch.append(part)
            size += part.end - part.start
            if size >= BATCH:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _unfinished(store: OpenStore) -> Iterator[sqlite3.Row]:
    query = (
        "SELECT d.id, d.title, d.indexed, texts.text FROM search_documents AS d "
        "JOIN texts ON texts.sha256 = d.text_sha256 WHERE NOT finished AND d.id > ? ORDER BY d.id LIMIT 50"
    )
    last = 0
    while True:
        with store.reading() as connection:
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


def _write(store: OpenStore, batch: list[_Part]) -> None:
    words: Counter[str] = Counter()
    with store.writing() as connection:
        for part in batch:
            if not _advance(connection, part):
                continue  # another process has indexed it meanwhile
            row = connection.execute(
                "INSERT INTO search_parts (document_id, start_offset, end_offset) VALUES (?, ?, ?)",
                (part.document, part.start, part.end),
            )
            connection.execute(
                "INSERT INTO search_index (rowid, terms) VALUES (?, ?)",
                (row.lastrowid, " ".join(part.terms.terms)),
            )
            if part.title:
                connection.execute(
                    "INSERT INTO search_titles (rowid, title) VALUES (?, ?)", (row.lastrowid, part.title)
                )
            words.update(part.terms.words)
        connection.executemany(
            "INSERT INTO search_words (word, parts) VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET parts = parts + excluded.parts",
            words.items(),
        )


def _advance(connection: sqlite3.Connection, part: _Part) -> bool:
    moved = connection.execute(
        "UPDATE search_documents SET indexed = ?, finished = ? WHERE id = ? AND indexed = ? AND NOT finished",
        (part.end, part.last, part.document, part.start),
    )
    return moved.rowcount > 0
