"""Claims that resemble the current one, to compare with and to go to."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from annotations.errors import SoiError
from annotations.model import Kind, Mention
from annotations.review.jumps import Place
from annotations.store.search.similar import Similar, similar_claims
from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _, translated
from tui.screens.base import TranslatedScreen
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.widgets.lists.similar_claims import SimilarClaimsList
from tui.widgets.panels.claim_text import mention_text
from tui.widgets.panels.key_footer import KeyFooter

MOST = 50  # claims shown of each group


class SimilarScreen(TranslatedScreen[Place | None]):
    """Lists what says the same number elsewhere and what says another of the same thing; gives where to go."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.SIMILAR

    class Compared(Message):
        """The store was looked through."""

        def __init__(self, similar: Similar) -> None:
            super().__init__()
            self.similar = similar

    class Failed(Message):
        """The store could not be looked through."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, workspace: Workspace, claim: str, quote: str, meant: Mention) -> None:
        super().__init__()
        self._annotator = workspace.annotator
        self._thread = StoreThread(workspace.store)  # its own: no decision waits for a comparison
        self._claim, self._quote, self._meant = claim, quote, meant

    def compose(self) -> ComposeResult:
        """The claim, and what resembles it."""
        about = _("Like {quote}").format(quote=visible(self._quote))
        yield Static(f"{about} ({mention_text(self._meant)})", id="similar-about", markup=False)
        yield Static(_("Comparing …"), id="similar-told", markup=False)
        yield SimilarClaimsList(widget_id="similar-claims")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Compare."""
        self._compare()

    async def on_unmount(self) -> None:
        """Let the comparison that is under way end; the screen does not wait for it."""
        await asyncio.to_thread(self._thread.close)

    @work(group="similar")
    async def _compare(self) -> None:
        job = partial(similar_claims, claim=self._claim, annotator=self._annotator, limit=MOST)
        try:
            similar = await self._thread.call(job)
        except SoiError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Compared(similar))

    def on_similar_screen_failed(self, message: Failed) -> None:
        """Say why there is nothing to see."""
        self._tell(translated(message.error))

    def on_similar_screen_compared(self, message: Compared) -> None:
        """List what was found, or say that there is nothing."""
        similar = message.similar
        if similar.same_value.total or similar.other_value.total:
            self._tell("")
            listed = self.query_one(SimilarClaimsList)
            listed.show(similar)
            listed.focus()
        elif self._meant.value is None:
            self._tell(_("This claim has no value to compare with others."))
        elif self._meant.kind in {Kind.DATE, Kind.TIME}:
            self._tell(_("No other sentence with this date or time shares words with this one."))
        elif not similar.other_value.is_complete:
            self._tell(_("Nothing like it so far: the index is still being built. Come back later."))
        else:
            self._tell(
                _("No other claim has this value and unit, or is of the same thing with another value.")
            )

    def _tell(self, what: str) -> None:
        told = self.query_one("#similar-told", Static)
        told.update(what)
        told.display = bool(what)

    def action_choose(self) -> None:
        """Go to the claim under the cursor."""
        if place := self.query_one(SimilarClaimsList).place:
            self.dismiss(place)

    def on_similar_claims_list_place_chosen(self, message: SimilarClaimsList.PlaceChosen) -> None:
        """Go to the claim that was clicked."""
        self.dismiss(message.place)

    def action_leave(self) -> None:
        """Back to where the review was."""
        self.dismiss(None)
