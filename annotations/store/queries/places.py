"""Where each annotator left each corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.store.store import Store


def read_place(store: Store, annotator: str, corpus: str) -> tuple[str, str | None] | None:
    """The article and the claim at which an annotator left a corpus, or None."""
    query = "SELECT article_id, claim_id FROM places WHERE annotator = ? AND corpus = ?"
    with store.reading() as connection:
        row = connection.execute(query, (annotator, corpus)).fetchone()
    return (row["article_id"], row["claim_id"]) if row else None


def remember_place(store: Store, annotator: str, corpus: str, article: str, claim: str | None) -> None:
    """Store at which article and claim of a corpus an annotator is."""
    row = {"annotator": annotator, "corpus": corpus, "article_id": article, "claim_id": claim}
    with store.writing():
        store.database.table("places").upsert(row, pk=("annotator", "corpus"))
