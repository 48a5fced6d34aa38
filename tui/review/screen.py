"""The review screen: reading articles and deciding on their claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _
from tui.review.spans import SpansScreen
from tui.screens.base import SpokenScreen

if TYPE_CHECKING:
    from annotations.review.jumps import Place
    from tui.screens.search import SearchEnd
    from tui.widgets.lists.search_results import ResultPlace


class ReviewScreen(SpansScreen, SpokenScreen[None]):
    """All that a reviewer does with articles and their claims, by key, mouse and palette.

    Moving is in ``moving``, verdicts and undo in ``deciding``, notes, evidence, confidence and corrections in
    ``remarks``, tags in ``tagging``, spans in ``spans``.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW

    _asked_last = ""  # of the whole corpus

    async def action_orphans(self) -> None:
        """To the claims that lost their place when their article was edited."""
        # Not before it is needed, as with every screen that is laid over this one: the first picture waits.
        from tui.screens.orphans import OrphansScreen  # noqa: PLC0415

        screen = OrphansScreen(self._desk, self._store, list(self._progress))
        await self.app.push_screen(screen, self._back_from_orphans)

    async def _back_from_orphans(self, _result: None) -> None:
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
        if end.place is not None and self._is_here(end.place.article):
            await self._go_to_found(end.place)

    def _is_here(self, article: str) -> bool:
        """Whether an article of the store can be opened; says so where it cannot."""
        if article not in self._progress:
            told = _("{name} is in the store but not in this corpus: open its own.")
            self.tell(told.format(name=visible(article)))
        return article in self._progress

    async def _go_to_found(self, place: ResultPlace) -> None:
        """Open an article at a place that was found, with what matched there highlighted."""
        from annotations.search.matches import Match  # noqa: PLC0415

        self._leave_here()
        await self._open(place.article, place.claim, place.spans[0][0] if place.spans else None)
        if self._reading and self._reading.id == place.article and place.spans:
            match = Match(place.spans[0][0], place.spans[-1][1], 100, place.spans)
            index = self._reading.found(place.claim, match.start, match.end)
            await self._go(index, match.start if index is None else None)
            (await self._search_line()).show_match(match)

    async def action_similar(self) -> None:
        """Compare the current claim with those that resemble it, and go to one of them."""
        from tui.screens.similar import SimilarScreen  # noqa: PLC0415

        if (reading := self._reading) is None or (claim := reading.current) is None:
            self.tell(_("There is no claim here."))
            return
        meant = reading.review.meant(claim.mention) if reading.review else claim.mention
        screen = SimilarScreen(self._desk, claim.id, reading.quoted[1], meant)
        await self.app.push_screen(screen, self._go_to_similar)

    async def _go_to_similar(self, place: Place | None) -> None:
        if place is not None and self._is_here(place.article):
            self._leave_here()
            await self._visit(place)

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
