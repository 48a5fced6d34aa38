"""A label whose text changes with every key."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from tui.widgets.line_cache import LineCache, changed_lines


class LiveLabel(LineCache):
    """A label that repaints only the lines that changed.

    It asks for a new layout only when the number of its lines changes: a layout takes longer than the rest of a key.
    """

    DEFAULT_CSS = "LiveLabel { height: auto; }"

    def __init__(self, text: str = "", *, widget_id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=widget_id, classes=classes, markup=False)
        # Looking for links would take a fifth of the time of rendering, and there are none.
        self.set_reactive(Widget.auto_links, False)
        self._content = Content(text)

    def show(self, content: str | Content, *, min_height: int = 1) -> None:
        """Show another text; ``min_height`` is the least height in lines that the stylesheet gives the label."""
        if not self._replace_content(Content(content) if isinstance(content, str) else content):
            return
        width, old_lines = self._line_width, self._lines
        lines = self._render_text(width) if width else []
        if not width or max(min_height, len(lines)) != self.content_size.height:
            self.refresh(layout=True)
        elif changes := changed_lines(old_lines, lines):
            self.refresh(*(Region(0, y, width, 1) for y in changes))
