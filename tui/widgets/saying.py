"""A text that is another one with every key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

if TYPE_CHECKING:
    _Widget = Widget
else:
    _Widget = object


class Lined(_Widget):
    """Stands before a widget that says something, and draws its lines once for each width and look of it."""

    _said = Content("")
    _lines: Sequence[Strip] = ()
    _drawn_for: object = None  # the width and the styles in which the lines were drawn

    @property
    def said(self) -> str:
        """What it says, as plain text."""
        return self._said.plain

    def render(self) -> Content:
        """What it says."""
        return self._said

    def _takes(self, said: Content) -> bool:
        """Say something else from now on; False where it is the same."""
        if said.is_same(self._said):
            return False
        self._said, self._drawn_for = said, None
        return True

    def _drawn(self, width: int) -> Sequence[Strip]:
        drawn_for = (width, self.visual_style, self.text_selection)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._lines = Visual.to_strips(self, self._said, width, None, self.visual_style, pad=True)
        return self._lines

    def _line(self, y: int, width: int) -> Strip:
        """One line of it, blank behind the last."""
        lines = self._drawn(width)
        return lines[y] if y < len(lines) else Strip.blank(width, self.visual_style.rich_style)

    def notify_style_update(self) -> None:
        """Draw it anew in another theme."""
        self._drawn_for = None
        super().notify_style_update()


def changed(before: Sequence[Strip], now: Sequence[Strip]) -> list[int]:
    """The lines that are others than before, or gone."""
    return [y for y, (old, new) in enumerate(zip_longest(before, now)) if old != new]


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
        width, before = self.content_size.width, self._lines
        lines = self._drawn(width) if width else []
        if not width or max(least, len(lines)) != self.content_size.height:
            self.refresh(layout=True)
        elif others := changed(before, lines):
            self.refresh(*(Region(0, y, width, 1) for y in others))

    def render_line(self, y: int) -> Strip:
        """One line of it."""
        return self._line(y, self.content_size.width)
