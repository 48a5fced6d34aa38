"""The mark of an article as seen."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.article_reviews import ArticleReviews


async def toggle_seen(article_reviews: ArticleReviews) -> None:
    """Mark the article as seen, or as not seen."""
    if (article := article_reviews.session.article) is None:
        return
    annotator = article_reviews.session.annotator
    review = article_reviews.session.progress.article_reviews.get(article.id)
    is_seen = not (review and review.is_seen)
    if await article_reviews.store(lambda store: store.set_seen(article.id, annotator, is_seen=is_seen)):
        article_reviews.view.show_message(
            _("The article is seen.") if is_seen else _("The article is not seen any more.")
        )
