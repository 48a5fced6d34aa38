"""A text drawn line by line: only what is in sight is laid out, and only what changed is drawn anew."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from annotations.text import Shown, show
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.article.highlights import Highlights, Span
from tui.widgets.article.wrapping import Wrapping

CACHED_LINES = 1000
# Columns before the text, in which the current sentence is marked: few colours, or none, leave its ground as it is.
MARK = 1
# Lines kept in sight above and below the current claim.
MARGIN = 3
# How long the screen is left alone between two pieces of a text that is laid out behind.
REST_SECONDS = 0.01


class ArticleLines(LineStyles, inherit_bindings=False):
    """A text in lines with its highlights. Offsets that go in and come out are those of the stored text."""

    LINE_STYLES: ClassVar[Mapping[str, str]] = line_styles.READER

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._highlights = Highlights(show(""))
        self._wrapping = Wrapping("", 1)
        self._kept_in_sight: Span | None = None
        self._lines: LRUCache[int, Strip] = LRUCache(CACHED_LINES)
        self._styles: dict[tuple[str, ...], Style] = {}

    @property
    def _shown(self) -> Shown:
        return self._highlights.shown

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the character in column ``x`` of row ``y`` of the widget, None beside the text."""
        line = y + self.scroll_offset.y
        if not 0 <= line < len(self._wrapping):
            return None
        start, end = self._wrapping.line(line)
        x, cells = max(0, x - MARK), 0
        for first, _, width in split_graphemes(self._wrapping.text[start:end])[0]:
            cells += width
            if x < cells:
                return self._shown.to_source(start + first)
        return None

    def in_sight(self) -> Span:
        """The offsets between which the text is in sight."""
        top = min(self.scroll_offset.y, len(self._wrapping))
        bottom = min(top + self._height, len(self._wrapping))
        starts = self._wrapping.starts
        return self._shown.to_source(starts[top]), self._shown.to_source(starts[bottom])

    def bring_into_sight(self, start: int, end: int, *, ahead: bool = False) -> None:
        """Scroll as little as shows the text between two offsets, and keep it in sight when the size changes.

        With ``ahead``, where it scrolls at all, the text comes to stand with a third of the height before it in the
        direction it came from: the lines then stay where they are for the next steps, which is easier on the eyes.
        """
        self._kept_in_sight = (start, end)
        self._scroll_from(self.scroll_offset.y, start, end, ahead=ahead)

    def _scroll_from(self, above: int, start: int, end: int, *, ahead: bool) -> None:
        """Scroll as from a line that stands at the top so far."""
        top, bottom = self._lines_of(start, end)
        height = self._height
        margin = min(MARGIN, (height - 1) // 3)
        room = height // 3 if ahead else margin
        at_top, at_bottom = top - room, bottom + room - height + 1
        if top - margin < above:
            above = max(0, at_bottom if ahead else at_top)
        elif bottom + margin >= above + height:
            above = at_top if ahead else at_bottom
        self.scroll_to(y=above, animate=False, immediate=True)

    def scroll_page(self, by: int) -> None:
        """Scroll by a page less a line, so that one finds one's way."""
        self.scroll_to(y=self.scroll_offset.y + by * max(1, self._height - 1), animate=False, immediate=True)

    # Layout ---------------------------------------------------------------------------------------------

    @property
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width - MARK)

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _show_text(self, highlights: Highlights) -> None:
        """Show another text from its top."""
        self._highlights = highlights
        self._kept_in_sight = None
        if self.size.width:
            self._wrap(self._text_width)
        else:
            self._wrapping = Wrapping("", 1)  # until there is room to lay it out in
        self.scroll_to(y=0, animate=False, immediate=True)

    def _wrap(self, width: int) -> None:
        """Lay the text out, of a long one only what is looked at first: the rest comes behind that."""
        self._wrapping = Wrapping(self._shown.text, width, whole=False)
        self._take_lines()
        self._redraw()
        if not self._wrapping.whole:
            self.run_worker(self._lay_out_rest(self._wrapping), exclusive=True, group="layout")

    async def _lay_out_rest(self, wrapping: Wrapping) -> None:
        """Lay the rest out a little at a time, so that keys are answered and what is in sight is painted meanwhile."""
        while wrapping is self._wrapping and not wrapping.whole:
            await asyncio.sleep(REST_SECONDS)
            wrapping.go_on()
        if wrapping is self._wrapping:
            self._take_lines()

    def _lay_out(self) -> None:
        """Lay out now all that is not yet."""
        while not self._wrapping.whole:
            self._wrapping.go_on()
        self._take_lines()

    def _take_lines(self) -> None:
        """Let one scroll through all lines that are laid out."""
        self.virtual_size = Size(self._wrapping.width + MARK, len(self._wrapping))

    def action_scroll_end(self) -> None:
        """To the end of the text, which must be known for that."""
        self._lay_out()
        super().action_scroll_end()

    def _lines_of(self, start: int, end: int) -> Span:
        place = self._shown.from_source
        first = self._wrapping.line_of(place(start))
        last = max(first, self._wrapping.line_of(place(max(start, end - 1))))
        if len(self._wrapping) > self.virtual_size.height:
            self._take_lines()
        return first, last

    def on_resize(self) -> None:
        """Wrap anew when the width changed, keeping what is in sight in sight."""
        if self._text_width == self._wrapping.width and self._wrapping.text is self._shown.text:
            if self._kept_in_sight is not None:
                self.call_after_refresh(self.bring_into_sight, *self._kept_in_sight)
            return
        first = self.in_sight()[0]
        self._wrap(self._text_width)
        self.scroll_to(y=self._lines_of(first, first)[0], animate=False, immediate=True)
        self.call_after_refresh(self._place_anew)

    def _place_anew(self) -> None:
        """Have what is to be in sight stand where it would if one had come to it in these lines from the top."""
        if self._kept_in_sight is not None:
            self._scroll_from(0, *self._kept_in_sight, ahead=True)

    def notify_style_update(self) -> None:
        """Forget everything drawn in the old styles."""
        self._styles.clear()
        self._lines.clear()
        super().notify_style_update()

    def _redraw(self) -> None:
        self._lines.clear()
        self.refresh()

    def _redraw_span(self, span: Span | None) -> None:
        """Draw anew what lies between two offsets, as far as it is in sight or was drawn."""
        if span is None:
            return
        first, last = self._lines_of(*span)
        if last - first > CACHED_LINES:
            self._redraw()
            return
        for line in range(first, last + 1):
            self._lines.discard(line)
        self.refresh_lines(first, last - first + 1)

    # Drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw row ``y`` of what is in sight."""
        line = y + self.scroll_offset.y
        width = self.size.width
        strip = self._lines.get(line)
        if strip is None:
            strip = self._lines[line] = self._drawn(line).crop_extend(0, width, self._style(()))
        return strip

    def _drawn(self, line: int) -> Strip:
        """A line with what marks it as one of the current sentence, if there are as many lines."""
        if line >= len(self._wrapping):
            return Strip([])
        here = self._highlights.is_current(*self._wrapping.line(line))
        mark = Segment("▎" if here else " ", self._style(("mark",) if here else ()))
        text = self._draw(line)
        return Strip([mark, *text], MARK + text.cell_length)

    def _draw(self, line: int) -> Strip:
        start, end = self._wrapping.line(line)
        intervals = self._highlights.intervals(start, end)
        cuts = sorted(
            {start, end} | {min(max(cut, start), end) for i in intervals for cut in (i.start, i.end)}
        )
        text = self._wrapping.text
        segments = []
        for first, last in pairwise(cuts):
            names = tuple(i.style for i in intervals if i.start <= first and last <= i.end)
            segments.append(Segment(text[first:last], self._style(names)))
        return Strip(segments, cell_len(text[start:end]))

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self.rich_style
            for name in names:
                style += self.line_style(name)
            self._styles[names] = style
        return style
