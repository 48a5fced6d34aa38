"""The review screen: reading articles and deciding on their claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from annotations.model import Review, Verdict
from annotations.store import Store
from tui import keymap
from tui.reading import Reading
from tui.screens.moving import MovingScreen
from tui.widgets.article_reader import ArticleReader


class ReviewScreen(MovingScreen):
    """What a reviewer does with the current claim: verdict, note, tags, undo. The screen shows what is stored."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW

    async def _decide(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision stored and only then take it in; False where it was not stored."""
        review = await self._stored(job)
        if review is None or self._reading is None:
            return False
        self._take_in_review(self._reading, review)
        return True

    async def _decided_here(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision on the current claim stored and shown."""
        stored = await self._decide(job)
        self._show_panel()
        return stored

    def _take_in_review(self, reading: Reading, review: Review) -> None:
        """Show a review that is stored, and how far the annotator is with it."""
        before = reading.verdict_on(review.claim)
        index = reading.decided(review)
        if index is not None:
            self.query_one(ArticleReader).show_verdict(index)
            self._list_progress(self._count(reading.id, before, review.verdict))

    async def action_decide(self, verdict: str) -> None:
        """Give the current claim a verdict and go on to the next unreviewed one."""
        if self._reading and (claim := self._reading.current):
            name = self._desk.annotator
            if await self._decide(lambda store: store.set_verdict(claim.id, name, Verdict(verdict))):
                await self.action_next_unreviewed()
            else:
                self._reading.unstored[claim.id] = Verdict(verdict)
            self._show_panel()

    async def action_clear(self) -> None:
        """Take the current claim's verdict back and stay."""
        if self._reading and (claim := self._reading.current) and self._reading.review:
            name = self._desk.annotator
            await self._decided_here(lambda store: store.set_verdict(claim.id, name, None))

    async def action_take_back(self, how: str) -> None:
        """Undo the annotator's last step, or redo the one undone last, and go where it was made."""
        name = self._desk.annotator
        reviews = await self._stored(lambda store: store.undo(name) if how == "undo" else store.redo(name))
        if reviews is None:
            return
        if not reviews:
            self.notify(f"There is nothing to {how}.", markup=False)
            return
        claim = reviews[0].claim
        article = await self._asked(lambda store: store.article_of(claim))
        if article is None or article not in self._progress:
            self.notify(f"{how.capitalize()} of a decision in an article of another corpus.", markup=False)
        elif (reading := self._reading) and reading.id == article:
            for review in reviews:
                self._take_in_review(reading, review)
            await self._jump(reading.outline.index(claim))
        else:
            self._leave_here()
            await self._show_progress([article])
            await self._open(article, claim)

    async def action_note(self) -> None:
        """Note something on the current claim."""
        from tui.screens.note import NoteScreen  # noqa: PLC0415 (not before it is needed: the first screen waits)

        if not self._reading or not (claim := self._reading.current):
            return
        name = self._desk.annotator
        before = self._reading.review.note if self._reading.review else ""

        async def store_note(note: str) -> bool:
            return await self._decided_here(lambda store: store.set_note(claim.id, name, note))

        await self.app.push_screen(NoteScreen(claim.mention.text, before, store_note))

    async def action_tags(self) -> None:
        """Choose the current claim's tags."""
        from tui.screens.tags import TagsScreen  # noqa: PLC0415

        if not self._reading or not (claim := self._reading.current):
            return
        name = self._desk.annotator
        chosen = self._reading.review.tags if self._reading.review else ()

        async def store_tags(tags: frozenset[str]) -> bool:
            return await self._decided_here(lambda store: store.set_tags(claim.id, name, tags))

        vocabulary = await self._asked(lambda store: store.tags()) or []
        await self.app.push_screen(TagsScreen(claim.mention.text, chosen, vocabulary, store_tags))
