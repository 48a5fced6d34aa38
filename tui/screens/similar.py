"""The screen that lists claims similar to the current one."""

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

MAX_CLAIMS = 50  # listed in each group


class SimilarScreen(TranslatedScreen[Place | None]):
    """Lists claims with the same value, and claims of the same thing with another value; returns the chosen place.

    The comparison runs on a store thread of this screen, so that no decision waits for it.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.SIMILAR

    class Compared(Message):
        """The comparison ended."""

        def __init__(self, similar: Similar) -> None:
            super().__init__()
            self.similar = similar

    class Failed(Message):
        """The store could not be read."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, workspace: Workspace, claim: str, quote: str, mention: Mention) -> None:
        """``claim`` is the id of the claim, ``mention`` the claim as the annotator has corrected it."""
        super().__init__()
        self._annotator = workspace.annotator
        self._thread = StoreThread(workspace.store, read_only=workspace.is_read_only)
        self._claim, self._quote, self._mention = claim, quote, mention

    def compose(self) -> ComposeResult:
        """The claim, a message, and the similar claims."""
        title = _("Like {quote}").format(quote=visible(self._quote))
        yield Static(f"{title} ({mention_text(self._mention)})", id="similar-about", markup=False)
        yield Static(_("Comparing …"), id="similar-told", markup=False)
        yield SimilarClaimsList(widget_id="similar-claims")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start the comparison."""
        self._compare()

    async def on_unmount(self) -> None:
        """Close the thread after its comparison, without blocking the UI thread."""
        await asyncio.to_thread(self._thread.close)

    @work(group="similar")
    async def _compare(self) -> None:
        job = partial(similar_claims, claim=self._claim, annotator=self._annotator, limit=MAX_CLAIMS)
        try:
            similar = await self._thread.call(job)
        except SoiError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Compared(similar))

    def on_similar_screen_failed(self, message: Failed) -> None:
        """Show the error."""
        self._show_message(translated(message.error))

    def on_similar_screen_compared(self, message: Compared) -> None:
        """List the similar claims, or say why there are none."""
        similar = message.similar
        if similar.same_value.total or similar.other_value.total:
            self._show_message("")
            claims_list = self.query_one(SimilarClaimsList)
            claims_list.show(similar)
            claims_list.focus()
        else:
            self._show_message(self._reason_for_no_claims(similar))

    def _reason_for_no_claims(self, similar: Similar) -> str:
        if self._mention.value is None:
            return _("This claim has no value to compare with others.")
        if self._mention.kind in {Kind.DATE, Kind.TIME}:
            return _("No other sentence with this date or time shares words with this one.")
        if not similar.other_value.is_complete:
            return _("Nothing like it so far: the index is still being built. Come back later.")
        return _("No other claim has this value and unit, or is of the same thing with another value.")

    def _show_message(self, message: str) -> None:
        line = self.query_one("#similar-told", Static)
        line.update(message)
        line.display = bool(message)

    def action_choose(self) -> None:
        """Go to the claim under the cursor."""
        if place := self.query_one(SimilarClaimsList).place:
            self.dismiss(place)

    def on_similar_claims_list_place_chosen(self, message: SimilarClaimsList.PlaceChosen) -> None:
        """Go to the clicked claim."""
        self.dismiss(message.place)

    def action_leave(self) -> None:
        """Close the screen without going anywhere."""
        self.dismiss(None)
