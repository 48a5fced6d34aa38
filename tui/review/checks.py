"""Checking the open article again when corrections change it, and showing the findings on the current claim."""

from __future__ import annotations

from collections.abc import Callable

from annotations.errors import CorpusError, SoiError
from annotations.model import Review, Standing
from annotations.review.open_article import OpenArticle
from annotations.store import Store, findings
from annotations.store.findings.stored_findings import findings_on_claim
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient


class ArticleChecks:
    """Runs the checks of an article in the background.

    Called from their thread: ``on_checked``; ``on_article_failed`` with the error of an article that cannot be checked;
    ``on_failed`` where the store fails.
    """

    def __init__(
        self,
        session: ReviewSession,
        client: StoreClient,
        view: ReviewView,
        on_checked: Callable[[], object],
        on_failed: Callable[[SoiError], object],
        on_article_failed: Callable[[CorpusError], object],
    ) -> None:
        self._session, self._client, self._view = session, client, view
        self._on_checked, self._on_failed = on_checked, on_failed
        self._on_article_failed = on_article_failed

    @staticmethod
    def depend_on(article: OpenArticle, review: Review) -> bool:
        """Whether a review changes what its claim says, so that the article has to be checked again.

        Corrections and standings do, and so does a review that takes one of them back.
        """
        former = article.review if article.review and article.review.claim == review.claim else None
        did_depend = former is not None and bool(former.correction or former.standing)
        was_retired = article.stance(review.claim)[1] is Standing.RETIRED
        return did_depend or was_retired or bool(review.correction or review.standing)

    def check_again(self, article: str) -> None:
        """Check an article for the annotator, in the background: a long one takes seconds."""

        def job(_is_cancelled: Callable[[], bool]) -> None:
            try:
                with Store.open(self._session.workspace.store) as store:
                    for _checked in findings.check_articles(
                        store, article, on_failure=self._on_article_failed
                    ):
                        pass
                self._on_checked()  # also if another program has checked the article meanwhile
            except SoiError as error:
                self._on_failed(error)

        self._view.start_thread(job, "checks")

    async def show_findings(self) -> None:
        """Show the findings on the current claim as they are stored now."""
        if (article := self._session.article) is None or (claim := article.current) is None:
            return
        annotator = self._session.annotator
        findings = await self._client.read_current(
            lambda store: findings_on_claim(store, claim.id, annotator)
        )
        if findings is not None and article is self._session.article and article.current is claim:
            article.findings = findings
            self._view.show_panel()
