"""The article with its claims highlighted, drawn line by line: only what is visible is laid out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotations.model import Claim, Kind, Role, Verdict
from annotations.text import Shown
from tui.widgets.wrapping import Wrapping

CACHED_LINES = 1000
# Lines kept in sight above and below the current claim.
MARGIN = 3

_NAMES = {
    "other": "article-reader--other",
    "current": "article-reader--current",
    "match": "article-reader--match",
    "current_match": "article-reader--current-match",
    "unreviewed": "article-reader--unreviewed",
    **{kind.value: f"article-reader--{kind.value}" for kind in Kind},
    **{verdict.value: f"article-reader--{verdict.value.replace('_', '-')}" for verdict in Verdict},
}


@dataclass(frozen=True, slots=True)
class Interval:
    """Characters of the shown text that have a style."""

    start: int
    end: int
    style: str


class ArticleReader(ScrollView, inherit_bindings=False, can_focus=True):
    """Shows one article; knows its mentions, their verdicts, the current claim and the search matches.

    Offsets that go in and come out are those of the stored text.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_NAMES.values())
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Line up", show=False, id="reader.line_up"),
        Binding("down", "scroll_down", "Line down", show=False, id="reader.line_down"),
        Binding("pageup", "page_up", "Page up", show=False, id="reader.page_up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="reader.page_down"),
        Binding("home", "scroll_home", "Top", show=False, id="reader.top"),
        Binding("end", "scroll_end", "Bottom", show=False, id="reader.bottom"),
    ]

    class ClaimSelected(Message):
        """A claim was clicked."""

        def __init__(self, claim: str) -> None:
            super().__init__()
            self.claim = claim

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._shown: Shown | None = None
        self._wrapping = Wrapping("", 1)
        self._claims: Sequence[Claim] = ()
        self._index: dict[str, int] = {}
        self._extents: list[tuple[int, int]] = []
        self._spans: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._longest = 0
        self._verdicts: Mapping[str, Verdict | None] = {}
        self._current: str | None = None
        self._matches: list[tuple[int, int]] = []
        self._match_starts: list[int] = []
        self._current_match: int | None = None
        self._lines: LRUCache[int, Strip] = LRUCache(CACHED_LINES)
        self._styles: dict[tuple[str, ...], Style] = {}

    # What is shown --------------------------------------------------------------------------------------

    def show_article(
        self, shown: Shown, claims: Sequence[Claim], verdicts: Mapping[str, Verdict | None]
    ) -> None:
        """Show an article from its top: its text, all its mentions in order, and the verdicts by claim id."""
        self._shown, self._claims, self._verdicts = shown, claims, verdicts
        self._index = {claim.id: index for index, claim in enumerate(claims)}
        place = shown.from_source
        self._spans = [(place(c.mention.start), place(c.mention.end)) for c in claims]
        self._extents = [(place(c.mention.extent_start), place(c.mention.extent_end)) for c in claims]
        self._starts = [start for start, _ in self._extents]
        self._longest = max((end - start for start, end in self._extents), default=0)
        self._current = None
        self._matches, self._match_starts, self._current_match = [], [], None
        self._wrap(self._text_width)
        self.scroll_to(y=0, animate=False)

    def show_verdicts(self, verdicts: Mapping[str, Verdict | None]) -> None:
        """Show other verdicts on the same claims."""
        self._verdicts = verdicts
        self._redraw()

    def show_current(self, claim: str | None) -> None:
        """Mark a claim as the current one and bring it into sight."""
        before, self._current = self._current, claim
        for name in (before, claim):
            if name is not None:
                self._redraw_claim(name)
        index = self._index_of(claim)
        if index is not None:
            start, end = self._extents[index]
            self._bring_into_sight(start, end)

    def show_matches(self, matches: Sequence[tuple[int, int]], current: int | None) -> None:
        """Highlight what a search found, one of them as the current match."""
        place = self._shown.from_source if self._shown else int
        self._matches = [(place(start), place(end)) for start, end in matches]
        self._match_starts = [start for start, _ in self._matches]
        self._current_match = current
        self._redraw()
        if current is not None:
            self._bring_into_sight(*self._matches[current])

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the character in column ``x`` of row ``y`` of the widget, None beside the text."""
        line = y + self.scroll_offset.y
        if self._shown is None or not 0 <= line < len(self._wrapping):
            return None
        start, end = self._wrapping.line(line)
        cells = 0
        for first, _, width in split_graphemes(self._wrapping.text[start:end])[0]:
            cells += width
            if x < cells:
                return self._shown.to_source(start + first)
        return None

    # Layout ---------------------------------------------------------------------------------------------

    @property
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def _wrap(self, width: int) -> None:
        self._wrapping = Wrapping(self._shown.text if self._shown else "", width)
        self.virtual_size = Size(width, len(self._wrapping))
        self._redraw()

    def _first_visible_shown(self) -> int:
        return self._wrapping.starts[min(self.scroll_offset.y, len(self._wrapping))]

    def _bring_into_sight(self, start: int, end: int) -> None:
        top, bottom = self._wrapping.line_of(start), self._wrapping.line_of(max(start, end - 1))
        height = max(1, self.scrollable_content_region.height)
        margin = min(MARGIN, (height - 1) // 3)
        if top - margin < self.scroll_offset.y:
            self.scroll_to(y=max(0, top - margin), animate=False)
        elif bottom + margin >= self.scroll_offset.y + height:
            self.scroll_to(y=bottom + margin - height + 1, animate=False)

    def _index_of(self, claim: str | None) -> int | None:
        return self._index.get(claim) if claim else None

    def on_resize(self) -> None:
        """Wrap anew when the width changed, keeping what is in sight in sight."""
        if self._text_width != self._wrapping.width:
            first = self._first_visible_shown()
            self._wrap(self._text_width)
            self.scroll_to(y=self._wrapping.line_of(first), animate=False)
        index = self._index_of(self._current)
        if index is not None:
            self.call_after_refresh(self._bring_into_sight, *self._extents[index])

    def notify_style_update(self) -> None:
        """Forget everything drawn in the old styles."""
        self._styles.clear()
        self._lines.clear()
        super().notify_style_update()

    def _redraw(self) -> None:
        self._lines.clear()
        self.refresh()

    def _redraw_claim(self, claim: str) -> None:
        index = self._index_of(claim)
        if index is None:
            return
        start, end = self._extents[index]
        first, last = self._wrapping.line_of(start), self._wrapping.line_of(max(start, end - 1))
        for line in range(first, last + 1):
            self._lines.discard(line)
        self.refresh_lines(first, last - first + 1)

    # Drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw row ``y`` of what is in sight."""
        line = y + self.scroll_offset.y
        width, base = self.size.width, self.rich_style
        if line >= len(self._wrapping):
            return Strip.blank(width, base)
        strip = self._lines.get(line)
        if strip is None:
            strip = self._lines[line] = self._draw(line)
        return strip.crop_extend(0, width, base)

    def _draw(self, line: int) -> Strip:
        start, end = self._wrapping.line(line)
        intervals = self._intervals(start, end)
        cuts = sorted(
            {start, end} | {min(max(cut, start), end) for i in intervals for cut in (i.start, i.end)}
        )
        text = self._wrapping.text
        segments = []
        for first, last in pairwise(cuts):
            names = tuple(i.style for i in intervals if i.start <= first and last <= i.end)
            segments.append(Segment(text[first:last], self._style(names)))
        return Strip(segments, cell_len(text[start:end]))

    def _intervals(self, start: int, end: int) -> list[Interval]:
        """What is styled between two offsets of the shown text, in the order in which it is laid on."""
        found = []
        index = bisect_left(self._starts, start - self._longest)
        while index < len(self._starts) and self._starts[index] < end:
            if self._extents[index][1] > start:
                found += self._claim_intervals(index)
            index += 1
        if self._matches:
            index = max(0, bisect_left(self._match_starts, start) - 1)
            while index < len(self._matches) and self._match_starts[index] < end:
                style = "current_match" if index == self._current_match else "match"
                found.append(Interval(*self._matches[index], style))
                index += 1
        return found

    def _claim_intervals(self, index: int) -> list[Interval]:
        claim, extent, span = self._claims[index], self._extents[index], self._spans[index]
        mention = claim.mention
        if mention.role != Role.CLAIM:
            return [Interval(*span, "other")]
        verdict = self._verdicts.get(claim.id)
        found = [Interval(*extent, mention.kind.value)] if mention.kind else []
        found.append(Interval(*span, verdict.value if verdict else "unreviewed"))
        if claim.id == self._current:
            found.append(Interval(*extent, "current"))
        return found

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self.rich_style
            for name in names:
                style += self.get_component_rich_style(_NAMES[name], partial=True)
            self._styles[names] = style
        return style

    # Mouse ----------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Select the claim under the pointer."""
        offset = event.get_content_offset(self)
        at = self.offset_at(offset.x, offset.y) if offset else None
        if at is None:
            return
        for claim in self._claims:
            mention = claim.mention
            if mention.role == Role.CLAIM and mention.extent_start <= at < mention.extent_end:
                self.post_message(self.ClaimSelected(claim.id))
                return
