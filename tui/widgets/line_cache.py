"""The lines of a text that is another one with every key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    # It only adds to a widget: Textual takes its time with each class that is one itself.
    Widget = object


class Lined(Widget):
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

    @property
    def _room(self) -> int:
        """The columns that it has for its lines."""
        return self.content_size.width

    def _drawn(self, width: int) -> Sequence[Strip]:
        drawn_for = (width, self.visual_style, self.text_selection)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._lines = Visual.to_strips(self, self._said, width, None, self.visual_style, pad=True)
        return self._lines

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight; whether anything of it is to be broken anew is asked once for all lines."""
        self._drawn(self._room)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of it, blank behind the last."""
        return (
            self._lines[y] if y < len(self._lines) else Strip.blank(self._room, self.visual_style.rich_style)
        )

    def notify_style_update(self) -> None:
        """Draw it anew in another theme."""
        self._drawn_for = None
        super().notify_style_update()


def changed(before: Sequence[Strip], now: Sequence[Strip]) -> list[int]:
    """The lines that are others than before, or gone."""
    return [y for y, (old, new) in enumerate(zip_longest(before, now)) if old != new]
