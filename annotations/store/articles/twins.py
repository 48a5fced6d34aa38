"""Articles that have the same text: the second one that is imported, under another id, is the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.store.identifiers import text_sha256

if TYPE_CHECKING:
    from annotations.model import Article
    from annotations.store.store import Store


def stored_twin(store: Store, article: Article) -> str | None:
    """The id of a stored article with the text of one that is not stored; None where there is none."""
    query = (
        "SELECT id FROM articles WHERE text_sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM articles WHERE id = ?2) "
        "ORDER BY id LIMIT 1"
    )
    with store.read_access() as connection:
        row = connection.execute(query, (text_sha256(article.text), article.id)).fetchone()
    return str(row[0]) if row else None
