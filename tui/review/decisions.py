"""Stores decisions on claims and shows them: what verdicts, remarks, tags and spans have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotations.model import Claim, Review, Standing
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.text import visible
from tui.language.i18n import _
from tui.review.article_loader import ArticleLoader
from tui.review.checks import ArticleChecks
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient

# Reading the outline again is quicker than applying more reviews than this one by one.
MANY_REVIEWS = 50


class Decisions:
    """Stores decisions and shows them; a decision that could not be stored is marked as such in the panel."""

    def __init__(
        self,
        session: ReviewSession,
        client: StoreClient,
        view: ReviewView,
        loader: ArticleLoader,
        progress_display: ProgressDisplay,
        checks: ArticleChecks,
    ) -> None:
        self.session, self.client, self.view = session, client, view
        self.progress_display, self.checks = progress_display, checks
        self._loader = loader

    def decidable_claim(self) -> tuple[OpenArticle, Claim] | None:
        """The open article and its current claim; None, and a message, if there is no claim or it is retired."""
        if (article := self.session.article) is None or article.current is None:
            self.view.show_message(_("There is no claim here."))
            return None
        if article.index is not None and article.outline.is_retired(article.index):
            message = _("This claim is retired: {key} takes it in again.")
            self.view.show_message(message.format(key=self.view.key_of("review.retire")))
            return None
        return article, article.current

    async def store(self, label: str, job: Callable[[Store], Review], *, show: bool = True) -> bool:
        """Store a decision on the current claim, then show it; returns False if storing failed.

        ``label`` names the decision in the message “Stored: …” and, if it could not be stored, in the panel. With
        ``show`` False the caller shows the message and the panel of a decision that is stored.
        """
        article = self.session.article
        review = await self.client.write(job)
        is_stored = review is not None and self.session.article is not None
        if review is not None and self.session.article is not None:
            await self.apply(self.session.article, [review])
            if show:
                self.view.show_message(_("Stored: {what}").format(what=visible(label)))
        elif article and article.current:
            article.unstored_decisions[article.current.id] = label
        if show or not is_stored:
            self.view.show_panel()
        return is_stored

    async def apply(self, article: OpenArticle, reviews: Sequence[Review]) -> None:
        """Show stored reviews of the open article, and the progress with them."""
        self.view.show_undo_key()
        if any(ArticleChecks.depend_on(article, review) for review in reviews):
            self.checks.check_again(article.id)
        if len(reviews) > MANY_REVIEWS:
            await self._apply_many(article)
            return
        is_outline_current = are_sums_current = True
        for review in reviews:
            former = article.stance(review.claim)
            index = article.apply_review(review)
            is_outline_current = is_outline_current and index is not None
            are_sums_current = are_sums_current and former[1] is review.standing is not Standing.RETIRED
            is_only_verdict = former[1:] == article.stance(review.claim)[1:]
            self.view.show_verdicts(index if len(reviews) == 1 and is_only_verdict else None)
            self.session.progress.count_verdict(article.id, former[0], review.verdict)
        if not is_outline_current:
            await self._loader.reload_outline(article)
        if is_outline_current and are_sums_current:
            self.progress_display.show(article.id)
        else:
            await self.progress_display.refresh([article.id])

    async def _apply_many(self, article: OpenArticle) -> None:
        if article.current:
            article.unstored_decisions.pop(article.current.id, None)
        await self._loader.reload_outline(article)
        await self._loader.read_claim(article)
        await self.progress_display.refresh([article.id])
