"""Reading articles back from a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.model import Article
from annotations.store.row_mapping import article_of_row
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store


def read_article(store: Store, article: str) -> Article:
    """The article of an id with its current text; raises StoreError where there is none."""
    query = "SELECT * FROM articles JOIN texts ON texts.sha256 = articles.text_sha256 WHERE id = ?"
    with store.read_access() as connection:
        row = connection.execute(query, (article,)).fetchone()
    if row is None:
        raise StoreError(
            "The store {store} has no article {article}.",
            store=visible(str(store.path)),
            article=visible(article),
        )
    return article_of_row(row)


def read_articles(store: Store) -> Iterator[Article]:
    """The articles of a store with their current texts, by id."""
    with store.read_access() as connection:
        article_ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
    for article_id in article_ids:
        yield read_article(store, article_id)


def article_ids_below(store: Store, folder: str) -> list[str]:
    """The ids of the articles that were imported last from a file below a folder, sorted; of the store's own path, all."""
    query = "SELECT id FROM articles WHERE source = ?1 || '/' || id ORDER BY id"
    with store.read_access() as connection:
        if folder == str(store.path.absolute()):
            return [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
        return [row[0] for row in connection.execute(query, (folder.rstrip("/"),))]


def article_files(store: Store) -> Iterator[Path]:
    """The files from which the articles of a store, of every version, were imported."""
    with store.read_access() as connection:
        for (source,) in connection.execute("SELECT DISTINCT source FROM versions"):
            yield Path(source)
