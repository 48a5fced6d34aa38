"""Remarks: notes, evidence, confidence and corrected readings of a claim, and what is said of an article."""

from __future__ import annotations

from collections.abc import Callable

from annotations.model import ArticleReview, Confidence, Correction, Evidence
from annotations.store import Store
from annotations.text import visible
from tui.language.i18n import _
from tui.language.wording import confidence_name
from tui.review.decisions import DecidingScreen
from tui.widgets.lists.article_list import article_title
from tui.widgets.panels.claim_text import mention_text

_LEVELS = (None, *Confidence)


class RemarksScreen(DecidingScreen):
    """A screen on which more is said of a claim than a verdict."""

    async def action_note(self) -> None:
        """Note something on the current claim."""
        from tui.screens.dialogs.note import NoteScreen  # noqa: PLC0415 (not before it is needed: the first screen waits)

        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        before = reading.review.note if reading.review else ""

        async def store_note(note: str) -> bool:
            return await self._say(_("note"), lambda store: store.set_note(claim.id, name, note))

        await self.app.push_screen(
            NoteScreen(_("Note on {quote}").format(quote=reading.quoted[1]), before, store_note)
        )

    async def action_confidence(self) -> None:
        """Say how sure one is: low, medium, high, and round to nothing said."""
        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        now = reading.review.confidence if reading.review else None
        meant = _LEVELS[(_LEVELS.index(now) + 1) % len(_LEVELS)]
        level = confidence_name(meant) if meant else _("none")
        told = _("confidence {level}").format(level=level)
        await self._say(told, lambda store: store.set_confidence(claim.id, name, meant))

    async def action_evidence(self) -> None:
        """Say what the verdict on the current claim rests on."""
        from tui.screens.dialogs.evidence import EvidenceScreen  # noqa: PLC0415

        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        found = reading.review.evidence if reading.review else ()

        async def store_evidence(evidence: tuple[Evidence, ...]) -> bool:
            return await self._say(_("evidence"), lambda store: store.set_evidence(claim.id, name, evidence))

        await self.app.push_screen(EvidenceScreen(reading.quoted[1], found, store_evidence))

    # The reading ----------------------------------------------------------------------------------------

    async def action_correct(self) -> None:
        """Say what the current claim really says; the extractor's own reading stays with it."""
        from tui.screens.dialogs.correction import CorrectionScreen  # noqa: PLC0415

        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        meant = reading.review.meant(claim.mention) if reading.review else claim.mention

        async def store_reading(correction: Correction | None) -> bool:
            return await self._say(_("correction"), lambda store: store.correct(claim.id, name, correction))

        about = _("The extractor read {reading}.").format(reading=mention_text(claim.mention))
        title = _("What {quote} says").format(quote=reading.quoted[1])
        lexicon = self._desk.extractor.lexicon
        await self.app.push_screen(
            CorrectionScreen(title, about, claim.mention, meant, lexicon, store_reading)
        )

    # The article ----------------------------------------------------------------------------------------

    async def action_seen(self) -> None:
        """Mark the article as seen, though there may be nothing to mark in it, or take that back."""
        if (reading := self._reading) is None:
            return
        article, name = reading.id, self._desk.annotator
        seen = not (mark.seen if (mark := self._marks.get(article)) else False)
        if await self._mark(lambda store: store.set_seen(article, name, seen=seen)):
            told = _("The article is seen.") if seen else _("The article is not seen any more.")
            self.tell(told)

    async def action_note_article(self) -> None:
        """Note something on the article as a whole."""
        from tui.screens.dialogs.note import NoteScreen  # noqa: PLC0415

        if (reading := self._reading) is None:
            return
        article, name = reading.id, self._desk.annotator
        mark = self._marks.get(article)
        title = article_title(self._progress[article]) if article in self._progress else visible(article)

        async def store_note(note: str) -> bool:
            stored = await self._mark(lambda store: store.set_article_note(article, name, note))
            if stored:
                self.tell(_("Stored: {what}").format(what=_("note on the article")))
            return stored

        await self.app.push_screen(
            NoteScreen(
                _("Note on the article {title}").format(title=title), mark.note if mark else "", store_note
            )
        )

    async def _mark(self, job: Callable[[Store], ArticleReview]) -> bool:
        """Have what is said of an article stored and shown; False where it was not stored."""
        mark = await self._stored(job)
        if mark is None:
            return False
        self._marks[mark.article] = mark
        self._list_progress([self._progress[mark.article]] if mark.article in self._progress else [])
        return True
