"""Undo and redo, and the sentence that says what they took back; for every screen on which decisions are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from annotations.model import ArticleReview, Review
from annotations.store import Store
from annotations.store.decisions.undo import replaced_review
from tui.language.i18n import _
from tui.store.client import StoreClient
from tui.widgets.panels.undo_messages import undo_message

T = TypeVar("T")


class TakenBack(NamedTuple):
    """What an undo or redo took back: the reviews that hold now, none where nothing was left, and a sentence."""

    reviews: Sequence[Review | ArticleReview]
    message: str


class UndoControl:
    """Undo and redo of one annotator."""

    def __init__(self, client: StoreClient, annotator: str) -> None:
        self._client, self._annotator = client, annotator

    async def take_back(self, direction: str) -> TakenBack | None:
        """Undo the annotator's last step, or redo the one undone last; None where the store failed."""
        step = await self.take_back_with(direction, lambda _store: None)
        if step is None:
            return None
        reviews, _result = step
        if not reviews:
            return TakenBack((), self.nothing_left(direction))
        first = reviews[0]
        former = await self._client.read(lambda store: replaced_review(store, first))
        return TakenBack(reviews, undo_message(direction, reviews, former) if former else "")

    async def take_back_with(
        self, direction: str, job: Callable[[Store], T]
    ) -> tuple[Sequence[Review | ArticleReview], T] | None:
        """The reviews that hold after an undo or redo, and the result of a job that runs at the same moment."""
        annotator = self._annotator

        def take_back(store: Store) -> tuple[Sequence[Review | ArticleReview], T]:
            reviews = store.undo(annotator) if direction == "undo" else store.redo(annotator)
            return reviews, job(store)

        return await self._client.write(take_back)

    @staticmethod
    def nothing_left(direction: str) -> str:
        """The sentence for an undo or redo that found nothing."""
        return _("There is nothing to undo.") if direction == "undo" else _("There is nothing to redo.")
