"""A text that is another one with every key."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from tui.widgets.line_cache import Lined, changed


class Saying(Lined, Widget):
    """Says something in as many lines as it takes.

    Only the lines that are others than before are painted, and the screen is laid out anew only where these are
    more or fewer: a key would be answered noticeably later.
    """

    DEFAULT_CSS = "Saying { height: auto; }"

    def __init__(self, said: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        # There are none, and looking for them is a fifth of drawing.
        self.set_reactive(Widget.auto_links, False)
        self._said = Content(said)

    def say(self, said: str | Content, *, least: int = 1) -> None:
        """Say something else from now on, on ``least`` lines where its style has it take so many."""
        if not self._takes(Content(said) if isinstance(said, str) else said):
            return
        width, before = self._room, self._lines
        lines = self._drawn(width) if width else []
        if not width or max(least, len(lines)) != self.content_size.height:
            self.refresh(layout=True)
        elif others := changed(before, lines):
            self.refresh(*(Region(0, y, width, 1) for y in others))
