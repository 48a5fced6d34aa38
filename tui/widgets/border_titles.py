"""Titles in a border that are drawn anew without the rest of the widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.geometry import Region

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    # It only adds to a widget: Textual takes its time with each class that is one itself.
    Widget = object


class Titled(Widget):
    """A widget whose border titles change with every key; drawing it all for them would cost half the answer.

    It stands before the widget that it adds to.
    """

    _edge: Region | None = None

    def retitle(self, *, title: str | None = None, subtitle: str | None = None) -> None:
        """Put plain text into the upper or the lower edge of the border."""
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
        """Refresh these regions, all of the widget or, while it gets a title, the edge that the title is in."""
        if self._edge is not None and not regions:
            regions = (self._edge,)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
