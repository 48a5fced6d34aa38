"""Decisions on articles as a whole: seen, and a free note; appended like those on claims."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.model import ArticleReview
from annotations.store.base import OpenStore
from annotations.store.clock import now
from annotations.store.connection import plain_errors
from annotations.store.identifiers import successive_id
from annotations.store.row_mapping import article_review_of_row


class ArticleDecisions(OpenStore):
    """What annotators say of articles; each method that decides returns after the commit."""

    def set_seen(self, article: str, annotator: str, *, seen: bool) -> ArticleReview:
        """Mark an article as seen, or as not seen."""
        return self._decide_article(article, annotator, seen=seen)

    def set_article_note(self, article: str, annotator: str, note: str) -> ArticleReview:
        """Note something on an article."""
        return self._decide_article(article, annotator, note=note)

    def article_reviews(self, articles: Sequence[str], annotator: str) -> list[ArticleReview]:
        """What an annotator has said of these articles, as far as they have."""
        with plain_errors(self.path):
            found = (self._article_review(article, annotator) for article in articles)
            return [review for review in found if review.decision]

    def _article_review(self, article: str, annotator: str, before: str | None = None) -> ArticleReview:
        query = (
            "SELECT *, id AS decision_id FROM article_decisions WHERE article_id = ?1 AND annotator = ?2 "
            "AND (?3 IS NULL OR id < ?3) ORDER BY id DESC LIMIT 1"
        )
        row = self._connection.execute(query, (article, annotator, before)).fetchone()
        return article_review_of_row(row) if row else ArticleReview(article, annotator)

    def _decide_article(self, article: str, annotator: str, **change: object) -> ArticleReview:
        with self.writing():
            before = self._article_review(article, annotator)
            review = before._replace(**change)  # type: ignore[arg-type]  # the setters above know the types
            return before if review == before else self._append_article(review)

    def _take_back_article(self, step: str) -> ArticleReview:
        """Append what held before a step, within the caller's transaction."""
        row = self._connection.execute("SELECT * FROM article_decisions WHERE id = ?", (step,)).fetchone()
        former = self._article_review(row["article_id"], row["annotator"], before=step)
        return self._append_article(former, undoes=step)

    def _append_article(self, review: ArticleReview, undoes: str | None = None) -> ArticleReview:
        appended = review._replace(decision=successive_id(self._last_id()), decided_at=now())
        self._db.table("annotators").insert({"name": review.annotator}, ignore=True)
        self._db.table("article_decisions").insert(
            {
                "id": appended.decision,
                "step": appended.decision,
                "undoes": undoes,
                "article_id": appended.article,
                "annotator": appended.annotator,
                "seen": int(appended.seen),
                "note": appended.note,
                "decided_at": appended.decided_at,
            }
        )
        return appended
