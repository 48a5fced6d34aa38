"""Showing decisions and articles that other connections store, without moving the cursor."""

from __future__ import annotations

from annotations.review.open_article import OpenArticle
from annotations.store.queries.changes import NOTHING_KNOWN, Token, read_changes
from annotations.store.queries.reviews import has_added_since, reviews_since
from tui.review.annotator_name import follow_name
from tui.review.article_loader import ArticleLoader
from tui.review.checks import ArticleChecks
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient


class ChangeDisplay:
    """Shows the changes of the store since the last token; the store's watcher calls it."""

    def __init__(
        self,
        session: ReviewSession,
        client: StoreClient,
        view: ReviewView,
        loader: ArticleLoader,
        progress: ProgressDisplay,
        checks: ArticleChecks,
    ) -> None:
        self._session, self._client, self._view = session, client, view
        self._loader, self._progress, self._checks = loader, progress, checks
        self.token: Token = NOTHING_KNOWN  # the state of the store that is shown

    async def show_changes(self) -> None:
        """Show what anyone has stored since ``token``, and move ``token`` forward."""
        former = self.token
        changes = await self._client.read(lambda store: read_changes(store, former))
        if changes is None:
            return
        await follow_name(self._session, self._client, self._view, self._loader)
        is_first, self.token = former == NOTHING_KNOWN, changes.token
        await self._loader.read_tags()
        article = self._session.article
        if not is_first and article is not None and article.id in changes.imported:
            await self._loader.reopen()
        elif article is not None and article.id in changes.reviewed:
            await self._show_reviews(article, former[0])
        in_corpus = self._session.progress.articles
        await self._progress.refresh([changed for changed in changes.reviewed if changed in in_corpus])
        await self._progress.count_orphans()

    async def _show_reviews(self, article: OpenArticle, decision_rowid: int) -> None:
        annotator = self._session.annotator
        result = await self._client.read_current(
            lambda store: (
                reviews_since(store, decision_rowid, article.id, annotator),
                has_added_since(store, decision_rowid, article.id),
            )
        )
        reviews, has_added = result or ((), False)
        mentions = [article.apply_review(review) for review in reviews]
        if has_added or None in mentions:
            await self._loader.reload_outline(article)
        if article is self._session.article:
            self._view.show_verdicts()
            await self._loader.read_claim(article)
            self._view.show_panel()
        self._checks.check_again(article.id)
