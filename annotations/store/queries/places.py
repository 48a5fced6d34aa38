"""Where each annotator left each corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.store.access import Access
from annotations.store.names import known_annotator

if TYPE_CHECKING:
    from annotations.store.store import Store


def read_place(store: Store, annotator: str, corpus: str) -> tuple[str, str | None] | None:
    """The article and the claim at which an annotator left a corpus, or None."""
    query = "SELECT article_id, claim_id FROM places WHERE annotator = ? AND corpus = ?"
    with store.read_access() as connection:
        row = connection.execute(query, (known_annotator(connection, annotator), corpus)).fetchone()
    return (row["article_id"], row["claim_id"]) if row else None


def remember_place(store: Store, annotator: str, corpus: str, article: str, claim: str | None) -> None:
    """Store at which article and claim of a corpus an annotator is; does nothing in a store that cannot be written."""
    if store.access is not Access.WRITING:
        return
    with store.write_transaction() as connection:
        name = known_annotator(connection, annotator)
        row = {"annotator": name, "corpus": corpus, "article_id": article, "claim_id": claim}
        store.database.table("places").upsert(row, pk=("annotator", "corpus"))
