"""Spans: adding a claim, moving the ends of a claim, retiring and restoring it."""

from __future__ import annotations

from annotations import claims
from annotations.model import Correction, Mention
from annotations.review.open_article import OpenArticle
from tui.language.i18n import _
from tui.review.article_loader import ArticleLoader
from tui.review.decisions import Decisions
from tui.review.navigator import Navigator
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.screens import dialogs
from tui.store.client import StoreClient
from tui.widgets.panels.claim_text import mention_text


class SpanEditing:
    """Adds, resizes, retires and restores claims for the annotator."""

    def __init__(
        self,
        session: ReviewSession,
        client: StoreClient,
        view: ReviewView,
        loader: ArticleLoader,
        navigator: Navigator,
        decisions: Decisions,
    ) -> None:
        self._session, self._client, self._view = session, client, view
        self._loader, self._navigator, self._decisions = loader, navigator, decisions
        self._selects_new_span = False  # whether the selection is the current claim's new span

    # Selecting ------------------------------------------------------------------------------------------

    def select(self, *, from_claim: bool = True) -> None:
        """Start selecting text, from the current claim on or from behind it, to add a claim."""
        self._selects_new_span = False
        reader = self._view.reader
        reader.focus()
        reader.action_select(claim=from_claim)

    def select_new_span(self) -> None:
        """Start selecting the current claim's new span, from its present one."""
        if self._decisions.decidable_claim() is not None:
            self.select()
            self._selects_new_span = True

    def cancel_selection(self) -> None:
        """Forget what the selection was for."""
        self._selects_new_span = False

    async def use_selection(self, start: int, end: int) -> None:
        """Give the current claim the selected span, or ask for a claim to add there."""
        if (article := self._session.article) is None:
            return
        is_new_span, self._selects_new_span = self._selects_new_span, False
        if is_new_span:
            await self._resize(start, end)
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

    # Adding ---------------------------------------------------------------------------------------------

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
            return await self._add(article, mention, correction)

        introduction = _("The extractor reads no number in it.")
        if mention.value:
            introduction = _("The extractor reads it as {reading}.").format(reading=mention_text(mention))
        title = _("Add the claim {quote}").format(quote=mention.text)
        await self._view.open_dialog(
            dialogs.CorrectionScreen(title, introduction, mention, mention, lexicon, store_claim)
        )

    async def _add(self, article: OpenArticle, mention: Mention, correction: Correction | None) -> bool:
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

    # Moving the ends ------------------------------------------------------------------------------------

    async def move_end(self, end: str, unit: str, step: int) -> None:
        """Move the ``start`` or ``end`` of the current claim by a ``character`` or a ``word``."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        article = decidable[0]
        start_offset, end_offset = article.span
        offset = start_offset if end == "start" else end_offset
        new_offset = self._next_end(article.article.text, offset, end, unit, step)
        if new_offset is None:
            self._view.show_message(_("There are no more words that way."))
            return
        span = (new_offset, end_offset) if end == "start" else (start_offset, new_offset)
        if span[0] >= span[1]:
            self._view.show_message(_("A claim has at least one character."))
            return
        await self._resize(*span)

    def _next_end(self, text: str, offset: int, end: str, unit: str, step: int) -> int | None:
        """The offset of an end after a step, past blanks, which never belong to a claim; None at the text's end."""
        reader = self._view.reader
        while ((next_offset := reader.step_offset(offset, unit, step)) - offset) * step > 0:
            offset, unit = next_offset, "character"
            edge = text[offset : offset + 1] if end == "start" else text[max(0, offset - 1) : offset]
            if edge.strip():
                return offset
        return None

    async def _resize(self, start: int, end: int) -> None:
        """Store the current claim's new span, with the value that the extractor reads in it."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator, former_span = decidable, self._session.annotator, decidable[0].span
        source, lexicon = article.article, self._session.workspace.extractor.lexicon
        former_correction = article.review.correction if article.review else None
        # A tuple: None is a failed read, (None,) a claim without a correction.
        result = await self._client.read(
            lambda _store: (
                claims.correction_of_moved(
                    source.text, claim.mention, former_span, (start, end), former_correction,
                    published=source.published, lexicon=lexicon,
                ),
            )
        )  # fmt: skip
        if result is None:
            return
        (correction,) = result
        await self._decisions.store(
            _("the span {quote}").format(quote=source.text[start:end]),
            lambda store: store.resize(claim.id, annotator, start, end, correction),
        )
        if article is self._session.article:
            self._view.show_claim()

    # Retiring -------------------------------------------------------------------------------------------

    async def retire_or_restore(self) -> None:
        """Retire the current claim and go to the next one; restore a retired one."""
        article = self._session.article
        if article is None or (claim := article.current) is None or article.index is None:
            self._view.show_message(_("There is no claim here."))
            return
        annotator = self._session.annotator
        if article.outline.is_retired(article.index):
            await self._decisions.store(_("restored"), lambda store: store.restore(claim.id, annotator))
            return
        is_stored = await self._decisions.store(_("retired"), lambda store: store.retire(claim.id, annotator))
        if is_stored and not self._session.shows_retired:
            next_claim = article.neighbour(1)
            await self._loader.go(article.neighbour(-1) if next_claim is None else next_claim)
            message = _("Retired: {key} takes it back.")
            self._view.show_message(message.format(key=self._view.key_of("review.undo")))
