"""Storing new articles, many in one transaction: a commit waits for the disk, and indexes are filled faster in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.reports import Imported, ImportReport
from annotations.store.articles.article_import import import_extracted, row_of_article
from annotations.store.claim_rows import insert_new
from annotations.store.clock import utc_now
from annotations.store.findings.checking import insert_findings
from annotations.store.identifiers import successive_ids
from annotations.store.last_id import last_id

if TYPE_CHECKING:
    from annotations.store.articles.extraction import ExtractedArticle
    from annotations.store.store import Store

# Claims and code points in one transaction, which holds the write lock for hundredths of a second.
BATCH_CLAIMS, BATCH_CHARACTERS = 1000, 200_000

_COLUMNS = (
    "source", "title", "outlet", "author", "published", "url", "metadata", "file_sha256", "reader", "text_sha256",
    "extractor",
)  # fmt: skip
_VALUES = ", ".join(f":{column}" for column in _COLUMNS)
_INSERT_ARTICLE = f"INSERT INTO articles (id, {', '.join(_COLUMNS)}) VALUES (:id, {_VALUES})"
_INSERT_VERSION = (
    f"INSERT INTO versions (id, article_id, imported_at, {', '.join(_COLUMNS)}) "
    f"VALUES (:version, :id, :imported_at, {_VALUES})"
)


def is_full(batch: Sequence[ExtractedArticle]) -> bool:
    """Whether a batch is as large as one transaction should be."""
    claims = sum(len(extracted.claim_rows) for extracted in batch)
    return (
        claims >= BATCH_CLAIMS or sum(len(extracted.article.text) for extracted in batch) >= BATCH_CHARACTERS
    )


def import_new(store: Store, batch: Sequence[ExtractedArticle]) -> list[ImportReport]:
    """Store articles of different ids that the store did not have when they were extracted.

    Raises StoreError where the store cannot be written.
    """
    if len(batch) == 1 and is_full(batch):  # a long one: its claims are staged before the write lock is taken
        return [import_extracted(store, batch[0])]
    with store.write_transaction() as connection:
        if not _is_any_stored(connection, batch):
            _insert(connection, batch)
            return [
                ImportReport(extracted.article.id, Imported.NEW, new=extracted.claims, is_extracted=True)
                for extracted in batch
            ]
    return [import_extracted(store, extracted) for extracted in batch]  # another program stored one meanwhile


def _is_any_stored(connection: sqlite3.Connection, batch: Sequence[ExtractedArticle]) -> bool:
    query = "SELECT 1 FROM articles WHERE id = ?"
    return any(connection.execute(query, (extracted.article.id,)).fetchone() for extracted in batch)


def _insert(connection: sqlite3.Connection, batch: Sequence[ExtractedArticle]) -> None:
    rows = [row_of_article(extracted.article, extracted.sha256, extracted.extractor) for extracted in batch]
    connection.executemany(
        "INSERT OR IGNORE INTO texts (sha256, text) VALUES (?, ?)",
        [(extracted.sha256, extracted.article.text) for extracted in batch],
    )
    connection.executemany(_INSERT_ARTICLE, rows)
    greatest_id = connection.execute("SELECT max(id) FROM versions").fetchone()[0]
    ids = successive_ids(len(rows), last_id(connection, greatest_id, ("versions",)))
    imported_at = utc_now()
    connection.executemany(
        _INSERT_VERSION,
        [
            {**row, "version": version, "imported_at": imported_at}
            for row, version in zip(rows, ids, strict=True)
        ],
    )
    insert_new(connection, (row for extracted in batch for row in extracted.claim_rows))
    for extracted in batch:
        if extracted.findings is not None:
            insert_findings(connection, extracted.article.id, extracted.findings, extracted.ids_by_span)
