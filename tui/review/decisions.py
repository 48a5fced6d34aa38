"""Decisions on claims: a verdict on one claim or on all with its value and unit, and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotations.model import ArticleReview, Claim, Review, Standing, Verdict
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.store.queries.claims import article_of_claim, claims_with_same_value
from annotations.text import visible
from tui.language.i18n import _, ngettext
from tui.language.numbers import format_count, format_value
from tui.language.wording import verdict_name
from tui.review.article_loader import ArticleLoader
from tui.review.checks import ArticleChecks
from tui.review.navigator import Navigator
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient
from tui.store.undo import UndoControl

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
        navigator: Navigator,
        progress: ProgressDisplay,
        checks: ArticleChecks,
    ) -> None:
        self._session, self._client, self._view = session, client, view
        self._loader, self._navigator = loader, navigator
        self._progress, self._checks = progress, checks
        self._undo = UndoControl(client, session.annotator)

    def decidable_claim(self) -> tuple[OpenArticle, Claim] | None:
        """The open article and its current claim; None, and a message, if there is no claim or it is retired."""
        if (article := self._session.article) is None or article.current is None:
            self._view.show_message(_("There is no claim here."))
            return None
        if article.index is not None and article.outline.is_retired(article.index):
            message = _("This claim is retired: {key} takes it in again.")
            self._view.show_message(message.format(key=self._view.key_of("review.retire")))
            return None
        return article, article.current

    async def store(self, label: str, job: Callable[[Store], Review], *, show: bool = True) -> bool:
        """Store a decision on the current claim, then show it; returns False if storing failed.

        ``label`` names the decision in the message “Stored: …” and, if it could not be stored, in the panel. With
        ``show`` False the caller shows the message and the panel of a decision that is stored.
        """
        article = self._session.article
        review = await self._client.write(job)
        is_stored = review is not None and self._session.article is not None
        if review is not None and self._session.article is not None:
            await self.apply(self._session.article, [review])
            if show:
                self._view.show_message(_("Stored: {what}").format(what=visible(label)))
        elif article and article.current:
            article.unstored_decisions[article.current.id] = label
        if show or not is_stored:
            self._view.show_panel()
        return is_stored

    async def apply(self, article: OpenArticle, reviews: Sequence[Review]) -> None:
        """Show stored reviews of the open article, and the progress with them."""
        if any(ArticleChecks.depend_on(article, review) for review in reviews):
            self._checks.check_again(article.id)
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
            self._view.show_verdicts(index if len(reviews) == 1 and is_only_verdict else None)
            self._session.progress.count_verdict(article.id, former[0], review.verdict)
        if not is_outline_current:
            await self._loader.reload_outline(article)
        if is_outline_current and are_sums_current:
            self._progress.show(article.id)
        else:
            await self._progress.refresh([article.id])

    async def _apply_many(self, article: OpenArticle) -> None:
        if article.current:
            article.unstored_decisions.pop(article.current.id, None)
        await self._loader.reload_outline(article)
        await self._loader.read_claim(article)
        await self._progress.refresh([article.id])

    # Verdicts -------------------------------------------------------------------------------------------

    async def decide(self, verdict: Verdict) -> None:
        """Give the current claim a verdict and go to the next unreviewed one."""
        if (decidable := self.decidable_claim()) is None:
            return
        annotator, claim, label = self._session.annotator, decidable[1], verdict_name(verdict)
        if await self.store(label, lambda store: store.set_verdict(claim.id, annotator, verdict), show=False):
            await self._go_on(label)

    async def clear(self) -> None:
        """Clear the current claim's verdict and stay."""
        if (decidable := self.decidable_claim()) and decidable[0].review:
            annotator, claim = self._session.annotator, decidable[1]
            await self.store(_("cleared"), lambda store: store.set_verdict(claim.id, annotator, None))

    async def decide_alike(self, verdict: Verdict | None) -> None:
        """Give every claim of the article with the current one's value and unit a verdict, as one step of undo."""
        if (decidable := self.decidable_claim()) is None:
            return
        (article, claim), annotator, label = decidable, self._session.annotator, verdict_name(verdict)
        reviews = await self._client.write(
            lambda store: store.set_verdicts(
                claims_with_same_value(store, claim.id, annotator), annotator, verdict
            )
        )
        if reviews is None:
            article.unstored_decisions[claim.id] = _("{verdict} for all that say the same").format(
                verdict=label
            )
            self._view.show_panel()
            return
        changed = sum(article.stance(review.claim)[0] is not verdict for review in reviews)
        await self.apply(article, reviews)
        message = self._alike_message(article, claim, label, changed)
        if verdict is not None:
            await self._go_on(message)
        else:
            self._view.show_message(message)
            self._view.show_panel()

    def _alike_message(self, article: OpenArticle, claim: Claim, label: str, changed: int) -> str:
        mention = article.review.corrected_mention(claim.mention) if article.review else claim.mention
        value = format_value(mention.value, mention.kind) if mention.value else None
        amount = visible(" ".join(filter(None, (value, mention.unit))) or claim.mention.text)
        if not changed:
            return _("{verdict} already: all of {reading}").format(verdict=label, reading=amount)
        message = ngettext(
            "{verdict}: {n} claim of {reading}; {key} takes it back",
            "{verdict}: {n} claims of {reading}; {key} takes it back",
            changed,
        )
        key = self._view.key_of("review.undo")
        return message.format(n=format_count(changed), reading=amount, verdict=label, key=key)

    async def _go_on(self, label: str) -> None:
        """Go to the next unreviewed claim; show what was decided, and how much is left."""
        decided_article = self._session.article
        all_reviewed = await self._navigator.to_next_unreviewed()
        if all_reviewed:
            self._view.show_panel()
        article, progress = self._session.article, self._session.progress
        article_progress = progress.articles.get(article.id) if article else None
        if all_reviewed or article_progress is None:
            self._view.show_message(f"{label} · {visible(all_reviewed)}")
            return
        message, short_message = _("{done} · {here} left here, {all} in all"), _("{done} · {here} left here")
        if article is not decided_article:
            message = _("{done} · next article: {here} left here, {all} in all")
            short_message = _("{done} · next article: {here} left")
        left_in_article = format_count(article_progress.total - article_progress.reviewed)
        values = {"done": label, "here": left_in_article, "all": format_count(progress.unreviewed)}
        self._view.show_fitting_message(message.format(**values), short_message.format(**values), label)

    # Undo -----------------------------------------------------------------------------------------------

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
            await self.apply(article, [review for review in reviews if isinstance(review, Review)])
            await self._return_to(article, claim)
        else:
            self._session.leave_place()
            await self._progress.refresh([article_id])
            await self._loader.open(article_id, claim)
        self._checks.check_again(article_id)
        return True

    async def _return_to(self, article: OpenArticle, claim: str | None) -> None:
        """Go to the claim of an undone or redone step, if it still exists, and show its review."""
        await self._progress.refresh([article.id])
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
