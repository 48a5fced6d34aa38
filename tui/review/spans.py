"""Spans: claims are added, their ends moved, wrong ones taken out and in again."""

from __future__ import annotations

from annotations.model import Correction, Mention
from annotations.review.open_article import Reading
from tui.language.i18n import _
from tui.review.tags import TaggingScreen
from tui.store.client import Desk
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_text import mention_text


class SpansScreen(TaggingScreen):
    """A screen on which an annotator says where the claims are, and which there are."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._resizing = False  # whether what is being selected is the current claim's new span

    def action_select(self) -> None:
        """Begin to select text, to add a claim."""
        self._resizing = False
        super().action_select()

    def action_add_claim(self) -> None:
        """Begin to select the text of a claim to add, from behind the current one."""
        self._resizing = False
        reader = self.query_one(ArticleReader)
        reader.focus()
        reader.action_select(claim=False)

    def action_set_ends(self) -> None:
        """Begin to select the current claim's new span, from the one it has."""
        if self._at_hand() is not None:
            self.action_select()
            self._resizing = True

    async def on_article_reader_span_selected(self, message: ArticleReader.SpanSelected) -> None:
        """Give the current claim that span or, where none is to be resized, add a claim of it."""
        if (reading := self._reading) is None:
            return
        resizing, self._resizing = self._resizing, False
        span = (message.start, message.end)
        if resizing:
            await self._resize(*span)
            return
        outline = reading.outline
        there = (i for i in outline.touching(*span) if (outline.starts[i], outline.ends[i]) == span)
        if (known := next(filter(reading.is_walked, there), None)) is not None:
            await self._jump(known)
            self.tell(_("There is a claim with that span already."))
        else:
            await self._ask_for_claim(reading, *span)

    def on_article_reader_selection_cancelled(self) -> None:
        """Nothing is resized any more."""
        self._resizing = False

    # Adding ---------------------------------------------------------------------------------------------

    async def _ask_for_claim(self, reading: Reading, start: int, end: int) -> None:
        """Show how the selected words are read, to be put right and stored."""
        from annotations.claims.selected_spans import read_span  # noqa: PLC0415 (its patterns take long to compile)
        from tui.screens.dialogs.correction import CorrectionScreen  # noqa: PLC0415

        article, lexicon = reading.article, self._desk.extractor.lexicon
        mention = await self._asked(
            lambda _store: read_span(article.text, start, end, published=article.published, lexicon=lexicon)
        )
        if mention is None:
            return

        async def store_claim(correction: Correction | None) -> bool:
            return await self._add(reading, mention, correction)

        about = _("The extractor reads no number in it.")
        if mention.value:
            about = _("The extractor reads it as {reading}.").format(reading=mention_text(mention))
        title = _("Add the claim {quote}").format(quote=mention.text)
        await self.app.push_screen(CorrectionScreen(title, about, mention, mention, lexicon, store_claim))

    async def _add(self, reading: Reading, mention: Mention, correction: Correction | None) -> bool:
        name = self._desk.annotator
        review = await self._stored(lambda store: store.add_claim(reading.id, name, mention, correction))
        if review is None:
            return False
        if reading is self._reading:
            await self._take_in(reading, [review])
            await self._jump(reading.outline.index(review.claim))
        return True

    # Moving the ends ------------------------------------------------------------------------------------

    async def action_move_end(self, end: str, unit: str, by: int) -> None:
        """Move the current claim's ``start`` or ``end`` by a ``character`` or a ``word``."""
        if (here := self._at_hand()) is None:
            return
        span = list(here[0].span)
        which = 0 if end == "start" else 1
        moved = self._moved(here[0].article.text, span[which], end, unit, by)
        if moved is None:
            self.tell(_("There are no more words that way."))
            return
        span[which] = moved
        if span[0] >= span[1]:
            self.tell(_("A claim has at least one character."))
            return
        await self._resize(*span)

    def _moved(self, text: str, offset: int, end: str, unit: str, by: int) -> int | None:
        """Where an end comes to by a step, past blanks: none is part of a claim. None where the text ends before."""
        reader = self.query_one(ArticleReader)
        while ((moved := reader.step_offset(offset, unit, by)) - offset) * by > 0:
            offset, unit = moved, "character"
            edge = text[offset : offset + 1] if end == "start" else text[max(0, offset - 1) : offset]
            if edge.strip():
                return offset
        return None

    async def _resize(self, start: int, end: int) -> None:
        """Have the current claim's span stored, with what its words say now."""
        from annotations.claims.selected_spans import correction_of_moved  # noqa: PLC0415

        if (here := self._at_hand()) is None:
            return
        (reading, claim), name, former = here, self._desk.annotator, here[0].span
        article, lexicon = reading.article, self._desk.extractor.lexicon
        held = reading.review.correction if reading.review else None
        correction = await self._asked(
            lambda _store: (
                correction_of_moved(
                    article.text, claim.mention, former, (start, end), held,
                    published=article.published, lexicon=lexicon,
                ),
            )
        )  # fmt: skip
        if correction is None:
            return
        words = _("the span {quote}").format(quote=article.text[start:end])
        await self._say(words, lambda store: store.resize(claim.id, name, start, end, correction[0]))
        if reading is self._reading:
            self._show_claim()

    # Taking out and in ----------------------------------------------------------------------------------

    async def action_retire(self) -> None:
        """Take the current claim out, and go on to the next one; take a retired one in again."""
        if (reading := self._reading) is None or (claim := reading.current) is None or reading.index is None:
            self.tell(_("There is no claim here."))
            return
        name, retired = self._desk.annotator, reading.outline.is_retired(reading.index)
        if retired:
            await self._say(_("restored"), lambda store: store.restore(claim.id, name))
            return
        if await self._say(_("retired"), lambda store: store.retire(claim.id, name)) and not self._retired:
            following = reading.neighbour(1)
            await self._go(reading.neighbour(-1) if following is None else following)
            self.tell(_("Retired: {key} takes it back.").format(key=self.key_of("review.undo")))

    def action_toggle_retired(self) -> None:
        """Show the claims that were taken out, and stop at them, or hide them."""
        self._retired = not self._retired
        self.query_one(ArticleReader).show_retired(enabled=self._retired)
        if self._reading:
            self._reading.walk(dates=self._dates, retired=self._retired)
            self._show_panel()
        told = _("Retired claims are shown.") if self._retired else _("Retired claims are hidden.")
        self._tell_modes()
        self.tell(told)
