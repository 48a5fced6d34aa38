"""Undo and redo in the review: the step is taken back, then its claim is shown."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.model import ArticleReview, Review
from annotations.review.open_article import OpenArticle
from annotations.store.queries.claims import article_of_claim
from tui.language.i18n import _
from tui.review.decisions import Decisions
from tui.review.navigation.navigator import Navigator
from tui.undo.control import UndoControl


class ReviewUndo:
    """Takes the annotator's last step back, or does it again, and goes to its claim."""

    def __init__(self, decisions: Decisions, navigator: Navigator) -> None:
        self._decisions, self._navigator = decisions, navigator
        self._session, self._client, self._view = decisions.session, decisions.client, decisions.view
        self._undo = UndoControl(decisions.client, decisions.session.annotator)

    async def take_back(self, direction: str) -> None:
        """Undo the annotator's last step, or redo the step undone last, and go to its claim."""
        undo_result = await self._undo.take_back(direction)
        if undo_result is None:
            return
        message = undo_result.message
        if undo_result.reviews and not await self._show_undo(undo_result.reviews):
            message = (
                _("Undone a decision in an article of another corpus.")
                if direction == "undo"
                else _("Redone a decision in an article of another corpus.")
            )
        self._view.show_message(message)

    async def _show_undo(self, reviews: Sequence[Review | ArticleReview]) -> bool:
        """Go to the article of an undone or redone step; returns False if the corpus does not have the article."""
        first = reviews[0]
        claim = first.claim if isinstance(first, Review) else None
        article_id: str | None
        if isinstance(first, ArticleReview):
            article_id = first.article
        else:
            article_id = await self._client.read(lambda store: article_of_claim(store, first.claim))
        if article_id is None or article_id not in self._session.progress.articles:
            return False
        article = self._session.article
        if article and article.id == article_id:
            await self._decisions.apply(article, [review for review in reviews if isinstance(review, Review)])
            await self._return_to(article, claim)
        else:
            self._session.leave_place()
            await self._decisions.progress_display.refresh([article_id])
            await self._navigator.loader.open(article_id, claim)
        self._decisions.checks.check_again(article_id)
        return True

    async def _return_to(self, article: OpenArticle, claim: str | None) -> None:
        """Go to the claim of an undone or redone step, if it still exists, and show its review."""
        await self._decisions.progress_display.refresh([article.id])
        index = article.outline.index(claim) if claim else None
        if index is not None:
            await self._navigator.jump(index)
        elif claim is not None and article.current is None:  # the undone step had added the claim
            neighbours = (
                article.claim_at(article.cursor, article.cursor + 1),
                *map(article.neighbour, (-1, 1)),
            )
            nearest = next((index for index in neighbours if index is not None), None)
            await self._navigator.go_near(nearest, article.cursor)
        self._view.show_claim()
