"""Rendered lines of a widget's text, kept until the text, the width or the styles change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class LineCache(Widget):
    """Base of widgets that show one text: renders its lines once for each width, style and selection."""

    _content = Content("")
    _lines: Sequence[Strip] = ()
    _lines_key: object = None  # the width, style and selection that the lines were rendered for

    @property
    def text(self) -> str:
        """The text without its styles."""
        return self._content.plain

    def render(self) -> Content:
        """The text with its styles."""
        return self._content

    def _replace_content(self, content: Content) -> bool:
        """Set another text; False if it is the same one."""
        if content.is_same(self._content):
            return False
        self._content, self._lines_key = content, None
        return True

    @property
    def _line_width(self) -> int:
        """The width of the lines in cells."""
        return self.content_size.width

    def _render_text(self, width: int) -> Sequence[Strip]:
        lines_key = (width, self.visual_style, self.text_selection)
        if lines_key != self._lines_key:
            self._lines_key = lines_key
            self._lines = Visual.to_strips(self, self._content, width, None, self.visual_style, pad=True)
        return self._lines

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the lines in ``crop``; the cache is checked once for all of them, not per line."""
        self._render_text(self._line_width)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the text, blank below the last one."""
        if y < len(self._lines):
            return self._lines[y]
        return Strip.blank(self._line_width, self.visual_style.rich_style)

    def notify_style_update(self) -> None:
        """Drop the lines when the theme or a class changes."""
        self._lines_key = None
        super().notify_style_update()


def changed_lines(old_lines: Sequence[Strip], new_lines: Sequence[Strip]) -> list[int]:
    """The numbers of the lines that differ or that only one of the two has."""
    return [y for y, (old, new) in enumerate(zip_longest(old_lines, new_lines)) if old != new]
