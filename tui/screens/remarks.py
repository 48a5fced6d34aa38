"""Remarks: notes, evidence, confidence and corrected readings of a claim, and what is said of an article."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from annotations.claims.typed import read_value, write_value
from annotations.errors import UsageError
from annotations.evidence import read_day, read_url
from annotations.model import ArticleReview, Confidence, Correction, Evidence, Kind, Mention
from annotations.store import Store
from annotations.text import visible
from tui.screens.deciding import DecidingScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.form import Field, FieldError, FormScreen, Values
from tui.screens.note import NoteScreen
from tui.widgets.article_list import article_title
from tui.widgets.said import reading as said

_LEVELS = (None, *Confidence)


class RemarksScreen(DecidingScreen):
    """A screen on which more is said of a claim than a verdict."""

    async def action_note(self) -> None:
        """Note something on the current claim."""
        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        before = reading.review.note if reading.review else ""

        async def store_note(note: str) -> bool:
            return await self._say("note", lambda store: store.set_note(claim.id, name, note))

        await self.app.push_screen(NoteScreen(f"Note on {reading.quoted[1]}", before, store_note))

    async def action_confidence(self) -> None:
        """Say how sure one is: low, medium, high, and round to nothing said."""
        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        now = reading.review.confidence if reading.review else None
        meant = _LEVELS[(_LEVELS.index(now) + 1) % len(_LEVELS)]
        told = f"confidence {meant.value if meant else 'none'}"
        await self._say(told, lambda store: store.set_confidence(claim.id, name, meant))

    async def action_evidence(self) -> None:
        """Say what the verdict on the current claim rests on."""
        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        found = reading.review.evidence if reading.review else ()

        async def store_evidence(evidence: tuple[Evidence, ...]) -> bool:
            return await self._say("evidence", lambda store: store.set_evidence(claim.id, name, evidence))

        await self.app.push_screen(EvidenceScreen(reading.quoted[1], found, read_evidence, store_evidence))

    # The reading ----------------------------------------------------------------------------------------

    async def action_correct(self) -> None:
        """Say what the current claim really says; the extractor's own reading stays with it."""
        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        meant = reading.review.meant(claim.mention) if reading.review else claim.mention

        async def store_reading(correction: Correction | None) -> bool:
            return await self._say("correction", lambda store: store.correct(claim.id, name, correction))

        about = f"The extractor read {said(claim.mention)}."
        form = self._reading_form(
            f"What {reading.quoted[1]} says", claim.mention, meant, about, store_reading
        )
        await self.app.push_screen(form)

    def _reading_form(
        self,
        title: str,
        read: Mention,
        meant: Mention,
        about: str,
        store: Callable[[Correction | None], Awaitable[bool]],
    ) -> FormScreen:
        """A form for value, unit and kind; ``store`` gets them as a correction of what was read."""
        lexicon, before = self._desk.extractor.lexicon, write_value(meant.value, meant.kind)

        def typed(values: Values) -> Mention:
            kind = Kind(values["kind"]) if values["kind"] else None
            value = meant.value
            # What was not touched is not read again: it may say more than can be typed.
            if values["value"] != before or kind is not meant.kind:
                value = read_value(values["value"], kind, lexicon) if values["value"] or read.value else None
            return Mention(
                read.start, read.end, read.text, kind=kind, value=value, unit=values["unit"] or None
            )

        def explain(values: Values) -> str:
            try:
                return f"= {said(typed(values))}"
            except UsageError:
                return ""

        async def store_typed(values: Values) -> bool:
            try:
                wanted = typed(values)
            except UsageError as error:
                raise FieldError("value", error) from error
            return await store(Correction.between(read, wanted))

        kinds = [kind.value for kind in Kind] if read.kind else ["", *(kind.value for kind in Kind)]
        fields = [
            Field("value", "Value", before, placeholder="62,8 or 1.000 or 101 tỷ or 2022-05-18"),
            Field("unit", "Unit", meant.unit or ""),
            Field("kind", "Kind", meant.kind.value if meant.kind else "", kinds),
        ]
        return FormScreen(title, fields, store_typed, about=about, explain=explain)

    # The article ----------------------------------------------------------------------------------------

    async def action_seen(self) -> None:
        """Mark the article as seen, though there may be nothing to mark in it, or take that back."""
        if (reading := self._reading) is None:
            return
        article, name = reading.id, self._desk.annotator
        seen = not (mark.seen if (mark := self._marks.get(article)) else False)
        if await self._mark(lambda store: store.set_seen(article, name, seen=seen)):
            told = "Seen." if seen else "Not seen any more."
            self.notify(told, timeout=2, markup=False)

    async def action_note_article(self) -> None:
        """Note something on the article as a whole."""
        if (reading := self._reading) is None:
            return
        article, name = reading.id, self._desk.annotator
        mark = self._marks.get(article)
        title = article_title(self._progress[article]) if article in self._progress else visible(article)

        async def store_note(note: str) -> bool:
            return await self._mark(lambda store: store.set_article_note(article, name, note))

        await self.app.push_screen(
            NoteScreen(f"Note on the article {title}", mark.note if mark else "", store_note)
        )

    async def _mark(self, job: Callable[[Store], ArticleReview]) -> bool:
        """Have what is said of an article stored and shown; False where it was not stored."""
        mark = await self._stored(job)
        if mark is None:
            return False
        self._marks[mark.article] = mark
        self._list_progress([self._progress[mark.article]] if mark.article in self._progress else [])
        return True


def read_evidence(values: Values) -> Evidence:
    """The evidence typed into a form; raises FieldError for what cannot be."""
    fields = {}
    today = datetime.now().astimezone().date().isoformat()
    for name, read in (("url", read_url), ("seen", lambda typed: read_day(typed, today))):
        try:
            fields[name] = read(values[name])
        except UsageError as error:
            raise FieldError(name, error) from error
    if not fields["url"] and not values["quote"]:
        raise FieldError("url", UsageError("Write where it was found, or the words that were found."))
    return Evidence(fields["url"], values["quote"], fields["seen"])
