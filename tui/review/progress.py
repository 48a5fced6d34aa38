"""Reading the annotator's progress from the store and showing it."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.store.queries.orphans import count_orphans
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_article_reviews
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient


class ProgressDisplay:
    """Keeps the sums and the list of articles current."""

    def __init__(self, session: ReviewSession, client: StoreClient, view: ReviewView) -> None:
        self._session, self._client, self._view = session, client, view

    async def refresh(self, articles: Sequence[str]) -> None:
        """Read and show the progress with those of these articles that are listed."""
        annotator = self._session.annotator
        articles = [article for article in articles if self._session.progress.includes(article)]
        result = await self._client.read_current(
            lambda store: (
                read_progress(store, annotator, articles),
                read_article_reviews(store, articles, annotator),
            )
        )
        progress, article_reviews = result or ((), ())
        by_article = {row.article: row for row in progress}
        in_order = [by_article[article] for article in articles if article in by_article]
        self._session.progress.update(in_order, article_reviews)
        self._view.show_progress(in_order)

    def show(self, article: str) -> None:
        """Show the progress with an article as the session has it."""
        progress = self._session.progress.articles.get(article)
        self._view.show_progress([progress] if progress else [])

    async def count_orphans(self) -> None:
        """Count the orphans that wait for the annotator, and show their number."""
        annotator, articles = self._session.annotator, list(self._session.progress.articles)
        self._session.orphans = (
            await self._client.read(lambda store: count_orphans(store, annotator, articles)) or 0
        )
        await self.refresh([])
