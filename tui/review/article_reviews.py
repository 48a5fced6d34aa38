"""What annotators store about an article: that they have seen it, and a note."""

from __future__ import annotations

from collections.abc import Callable

from annotations.model import ArticleReview
from annotations.store import Store
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient


class ArticleReviews:
    """Stores reviews of the open article and shows them in the list of articles."""

    def __init__(
        self, session: ReviewSession, client: StoreClient, view: ReviewView, progress_display: ProgressDisplay
    ) -> None:
        self.session, self.view = session, view
        self._client, self._progress_display = client, progress_display

    async def store(self, job: Callable[[Store], ArticleReview]) -> bool:
        """Store a review of the article, then show it; returns False if storing failed."""
        review = await self._client.write(job)
        if review is None:
            return False
        self.session.progress.update((), [review])
        self._progress_display.show(review.article)
        return True
