"""Decisions on articles as a whole: seen, and a note. They are appended, like those on claims."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from annotations.model import ArticleReview
from annotations.store.chain import chained, move_heads
from annotations.store.clock import utc_now
from annotations.store.decisions.annotators import deciding_annotator
from annotations.store.identifiers import successive_id
from annotations.store.last_id import last_decision_id
from annotations.store.misdated import place_of
from annotations.store.names import signatures_of
from annotations.store.row_mapping import article_review_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store

_PLACE = place_of("article_decisions")
_NEWEST_BEFORE = (
    "SELECT *, id AS decision_id FROM article_decisions "
    f"WHERE article_id = ?1 AND annotator IN {signatures_of('?2')} "
    f"AND (?3 IS NULL OR {_PLACE} < coalesce((SELECT place FROM misdated WHERE id = ?3), ?3)) "
    f"ORDER BY {_PLACE} DESC LIMIT 1"
)


def read_article_review(
    connection: sqlite3.Connection, article: str, annotator: str, before_id: str | None = None
) -> ArticleReview:
    """An annotator's review of an article: the current one, or the one before the decision ``before_id``."""
    row = connection.execute(_NEWEST_BEFORE, (article, annotator, before_id)).fetchone()
    return (
        article_review_of_row(row)._replace(annotator=annotator) if row else ArticleReview(article, annotator)
    )


def decide_article(
    store: Store, article: str, annotator: str, *, is_seen: bool | None = None, note: str | None = None
) -> ArticleReview:
    """Change an annotator's review of an article; an argument that is None stays unchanged."""
    with store.write_transaction() as connection:
        review = read_article_review(connection, article, deciding_annotator(connection, annotator))
        changed = review._replace(
            is_seen=review.is_seen if is_seen is None else is_seen, note=review.note if note is None else note
        )
        return review if changed == review else append_article_decision(store, changed)


def take_back_article_step(store: Store, step: str, annotator: str) -> ArticleReview:
    """Append what an annotator held before a step, within the caller's transaction."""
    row = store.connection.execute("SELECT * FROM article_decisions WHERE id = ?", (step,)).fetchone()
    former = read_article_review(store.connection, row["article_id"], annotator, before_id=step)
    # Signed as the step is, whatever the signature stands for now.
    appended = append_article_decision(store, former._replace(annotator=row["annotator"]), undoes=step)
    return appended._replace(annotator=annotator)


def append_article_decision(store: Store, review: ArticleReview, undoes: str | None = None) -> ArticleReview:
    """Append a decision, within the caller's transaction; ``undoes`` is the step that it takes back."""
    decision_id = successive_id(last_decision_id(store.connection))
    appended = review._replace(decision=decision_id, decided_at=utc_now())
    store.database.table("annotators").insert({"name": review.annotator}, ignore=True)
    row = {
        "id": appended.decision,
        "step": appended.decision,
        "undoes": undoes,
        "article_id": appended.article,
        "annotator": appended.annotator,
        "seen": int(appended.is_seen),
        "note": appended.note,
        "decided_at": appended.decided_at,
    }
    rows = chained(store.connection, "article_decisions", [row])
    store.database.table("article_decisions").insert_all(rows)
    move_heads(store.connection, rows)
    store.session.add("article_decisions", rows)
    return appended
