"""After a verdict the cursor is on the next claim, while notes, evidence and tags are about the claim decided."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from annotations.review.jumps import Place
from tui.review.navigation.navigator import Navigator


class DecidedClaim:
    """The claim that the last verdict decided, until the annotator moves.

    ``session.jumps.moves`` counts moves: while it is what it was when the verdict had led to the next claim, the annotator has
    not moved.
    """

    def __init__(self, navigator: Navigator) -> None:
        self._session, self._view, self._loader = navigator.session, navigator.view, navigator.loader
        self._decided: Place | None = None
        self._next: Place | None = None  # where the verdict has led
        self._moves = 0  # of the session, when it had led there

    def decide(self, decided: Place | None) -> None:
        """Remember the claim of a verdict that has led to where the session is now."""
        here = self._session.place
        has_moved = decided is not None and here is not None and here.claim != decided.claim
        self._decided, self._next = (decided, here) if has_moved else (None, None)
        self._moves = self._session.jumps.moves

    async def remark(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Run an action on the claim decided, if there is one, else on the current claim.

        The action makes the claim current while it lasts, with the dialog that it opens; then the next claim is current
        again.
        """
        if self._decided is None or self._moves != self._session.jumps.moves:
            await ask()
            return
        await self._go(self._decided)
        self._view.after_dialog = self._return
        await ask()
        if self._view.after_dialog is not None:  # no dialog was opened
            self._view.after_dialog = None
            await self._return()

    async def _return(self) -> None:
        if self._next is not None:
            await self._go(self._next)
            self._moves = self._session.jumps.moves

    async def _go(self, place: Place) -> None:
        article = self._session.article
        if article is not None and article.id == place.article:
            index = article.outline.index(place.claim) if place.claim else None
            await self._loader.go(index, place.cursor if index is None else None)
        else:
            await self._loader.open(place.article, place.claim, place.cursor)
