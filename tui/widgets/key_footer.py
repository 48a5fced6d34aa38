"""The keys in the last line."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Footer


class KeyFooter(Footer):
    """Shows the keys of its screen; made anew only where they are others, and never under a dialog.

    A screen under a dialog is not laid out, so that a footer made anew there would stay empty.
    """

    _told: object = None

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys, where they are others than before."""
        if screen.is_current:
            told = [
                (active.binding, active.enabled)
                for active in screen.active_bindings.values()
                if active.binding.show
            ]
            if told != self._told:
                self._told = told
                super().bindings_changed(screen)
