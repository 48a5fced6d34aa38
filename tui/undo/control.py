"""Undo and redo with a message, for every screen on which an annotator decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from annotations.model import ArticleReview, Review
from annotations.store import Store
from annotations.store.decisions.undo import replaced_review
from tui.language.i18n import _
from tui.store.client import StoreClient
from tui.undo.messages import undo_message

T = TypeVar("T")


class UndoResult(NamedTuple):
    """The reviews after an undo or redo (none if there was nothing to undo or redo), and a message."""

    reviews: Sequence[Review | ArticleReview]
    message: str


class UndoControl:
    """Undo and redo of one annotator."""

    def __init__(self, client: StoreClient, annotator: str) -> None:
        self._client, self._annotator = client, annotator

    async def take_back(self, direction: str) -> UndoResult | None:
        """Undo the annotator's last step, or redo the one undone last; None where the store failed."""
        step = await self.take_back_with(direction, lambda _store: None)
        if step is None:
            return None
        reviews, _result = step
        if not reviews:
            return UndoResult((), self.nothing_left_message(direction))
        first = reviews[0]
        former = await self._client.read(lambda store: replaced_review(store, first))
        return UndoResult(reviews, undo_message(direction, reviews, former) if former else "")

    async def take_back_with(
        self, direction: str, job: Callable[[Store], T]
    ) -> tuple[Sequence[Review | ArticleReview], T] | None:
        """The reviews after an undo or redo, and the result of a job that runs right after it on the store's thread."""
        annotator = self._annotator

        def take_back(store: Store) -> tuple[Sequence[Review | ArticleReview], T]:
            reviews = store.undo(annotator) if direction == "undo" else store.redo(annotator)
            return reviews, job(store)

        return await self._client.write(take_back)

    @staticmethod
    def nothing_left_message(direction: str) -> str:
        """The message for an undo or redo without a step."""
        return _("There is nothing to undo.") if direction == "undo" else _("There is nothing to redo.")
