"""The review screen: reading articles and deciding on their claims."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui import keymap
from tui.screens.spans import SpansScreen


class ReviewScreen(SpansScreen):
    """All that a reviewer does with articles and their claims, by key, mouse and palette.

    Moving is in ``moving``, verdicts and undo in ``deciding``, notes, evidence, confidence and corrections in
    ``remarks``, tags in ``tagging``, spans in ``spans``.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW

    async def action_orphans(self) -> None:
        """To the claims that lost their place when their article was edited."""
        # Not before it is needed, as with every screen that is laid over this one: the first picture waits.
        from tui.screens.orphans import OrphansScreen  # noqa: PLC0415

        await self.app.push_screen(OrphansScreen(self._desk, self._store, list(self._progress)))
