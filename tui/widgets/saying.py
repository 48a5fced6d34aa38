"""A text that is another one with every key."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Saying(Widget):
    """Says something in as many lines as it takes.

    Only the lines that are others than before are painted, and the screen is laid out anew only where these are
    more or fewer: a key would be answered noticeably later.
    """

    DEFAULT_CSS = "Saying { height: auto; }"

    def __init__(self, said: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self.set_reactive(
            Widget.auto_links, False
        )  # there are none, and looking for them is a fifth of drawing
        self._said = Content(said)
        self._lines: list[Strip] = []
        self._drawn_for: object = None  # the width and the styles in which the lines were drawn

    @property
    def said(self) -> str:
        """What it says, as plain text."""
        return self._said.plain

    def say(self, said: str | Content, *, least: int = 1) -> None:
        """Say something else from now on, on ``least`` lines where its style has it take so many."""
        told = Content(said) if isinstance(said, str) else said
        if told.is_same(self._said):
            return
        self._said, self._drawn_for = told, None
        width, before = self.content_size.width, self._lines
        lines = self._drawn() if width else []
        if not width or max(least, len(lines)) != self.content_size.height:
            self.refresh(layout=True)
            return
        changed = [y for y, (old, new) in enumerate(zip_longest(before, lines)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render(self) -> Content:
        """What it says."""
        return self._said

    def render_line(self, y: int) -> Strip:
        """One line of it, blank behind the last."""
        lines = self._drawn()
        return (
            lines[y] if y < len(lines) else Strip.blank(self.content_size.width, self.visual_style.rich_style)
        )

    def _drawn(self) -> list[Strip]:
        width = self.content_size.width
        drawn_for = (width, self.visual_style, self.text_selection)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._lines = Visual.to_strips(self, self._said, width, None, self.visual_style, pad=True)
        return self._lines

    def notify_style_update(self) -> None:
        """Draw it anew in another theme."""
        self._drawn_for = None
        super().notify_style_update()
