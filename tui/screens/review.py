"""The review screen: reading articles and deciding on their claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from annotations.model import ArticleReview, Review, Verdict
from annotations.store import Store
from tui import keymap
from tui.screens.article import ArticleScreen
from tui.screens.claims import ClaimsScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.note import NoteScreen
from tui.screens.orphans import OrphansScreen
from tui.screens.tags import TagsScreen
from tui.widgets.article_reader import ArticleReader


class ReviewScreen(ArticleScreen):
    """What a reviewer does with the current claim: verdict, note, tags, undo. The screen shows what is stored."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW

    async def _decide(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision stored and only then show it; False where it was not stored."""
        review = await self._stored(job)
        if review is None or self._reading is None:
            return False
        self._reading.reviews[review.claim] = review
        self._reading.unstored.pop(review.claim, None)
        self.query_one(ArticleReader).show_verdicts(self._reading.verdicts())
        self._show_claim()
        await self._show_progress([self._reading.id])
        return True

    async def action_decide(self, verdict: str) -> None:
        """Give the current claim a verdict and go on to the next unreviewed one."""
        if self._reading and (claim := self._reading.current):
            name = self._desk.annotator
            if await self._decide(lambda store: store.set_verdict(claim.id, name, Verdict(verdict))):
                await self.action_next_unreviewed()
                await self.remember()
            else:
                self._reading.unstored[claim.id] = Verdict(verdict)
                self._show_panel()

    async def action_clear(self) -> None:
        """Take the current claim's verdict back and stay."""
        if self._reading and (claim := self._reading.current) and self._reading.review:
            name = self._desk.annotator
            await self._decide(lambda store: store.set_verdict(claim.id, name, None))

    async def action_take_back(self, how: str) -> None:
        """Undo the annotator's last step, or redo the one undone last, and go where it was made."""
        name = self._desk.annotator
        reviews = await self._stored(lambda store: store.undo(name) if how == "undo" else store.redo(name))
        if reviews is None:
            return
        if not reviews:
            self.notify(f"There is nothing to {how}.", markup=False)
            return
        claim = reviews[0].claim if isinstance(reviews[0], Review) else None
        article = reviews[0].article if isinstance(reviews[0], ArticleReview) else None
        if claim is not None:
            article = await self._asked(lambda store: store.article_of(claim))
        if article in self._progress:
            await self._open(article, claim)
        else:
            self.notify(f"{how.capitalize()} of a decision in an article of another corpus.", markup=False)

    async def action_orphans(self) -> None:
        """To the claims that lost their place when their article was edited."""
        await self.app.push_screen(OrphansScreen(self._desk, self._store, list(self._progress)))

    async def action_claims(self) -> None:
        """To all claims in one table, where it was left."""
        if not self.app.is_screen_installed("claims"):
            claims = ClaimsScreen(self._desk, self._store, lambda: list(self._progress), self._open)
            self.app.install_screen(claims, "claims")
        await self.app.push_screen("claims", self._look_again)

    async def action_dashboard(self) -> None:
        """To the plots of how far everybody is."""
        await self.app.push_screen(DashboardScreen(self._desk, self._store, list(self._progress)))

    async def _look_again(self, _: None) -> None:
        """Show what was decided on another screen, as if somebody else had."""
        self._version = None
        await self._look()

    async def action_note(self) -> None:
        """Note something on the current claim."""
        if not self._reading or not (claim := self._reading.current):
            return
        name = self._desk.annotator
        before = self._reading.review.note if self._reading.review else ""

        async def store_note(note: str) -> bool:
            return await self._decide(lambda store: store.set_note(claim.id, name, note))

        await self.app.push_screen(NoteScreen(claim.mention.text, before, store_note))

    async def action_tags(self) -> None:
        """Choose the current claim's tags."""
        if not self._reading or not (claim := self._reading.current):
            return
        name = self._desk.annotator
        chosen = self._reading.review.tags if self._reading.review else ()

        async def store_tags(tags: frozenset[str]) -> bool:
            return await self._decide(lambda store: store.set_tags(claim.id, name, tags))

        vocabulary = [tag.name for tag in await self._asked(lambda store: store.tags()) or ()]
        await self.app.push_screen(TagsScreen(claim.mention.text, chosen, vocabulary, store_tags))
