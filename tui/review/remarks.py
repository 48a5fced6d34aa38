"""Remarks on a claim: note, evidence, confidence and correction; and on an article: seen, and a note."""

from __future__ import annotations

from collections.abc import Callable

from annotations.model import ArticleReview, Confidence, Correction, Evidence
from annotations.store import Store
from annotations.text import visible
from tui.language.i18n import _
from tui.language.wording import confidence_name
from tui.review.decisions import Decisions
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.screens import dialogs
from tui.store.client import StoreClient
from tui.widgets.lists.article_list import article_title
from tui.widgets.panels.claim_text import mention_text

# The order in which a key steps through the confidences; the first follows the last.
_CONFIDENCES = (None, *Confidence)


class Remarks:
    """Asks for remarks in dialogs and stores them. Dialogs are loaded when they are first opened."""

    def __init__(
        self,
        session: ReviewSession,
        client: StoreClient,
        view: ReviewView,
        decisions: Decisions,
        progress: ProgressDisplay,
    ) -> None:
        self._session, self._client, self._view = session, client, view
        self._decisions, self._progress = decisions, progress

    # On the current claim -------------------------------------------------------------------------------

    async def edit_note(self) -> None:
        """Ask for the note on the current claim."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator

        async def store_note(note: str) -> bool:
            return await self._decisions.store(
                _("note"), lambda store: store.set_note(claim.id, annotator, note)
            )

        title = _("Note on {quote}").format(quote=article.quotation[1])
        await self._view.open_dialog(
            dialogs.NoteScreen(title, article.review.note if article.review else "", store_note)
        )

    async def step_confidence(self) -> None:
        """Set the next confidence: low, medium, high, none."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator
        current = article.review.confidence if article.review else None
        confidence = _CONFIDENCES[(_CONFIDENCES.index(current) + 1) % len(_CONFIDENCES)]
        level = confidence_name(confidence) if confidence else _("none")
        await self._decisions.store(
            _("confidence {level}").format(level=level),
            lambda store: store.set_confidence(claim.id, annotator, confidence),
        )

    async def edit_evidence(self) -> None:
        """Show the evidence on the current claim, to add, change and remove pieces."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator

        async def store_evidence(evidence: tuple[Evidence, ...]) -> bool:
            return await self._decisions.store(
                _("evidence"), lambda store: store.set_evidence(claim.id, annotator, evidence)
            )

        evidence = article.review.evidence if article.review else ()
        await self._view.open_dialog(dialogs.EvidenceScreen(article.quotation[1], evidence, store_evidence))

    async def correct(self) -> None:
        """Ask for the correct value of the current claim; the extractor's value stays with the claim."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator

        async def store_correction(correction: Correction | None) -> bool:
            return await self._decisions.store(
                _("correction"), lambda store: store.correct(claim.id, annotator, correction)
            )

        current = article.review.corrected_mention(claim.mention) if article.review else claim.mention
        await self._view.open_dialog(
            dialogs.CorrectionScreen(
                _("What {quote} says").format(quote=article.quotation[1]),
                _("The extractor read {reading}.").format(reading=mention_text(claim.mention)),
                claim.mention,
                current,
                self._session.workspace.extractor.lexicon,
                store_correction,
            )
        )

    # On the article -------------------------------------------------------------------------------------

    async def toggle_seen(self) -> None:
        """Mark the article as seen, or as not seen."""
        if (article := self._session.article) is None:
            return
        annotator = self._session.annotator
        review = self._session.progress.article_reviews.get(article.id)
        is_seen = not (review and review.is_seen)
        if await self._store_article_review(
            lambda store: store.set_seen(article.id, annotator, is_seen=is_seen)
        ):
            self._view.show_message(
                _("The article is seen.") if is_seen else _("The article is not seen any more.")
            )

    async def edit_article_note(self) -> None:
        """Ask for the note on the article."""
        if (article := self._session.article) is None:
            return
        annotator, progress = self._session.annotator, self._session.progress

        async def store_note(note: str) -> bool:
            is_stored = await self._store_article_review(
                lambda store: store.set_article_note(article.id, annotator, note)
            )
            if is_stored:
                self._view.show_message(_("Stored: {what}").format(what=_("note on the article")))
            return is_stored

        row = progress.articles.get(article.id)
        title = article_title(row) if row else visible(article.id)
        review = progress.article_reviews.get(article.id)
        await self._view.open_dialog(
            dialogs.NoteScreen(
                _("Note on the article {title}").format(title=title),
                review.note if review else "",
                store_note,
            )
        )

    async def _store_article_review(self, job: Callable[[Store], ArticleReview]) -> bool:
        """Store a review of the article, then show it; returns False if storing failed."""
        review = await self._client.write(job)
        if review is None:
            return False
        self._session.progress.update((), [review])
        self._progress.show(review.article)
        return True
