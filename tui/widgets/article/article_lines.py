"""A scrollable text that wraps and renders only what the viewport needs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from annotations.text import DisplayText, show
from tui.language.wording import SIGNS
from tui.settings.terminal_abilities import lacks_forms
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.article.highlights import Highlights, Span
from tui.widgets.article.wrapping import Wrapping

CACHED_LINES = 1000
# Cells before the text, with a bar beside the current sentence: with few colours its background cannot be seen.
MARK_WIDTH = 1
# By style: shown where the terminal lacks the forms that tell verdicts apart.
VERDICT_SIGNS = {verdict.value: sign for verdict, sign in SIGNS.items() if verdict is not None}
MARGIN = 3  # lines kept in the viewport above and below the current claim
PAUSE_SECONDS = 0.01  # between two steps of wrapping a long text, for keys and painting


class ArticleLines(LineStyles, inherit_bindings=False):
    """A text in lines with highlights. Its public methods take and return source offsets (of the stored text)."""

    LINE_STYLES: ClassVar[Mapping[str, str]] = line_styles.READER

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._highlights = Highlights(show(""))
        self._wrapping = Wrapping("", 1)
        self._target: Span | None = None  # stays in the viewport when the size changes
        self._line_cache: LRUCache[int, Strip] = LRUCache(CACHED_LINES)
        self._style_cache: dict[tuple[str, ...], Style] = {}
        self._shows_signs = lacks_forms(os.environ)

    @property
    def _display_text(self) -> DisplayText:
        return self._highlights.display_text

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the character in column ``x`` of row ``y`` of the viewport; None beside the text."""
        line = y + self.scroll_offset.y
        if not 0 <= line < len(self._wrapping):
            return None
        start, end = self._wrapping.line(line)
        x, cells = max(0, x - MARK_WIDTH), 0
        for first, _, width in split_graphemes(self._wrapping.text[start:end])[0]:
            cells += width
            if x < cells:
                return self._display_text.to_source(start + first)
        return None

    def viewport_span(self) -> Span:
        """Start and end of the text in the viewport."""
        top = min(self.scroll_offset.y, len(self._wrapping))
        bottom = min(top + self._height, len(self._wrapping))
        starts = self._wrapping.starts
        return self._display_text.to_source(starts[top]), self._display_text.to_source(starts[bottom])

    def scroll_to_span(self, start: int, end: int, *, ahead: bool = False) -> None:
        """Scroll as little as shows the text between two offsets, and keep it in the viewport on a resize.

        With ``ahead``, a scroll leaves a third of the height free in the direction of the move, so that the next
        steps do not scroll: lines that stay where they are are easier on the eyes.
        """
        self._target = (start, end)
        self._scroll_from(self.scroll_offset.y, start, end, ahead=ahead)

    def _scroll_from(self, top_line: int, start: int, end: int, *, ahead: bool) -> None:
        """Scroll to a span as if ``top_line`` were at the top of the viewport now."""
        first, last = self._lines_of(start, end)
        height = self._height
        margin = min(MARGIN, (height - 1) // 3)
        room = height // 3 if ahead else margin
        first_at_top, last_at_bottom = first - room, last + room - height + 1
        if first - margin < top_line:
            top_line = max(0, last_at_bottom if ahead else first_at_top)
        elif last + margin >= top_line + height:
            top_line = first_at_top if ahead else last_at_bottom
        self.scroll_to(y=top_line, animate=False, immediate=True)

    def scroll_page(self, step: int) -> None:
        """Scroll by ``step`` pages; a page is a line less than the height, so that one line stays as a guide."""
        self.scroll_to(
            y=self.scroll_offset.y + step * max(1, self._height - 1), animate=False, immediate=True
        )

    # Layout ---------------------------------------------------------------------------------------------

    @property
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width - MARK_WIDTH)

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _show_text(self, highlights: Highlights) -> None:
        """Show another text from its top."""
        self._highlights = highlights
        self._target = None
        if self.size.width:
            self._wrap(self._text_width)
        else:
            self._wrapping = Wrapping("", 1)  # the first resize wraps the text
        self.scroll_to(y=0, animate=False, immediate=True)

    def _wrap(self, width: int) -> None:
        """Wrap the first lines of the text now, and the other lines of a long text in a worker."""
        self._wrapping = Wrapping(self._display_text.text, width, complete=False)
        self._update_virtual_size()
        self._rerender()
        if not self._wrapping.is_complete:
            self.run_worker(self._wrap_rest(self._wrapping), exclusive=True, group="layout")

    async def _wrap_rest(self, wrapping: Wrapping) -> None:
        """Wrap the other lines in steps, so that keys and painting get their turn in between."""
        while wrapping is self._wrapping and not wrapping.is_complete:
            await asyncio.sleep(PAUSE_SECONDS)
            wrapping.wrap_more()
        if wrapping is self._wrapping:
            self._update_virtual_size()

    def _wrap_rest_now(self) -> None:
        while not self._wrapping.is_complete:
            self._wrapping.wrap_more()
        self._update_virtual_size()

    def _update_virtual_size(self) -> None:
        """Make all wrapped lines reachable by scrolling."""
        self.virtual_size = Size(self._wrapping.width + MARK_WIDTH, len(self._wrapping))

    def action_scroll_end(self) -> None:
        """Scroll to the end of the text, once all of it is wrapped."""
        self._wrap_rest_now()
        super().action_scroll_end()

    def _lines_of(self, start: int, end: int) -> Span:
        """The first and the last line of the text between two offsets."""
        from_source = self._display_text.from_source
        first = self._wrapping.line_of(from_source(start))
        last = max(first, self._wrapping.line_of(from_source(max(start, end - 1))))
        if len(self._wrapping) > self.virtual_size.height:
            self._update_virtual_size()
        return first, last

    def on_resize(self) -> None:
        """Wrap at the new width, and keep the target or the first line in the viewport."""
        if self._text_width == self._wrapping.width and self._wrapping.text is self._display_text.text:
            if self._target is not None:
                self.call_after_refresh(self.scroll_to_span, *self._target)
            return
        first = self.viewport_span()[0]
        self._wrap(self._text_width)
        self.scroll_to(y=self._lines_of(first, first)[0], animate=False, immediate=True)
        self.call_after_refresh(self._scroll_to_target_from_top)

    def _scroll_to_target_from_top(self) -> None:
        """Scroll as if the target were reached from the top: the result does not depend on the former width."""
        if self._target is not None:
            self._scroll_from(0, *self._target, ahead=True)

    def notify_style_update(self) -> None:
        """Drop the styles and lines of the former theme."""
        self._style_cache.clear()
        self._line_cache.clear()
        super().notify_style_update()

    def _rerender(self) -> None:
        self._line_cache.clear()
        self.refresh()

    def _rerender_span(self, span: Span | None) -> None:
        """Render the lines between two offsets again, if they are in the viewport or in the cache."""
        if span is None:
            return
        first, last = self._lines_of(*span)
        if last - first > CACHED_LINES:
            self._rerender()
            return
        for line in range(first, last + 1):
            self._line_cache.discard(line)
        self.refresh_lines(first, last - first + 1)

    # Rendering ------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the viewport."""
        line = y + self.scroll_offset.y
        width = self.size.width
        strip = self._line_cache.get(line)
        if strip is None:
            strip = self._line_cache[line] = self._marked_line(line).crop_extend(0, width, self._style(()))
        return strip

    def _marked_line(self, line: int) -> Strip:
        """A line behind its mark, which is a bar beside the current sentence; empty below the last line."""
        if line >= len(self._wrapping):
            return Strip([])
        is_current = self._highlights.is_current(*self._wrapping.line(line))
        text = self._text_line(line)
        sign = "▎" if is_current else " "
        if self._shows_signs:
            sign, text = self._with_signs(line, sign, text)
        mark = Segment(sign, self._style(("mark",) if is_current else ()))
        return Strip([mark, *text], MARK_WIDTH + text.cell_length)

    def _with_signs(self, line: int, mark: str, text: Strip) -> tuple[str, Strip]:
        """The mark and the text of a line with the signs of verdicts in the blanks before the numbers.

        A number without a blank before it on its line has its sign in the mark.
        """
        start, end = self._wrapping.line(line)
        characters = list(self._wrapping.text[start:end])
        for interval in self._highlights.intervals(start, end):
            if interval.style not in VERDICT_SIGNS or interval.start < start:
                continue
            blank_index = interval.start - start - 1
            if blank_index >= 0 and characters[blank_index] == " ":
                characters[blank_index] = VERDICT_SIGNS[interval.style]
            else:
                mark = VERDICT_SIGNS[interval.style]
        unplaced_text, segments = "".join(characters), []
        for segment in text:
            segments.append(segment._replace(text=unplaced_text[: len(segment.text)]))
            unplaced_text = unplaced_text[len(segment.text) :]
        return mark, Strip(segments, text.cell_length)

    def _text_line(self, line: int) -> Strip:
        start, end = self._wrapping.line(line)
        intervals = self._highlights.intervals(start, end)
        cuts = sorted(
            {start, end}
            | {min(max(cut, start), end) for interval in intervals for cut in (interval.start, interval.end)}
        )
        text = self._wrapping.text
        segments = []
        for first, last in pairwise(cuts):
            style_names = tuple(i.style for i in intervals if i.start <= first and last <= i.end)
            segments.append(Segment(text[first:last], self._style(style_names)))
        return Strip(segments, cell_len(text[start:end]))

    def _style(self, style_names: tuple[str, ...]) -> Style:
        style = self._style_cache.get(style_names)
        if style is None:
            style = self.rich_style
            for style_name in style_names:
                style += self.line_style(style_name)
            self._style_cache[style_names] = style
        return style
