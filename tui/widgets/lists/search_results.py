"""The articles that a search has found, and below each the passages that answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from annotations.search.passages import FoundArticle, Passage
from annotations.text import visible
from tui.language.i18n import _
from tui.language.numbers import day
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.article.wrapping import Wrapping
from tui.widgets.marked_text import match_pieces

_INDENT = 2  # cells before a passage


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """Where a passage stands: its article, what matched there, and the claim if one was looked for."""

    article: str
    spans: tuple[tuple[int, int], ...]
    claim: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands together: its pieces with the part each is, where it leads, where it breaks into lines."""

    pieces: tuple[tuple[str, str], ...]
    place: ResultPlace | None
    indent: int
    wrapping: Wrapping

    def line(self, y: int) -> Iterator[tuple[str, str]]:
        """The pieces of one of its lines."""
        start, end = self.wrapping.line(y)
        at = 0
        for text, part in self.pieces:
            piece = text[max(0, start - at) : max(0, end - at)]
            if piece:
                yield piece, part
            at += len(text)


class SearchResults(LineStyles, inherit_bindings=False, can_focus=False):
    """Draws only the lines in sight, so that what comes in while somebody types costs next to nothing.

    It grows as results come in, and the first place can be gone to at once.
    """

    LINE_STYLES: ClassVar[Mapping[str, str]] = line_styles.RESULTS

    class PlaceChosen(Message):
        """A passage, or an article found by its title alone, was chosen."""

        def __init__(self, place: ResultPlace) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._made: list[tuple[FoundArticle, int, list[_Row]]] = []  # with the width they are wrapped at
        self._rows: list[_Row] = []
        self._tops: list[int] = []  # the first line of each row
        self._height = 0
        self._width = 0  # that the rows are wrapped at
        self._cursor: int | None = None
        self.cursor_moved = False  # somebody has begun to go through what is here

    # What it shows --------------------------------------------------------------------------------------

    def show(self, articles: Iterable[FoundArticle]) -> None:
        """Show these articles and no others, the cursor on the first place there is."""
        # When the best are put first they are the same articles: their lines are not made again.
        made = {id(article): (width, rows) for article, width, rows in self._made}
        former, self._made = self._made, []
        self._rows, self._tops, self._height, self._cursor, self.cursor_moved = [], [], 0, None, False
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._add(articles, made)
        self.refresh()
        del former  # until now, so that no new article has the id of one of before

    def add(self, articles: Iterable[FoundArticle]) -> None:
        """Show more articles below the others."""
        self._add(articles, {})

    def _add(self, articles: Iterable[FoundArticle], made: Mapping[int, tuple[int, list[_Row]]]) -> None:
        self._width = self._room()
        for article in articles:
            width, rows = made.get(id(article), (0, []))
            if width != self._width:
                rows = list(_rows(article, self._width))
            self._made.append((article, self._width, rows))
            for row in rows:
                self._append(row)
        if self._cursor is None:
            self._cursor = next((at for at, row in enumerate(self._rows) if row.place), None)
        if self.virtual_size.height < self.scrollable_content_region.height:
            self._resized()  # some of it is in sight

    def end(self) -> None:
        """There are no more to come: the scrollbar can tell how many there are.

        The whole screen is laid out and drawn for each change of it, which what comes in out of sight is not worth.
        """
        if self.virtual_size.height != self._height:
            self._resized()

    @property
    def lines(self) -> list[str]:
        """What stands in each row, however many lines it is drawn on."""
        return [" " * row.indent + row.wrapping.text for row in self._rows]

    @property
    def place(self) -> ResultPlace | None:
        """The place the cursor is on."""
        return None if self._cursor is None else self._rows[self._cursor].place

    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def _append(self, row: _Row) -> None:
        self._rows.append(row)
        self._tops.append(self._height)
        self._height += len(row.wrapping)

    def _resized(self) -> None:
        self.virtual_size = Size(self._width, self._height)
        self.refresh()

    def on_resize(self) -> None:
        """Break the lines anew, and keep the cursor in sight."""
        if self._room() != self._width:
            self._width = self._room()
            rows, self._rows, self._tops, self._height = self._rows, [], [], 0
            for row in rows:
                self._append(replace(row, wrapping=Wrapping(row.wrapping.text, self._width - row.indent)))
        self._resized()
        self.call_after_refresh(self._keep_in_sight)

    # Moving ---------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """To the next (1) or the previous (-1) place; behind the last comes the first."""
        self.end()
        places = [at for at, row in enumerate(self._rows) if row.place]
        if self._cursor is not None:
            self._cursor = places[(places.index(self._cursor) + by) % len(places)]
            self.cursor_moved = True
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll to the cursor, with the article's line above its first passage."""
        self.refresh()
        if self._cursor is None:
            return
        row = self._rows[self._cursor]
        first, last = self._tops[self._cursor], self._tops[self._cursor] + len(row.wrapping)
        if self._cursor and not self._rows[self._cursor - 1].place and row.indent:
            first = self._tops[self._cursor - 1]
        height = max(1, self.scrollable_content_region.height)
        if first < self.scroll_offset.y or last - first > height:
            self.scroll_to(y=first, animate=False, immediate=True, force=True)
        elif last > self.scroll_offset.y + height:
            self.scroll_to(y=last - height, animate=False, immediate=True, force=True)

    def on_click(self, event: events.Click) -> None:
        """Go to the place that was clicked."""
        offset = event.get_content_offset(self)
        y = offset.y + int(self.scroll_offset.y) if offset else self._height
        if y < self._height and (place := self._rows[self._row_at(y)].place):
            self.post_message(self.PlaceChosen(place))

    # Drawing --------------------------------------------------------------------------------------------

    def _row_at(self, y: int) -> int:
        return bisect_right(self._tops, y) - 1

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        width, base = self.size.width, self.rich_style
        y += int(self.scroll_offset.y)
        if y >= self._height:
            return Strip.blank(width, base)
        at = self._row_at(y)
        row = self._rows[at]
        if at == self._cursor:
            base += self.line_style("place")
        segments = [Segment(" " * row.indent, base)]
        segments += [
            Segment(text, base + self.line_style(part) if part else base)
            for text, part in row.line(y - self._tops[at])
        ]
        return Strip(segments).crop_extend(0, width, base)


def _rows(article: FoundArticle, width: int) -> Iterator[_Row]:
    place = None if article.passages else ResultPlace(article.article, (), None)
    yield _row(_headline(article), place, 0, width)
    for passage in article.passages:
        yield _row(
            _passage(passage), ResultPlace(article.article, passage.spans, passage.claim), _INDENT, width
        )
    if (more := article.hits - len(article.passages)) > 0:
        yield _row([(_("and {n} more").format(n=more), "more")], None, 2 * _INDENT, width)


def _row(pieces: Iterable[tuple[str, str]], place: ResultPlace | None, indent: int, width: int) -> _Row:
    held = tuple(pieces)
    return _Row(held, place, indent, Wrapping("".join(text for text, _part in held), width - indent))


def _headline(article: FoundArticle) -> Iterator[tuple[str, str]]:
    title = article.title or article.article
    spans = article.title_spans if article.title else ()
    about = [visible(part) for part in (article.outlet, day(article.published or "")) if part]
    for piece, found in match_pieces(title, 0, spans):
        yield piece, "found" if found else "title"
    yield "".join(f" · {part}" for part in about), "more"


def _passage(passage: Passage) -> Iterator[tuple[str, str]]:
    for piece, found in match_pieces(passage.text, passage.text_start, passage.spans):
        yield piece, "found" if found else ""
