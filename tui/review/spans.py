"""The span of a claim: moving its ends."""

from __future__ import annotations

from annotations import claims
from tui.language.i18n import _
from tui.review.decisions import Decisions


class SpanEditing:
    """Gives the current claim another span, for the annotator."""

    def __init__(self, decisions: Decisions) -> None:
        self._session, self._client, self._view = decisions.session, decisions.client, decisions.view
        self._decisions = decisions

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
        await self.resize(*span)

    def _next_end(self, text: str, offset: int, end: str, unit: str, step: int) -> int | None:
        """The offset of an end after a step, past blanks, which never belong to a claim; None at the text's end."""
        reader = self._view.reader
        while ((next_offset := reader.step_offset(offset, unit, step)) - offset) * step > 0:
            offset, unit = next_offset, "character"
            edge = text[offset : offset + 1] if end == "start" else text[max(0, offset - 1) : offset]
            if edge.strip():
                return offset
        return None

    async def resize(self, start: int, end: int) -> None:
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
