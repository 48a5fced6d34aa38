"""The review screen: reading articles and deciding on their claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from annotations.model import ArticleReview, Review, Standing, Verdict
from annotations.search import Match
from annotations.store import Store
from annotations.text import visible
from tui import keymap
from tui.i18n import _
from tui.reading import Reading
from tui.screens.moving import MovingScreen
from tui.widgets.article_reader import ArticleReader
from tui.widgets.article_search import ArticleSearch

if TYPE_CHECKING:
    from tui.screens.search import SearchEnd
    from tui.widgets.search_results import FoundPlace


class ReviewScreen(MovingScreen):
    """What a reviewer does with the current claim: verdict, note, tags, undo. The screen shows what is stored."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW

    _asked_last = ""  # of the whole corpus

    async def _decide(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision stored and only then take it in; False where it was not stored."""
        review = await self._stored(job)
        if review is None or self._reading is None:
            return False
        await self._take_in(self._reading, [review])
        return True

    async def _decided_here(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision on the current claim stored and shown."""
        stored = await self._decide(job)
        self._show_panel()
        return stored

    async def _take_in(self, reading: Reading, reviews: Sequence[Review]) -> None:
        """Show reviews that are stored, and how far the annotator is with them."""
        reader, known, counted = self.query_one(ArticleReader), True, True
        for review in reviews:
            was = reading.stance(review.claim)
            index = reading.decided(review)
            known = known and index is not None
            counted = counted and was[1] is review.standing is not Standing.RETIRED
            if index is not None and len(reviews) == 1 and was[1:] == reading.stance(review.claim)[1:]:
                reader.show_verdict(index)
            else:
                reader.show_verdicts()
            self._count(reading.id, was[0], review.verdict)
        if not known:
            await self._renew(reading)
        if known and counted:
            self._list_progress([self._progress[reading.id]] if reading.id in self._progress else [])
        else:
            await self._show_progress([reading.id])

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
            nothing = {"undo": _("There is nothing to undo."), "redo": _("There is nothing to redo.")}
            self.notify(nothing[how], markup=False)
            return
        first = reviews[0]
        claim = first.claim if isinstance(first, Review) else None
        article = first.article if isinstance(first, ArticleReview) else None
        if claim is not None:
            article = await self._asked(lambda store: store.article_of(claim))
        if article is None or article not in self._progress:
            elsewhere = {
                "undo": _("Undone a decision in an article of another corpus."),
                "redo": _("Redone a decision in an article of another corpus."),
            }
            self.notify(elsewhere[how], markup=False)
        elif (reading := self._reading) and reading.id == article:
            await self._take_in(reading, [review for review in reviews if isinstance(review, Review)])
            await self._jump(reading.outline.index(claim) if claim else None)
        else:
            self._leave_here()
            await self._show_progress([article])
            await self._open(article, claim)

    async def action_orphans(self) -> None:
        """To the claims that lost their place when their article was edited."""
        from tui.screens.orphans import OrphansScreen  # noqa: PLC0415

        screen = OrphansScreen(self._desk, self._store, list(self._progress))
        await self.app.push_screen(screen, self._back_from_orphans)

    async def _back_from_orphans(self, _: None) -> None:
        """Show what was settled there."""
        await self._count_orphans()
        if (reading := self._reading) is not None:
            await self._show_progress([reading.id])
            await self._open(reading.id, reading.current.id if reading.current else None)

    async def action_search_corpus(self) -> None:
        """Search all articles, and go where Enter says."""
        from tui.screens.search import SearchScreen  # noqa: PLC0415

        await self.app.push_screen(SearchScreen(self._desk, self._asked_last), self._end_search)

    async def _end_search(self, end: SearchEnd | None) -> None:
        if end is None:
            return
        self._asked_last = end.query
        if end.place is None:
            return
        if end.place.article in self._progress:
            await self._go_to_found(end.place)
        else:
            name = visible(end.place.article)
            self.notify(f"{name} is in the store but not in this corpus: open its own.", markup=False)

    async def _go_to_found(self, place: FoundPlace) -> None:
        """Open an article at a place that was found, with what matched there highlighted."""
        self._leave_here()
        await self._open(place.article, place.claim, place.spans[0][0] if place.spans else None)
        if self._reading and self._reading.id == place.article and place.spans:
            match = Match(place.spans[0][0], place.spans[-1][1], 100, place.spans)
            self.query_one(ArticleSearch).take_match(match)

    async def action_claims(self) -> None:
        """To all claims in one table, where it was left."""
        from tui.screens.claims import ClaimsScreen  # noqa: PLC0415

        if not self.app.is_screen_installed("claims"):
            claims = ClaimsScreen(self._desk, self._store, lambda: list(self._progress), self._open)
            self.app.install_screen(claims, "claims")
        await self.app.push_screen("claims", self._look_again)

    async def action_dashboard(self) -> None:
        """To the plots of how far everybody is."""
        from tui.screens.dashboard import DashboardScreen  # noqa: PLC0415

        await self.app.push_screen(DashboardScreen(self._desk, self._store, list(self._progress)))

    async def _look_again(self, _nothing: None) -> None:
        """Show what was decided on another screen, as if somebody else had."""
        self._version = None
        await self._look()

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

        vocabulary = [tag.name for tag in await self._asked(lambda store: store.tags()) or ()]
        await self.app.push_screen(TagsScreen(claim.mention.text, chosen, vocabulary, store_tags))
