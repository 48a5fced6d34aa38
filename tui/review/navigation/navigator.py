"""Moves the cursor: within the article, to a place, to another article; and remembers where a jump began."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from annotations.review.jumps import Place
from annotations.store.next_claim import ClaimPosition, NextClaim
from tui.review.article_loader import ArticleLoader
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient

# Goes to the next claim of a walk; returns which one it is of how many, or why there is none.
WalkStep = Callable[["Navigator"], Awaitable[str]]


class Navigator:
    """Moves the cursor of a session. Longer moves are jumps, which back and forward retrace; steps are not.

    On a walk through claims that have something in common, as contradictions, a verdict leads to the next of them.
    """

    def __init__(
        self, session: ReviewSession, client: StoreClient, view: ReviewView, loader: ArticleLoader
    ) -> None:
        self.session, self.client, self.view, self.loader = session, client, view, loader
        self._walk_step: WalkStep | None = None
        self._moves_of_walk = 0

    async def walk_to(self, claim: NextClaim, step: WalkStep) -> None:
        """Jump to a claim; verdicts lead on from it by ``step``, until the annotator goes elsewhere."""
        position = claim.position
        await self.jump_to(Place(position.article, position.claim, position.start))
        self._walk_step, self._moves_of_walk = step, self.session.jumps.moves

    @property
    def walk_step(self) -> WalkStep | None:
        """The next step of the walk; None where the annotator is on none."""
        return self._walk_step if self._moves_of_walk == self.session.jumps.moves else None

    async def jump(self, index: int | None, cursor: int | None = None) -> None:
        """Go to a mention or an offset of the open article, and remember the place before."""
        if index is not None or cursor is not None:
            self.session.leave_place()
            await self.loader.go(index, cursor)

    async def go_near(self, index: int | None, offset: int) -> None:
        """Go to a mention; without a mention, to an offset, so that no claim outside the viewport stays current."""
        await self.loader.go(index, offset if index is None else None)

    async def jump_to_article(self, article: str | None) -> None:
        """Open an article, if any, and remember the place before."""
        if article is not None:
            self.session.leave_place()
            await self.loader.open(article)

    async def jump_to(self, place: Place) -> None:
        """Go to a place, and remember the place before."""
        self.session.leave_place()
        await self.visit(place)

    async def visit(self, place: Place) -> None:
        """Go to a place; open its article unless it is open."""
        if (article := self.session.article) is not None and place.article == article.id:
            index = article.outline.index(place.claim) if place.claim else None
            await self.loader.go(index, place.cursor)
        else:
            await self.loader.open(place.article, place.claim, place.cursor)


def claim_position(place: Place) -> ClaimPosition:
    """The place as the position from which the store looks for the next claim."""
    return ClaimPosition(place.article, place.cursor, place.claim or "")
