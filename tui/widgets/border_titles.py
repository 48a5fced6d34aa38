"""Border titles that change without a repaint of the widget inside the border."""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.scroll_view import ScrollView


class BorderTitles(ScrollView):
    """Base of lists and panels whose border titles change with every key.

    Textual refreshes the whole widget when a border title changes, which took half the time of a key; this class
    refreshes the one line of the border.
    """

    _edge: Region | None = None  # the line of the border whose title is being set

    def retitle(self, *, title: str | None = None, subtitle: str | None = None) -> None:
        """Put plain text into the upper (``title``) or the lower (``subtitle``) edge of the border."""
        top, width = -self.content_offset.y, self.outer_size.width
        if title is not None and title != self.border_title:
            self._edge = Region(-self.content_offset.x, top, width, 1)
            self.border_title = title
        if subtitle is not None and subtitle != self.border_subtitle:
            self._edge = Region(-self.content_offset.x, top + self.outer_size.height - 1, width, 1)
            self.border_subtitle = subtitle
        self._edge = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh the regions or the whole widget; while a title is being set, only the edge it stands in."""
        if self._edge is not None and not regions:
            regions = (self._edge,)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
