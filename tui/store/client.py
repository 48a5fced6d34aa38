"""What every screen on a store has: its desk, and the store's thread to ask and to have store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from annotations.claims.extractor import Extractor
from annotations.errors import SoiError
from annotations.store import Store
from tui.language.i18n import _, translated
from tui.store.thread import StoreThread

if TYPE_CHECKING:
    from tui.screens.base import SpokenScreen

    _Screen = SpokenScreen[None]
else:
    # From here up to the review screen, which is one, every class only adds to a screen: Textual takes its time with
    # each class that is one itself.
    _Screen = object

T = TypeVar("T")

# How often the store is asked whether somebody else has written to it.
LOOK_SECONDS = 0.5


class Desk(NamedTuple):
    """What a review session works with: the corpus, the store, who reviews and what reads the articles."""

    corpus: Path
    store: Path
    annotator: str
    extractor: Extractor


class DeskScreen(_Screen):
    """Stands before a screen that asks the store for things, away from the screen's own thread, and says so where it fails."""

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._told = ""
        self._failed = False  # whether it was told, and still holds, that something is not stored
        self._moment = 0  # another one whenever something is stored or gone to

    async def _stored(self, job: Callable[[Store], T], *, by_itself: bool = False) -> T | None:
        """What a job that writes gives; None, with a word to the annotator, where the store fails.

        What the screen stores ``by_itself`` is no sign that what the annotator wanted stored can be stored again.
        """
        self._moment += 1
        return await self._try(job, _("Not stored.") + " ", settles=not by_itself)

    async def _asked_now(self, job: Callable[[Store], T]) -> T | None:
        """What a job that reads gives, once nothing was stored or gone to while it was asked.

        What runs by itself beside the keys must not show what held before the last one.
        """
        while True:
            moment = self._moment
            result = await self._asked(job)
            if result is None or moment == self._moment:
                return result

    async def _asked(self, job: Callable[[Store], T]) -> T | None:
        """What a job that reads gives; None, with a word to the annotator, where the store fails."""
        return await self._try(job, "")

    async def _try(self, job: Callable[[Store], T], word: str, *, settles: bool = False) -> T | None:
        try:
            result = await self._store.call(job)
        except SoiError as error:
            said = translated(error)
            again, self._told = said == self._told, said
            if again and word:  # in the place of the same, not below it
                self.app.clear_notifications()
            # A question the screen asks by itself, again and again, is said to fail once.
            if word or not again:
                self.notify(f"{word}{said}", severity="error", timeout=15, markup=False)
            self._failed = self._failed or bool(word)
            return None
        self._told = ""
        if settles and self._failed:
            # That nothing is stored holds no longer; what was not stored is still shown as such where it belongs.
            self._failed = False
            self.app.clear_notifications()
        return result
