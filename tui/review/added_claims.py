"""Adding a claim that the extractor did not find."""

from __future__ import annotations

from annotations import claims
from annotations.model import Correction, Mention
from annotations.review.open_article import OpenArticle
from tui.language.i18n import _
from tui.review.decisions import Decisions
from tui.review.navigation.navigator import Navigator
from tui.screens import dialogs
from tui.widgets.panels.claim_text import mention_text


class AddedClaims:
    """Adds claims of the annotator at selected words."""

    def __init__(self, decisions: Decisions, navigator: Navigator) -> None:
        self._session, self._client, self._view = decisions.session, decisions.client, decisions.view
        self._decisions, self._navigator = decisions, navigator

    async def add(self, start: int, end: int) -> None:
        """Ask for a claim to add at the span; go to the claim that has the span already."""
        if (article := self._session.article) is None:
            return
        outline = article.outline
        same_span = (
            mention
            for mention in outline.touching(start, end)
            if (outline.starts[mention], outline.ends[mention]) == (start, end)
        )
        if (existing := next(filter(article.is_visited, same_span), None)) is not None:
            await self._navigator.jump(existing)
            self._view.show_message(_("There is a claim with that span already."))
        else:
            await self._ask_for_claim(article, start, end)

    async def _ask_for_claim(self, article: OpenArticle, start: int, end: int) -> None:
        """Show what the extractor reads in the selected words, to correct and store it."""
        source, lexicon = article.article, self._session.workspace.extractor.lexicon
        mention = await self._client.read(
            lambda _store: claims.read_span(
                source.text, start, end, published=source.published, lexicon=lexicon
            )
        )
        if mention is None:
            return

        async def store_claim(correction: Correction | None) -> bool:
            return await self._store(article, mention, correction)

        introduction = _("The extractor reads no number in it.")
        if mention.value:
            introduction = _("The extractor reads it as {reading}.").format(reading=mention_text(mention))
        title = _("Add the claim {quote}").format(quote=mention.text)
        subject = f"added claim {article.id} {start} {end}"
        await self._view.open_dialog(
            dialogs.CorrectionScreen(title, introduction, mention, mention, lexicon, store_claim, subject)
        )

    async def _store(self, article: OpenArticle, mention: Mention, correction: Correction | None) -> bool:
        annotator = self._session.annotator
        review = await self._client.write(
            lambda store: store.add_claim(article.id, annotator, mention, correction)
        )
        if review is None:
            return False
        if article is self._session.article:
            await self._decisions.apply(article, [review])
            await self._navigator.jump(article.outline.index(review.claim))
        return True
