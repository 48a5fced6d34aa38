"""The results of a search: articles and, below each, the passages that match."""

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
from tui.language.numbers import format_day
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.article.wrapping import Wrapping
from tui.widgets.marked_text import match_pieces

_INDENT = 2  # cells before a passage


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """Where a result is: its article, the matched spans, and the claim if the query asked for claims."""

    article: str
    spans: tuple[tuple[int, int], ...]
    claim: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A headline or a passage: its pieces, each with its style's name, and their lines.

    ``place`` is None for rows where the cursor does not stop.
    """

    pieces: tuple[tuple[str, str], ...]
    place: ResultPlace | None
    indent: int
    wrapping: Wrapping

    def line(self, y: int) -> Iterator[tuple[str, str]]:
        """The pieces of line ``y``."""
        start, end = self.wrapping.line(y)
        offset = 0
        for text, style_name in self.pieces:
            piece = text[max(0, start - offset) : max(0, end - offset)]
            if piece:
                yield piece, style_name
            offset += len(text)


class SearchResults(LineStyles, inherit_bindings=False, can_focus=False):
    """Renders only the lines in the viewport: results that arrive below it while the user types cost almost nothing.

    The cursor stops at places; the first place can be chosen as soon as it arrives.
    """

    LINE_STYLES: ClassVar[Mapping[str, str]] = line_styles.RESULTS

    class PlaceChosen(Message):
        """The user chose a passage, or an article that matches by its title alone."""

        def __init__(self, place: ResultPlace) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        # The articles with their rows, and the width at which the rows were wrapped.
        self._results: list[tuple[FoundArticle, int, list[_Row]]] = []
        self._rows: list[_Row] = []
        self._tops: list[int] = []  # the first line of each row
        self._height = 0
        self._width = 0  # at which the rows are wrapped
        self._cursor: int | None = None
        self.cursor_moved = False  # the user moved the cursor in these results

    # Contents -------------------------------------------------------------------------------------------

    def show(self, articles: Iterable[FoundArticle]) -> None:
        """Replace the results, and put the cursor on the first place."""
        # Ranking brings the same article objects in another order: their rows are found by object id and used again.
        # ``old_results`` keeps the old articles alive until then: a new article cannot get the id of an old one.
        old_results = self._results
        old_rows = {id(article): (width, rows) for article, width, rows in old_results}
        self._results = []
        self._rows, self._tops, self._height, self._cursor, self.cursor_moved = [], [], 0, None, False
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._add(articles, old_rows)
        self.refresh()

    def add(self, articles: Iterable[FoundArticle]) -> None:
        """Append results."""
        self._add(articles, {})

    def _add(self, articles: Iterable[FoundArticle], old_rows: Mapping[int, tuple[int, list[_Row]]]) -> None:
        self._width = self._text_width()
        for article in articles:
            width, rows = old_rows.get(id(article), (0, []))
            if width != self._width:
                rows = list(_rows(article, self._width))
            self._results.append((article, self._width, rows))
            for row in rows:
                self._append(row)
        if self._cursor is None:
            self._cursor = next((index for index, row in enumerate(self._rows) if row.place), None)
        if self.virtual_size.height < self.scrollable_content_region.height:
            self._update_virtual_size()  # the viewport is not full yet

    def end(self) -> None:
        """Size the scroll bar for all results: after the last one has come, and before the cursor moves.

        Each change of the virtual size lays the whole screen out, which is too slow for each result below the viewport.
        """
        if self.virtual_size.height != self._height:
            self._update_virtual_size()

    @property
    def row_texts(self) -> list[str]:
        """The text of each row, before wrapping."""
        return [" " * row.indent + row.wrapping.text for row in self._rows]

    @property
    def place(self) -> ResultPlace | None:
        """The place under the cursor."""
        return None if self._cursor is None else self._rows[self._cursor].place

    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def _append(self, row: _Row) -> None:
        self._rows.append(row)
        self._tops.append(self._height)
        self._height += len(row.wrapping)

    def _update_virtual_size(self) -> None:
        self.virtual_size = Size(self._width, self._height)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap the rows at the new width, and keep the cursor in the viewport."""
        if self._text_width() != self._width:
            self._width = self._text_width()
            rows, self._rows, self._tops, self._height = self._rows, [], [], 0
            for row in rows:
                self._append(replace(row, wrapping=Wrapping(row.wrapping.text, self._width - row.indent)))
        self._update_virtual_size()
        self.call_after_refresh(self._keep_cursor_in_sight)

    # Moving ---------------------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """Move the cursor to the next (1) or the previous (-1) place; the last is followed by the first."""
        self.end()
        stops = [index for index, row in enumerate(self._rows) if row.place]
        if self._cursor is not None:
            self._cursor = stops[(stops.index(self._cursor) + step) % len(stops)]
            self.cursor_moved = True
            self._keep_cursor_in_sight()

    def _keep_cursor_in_sight(self) -> None:
        """Scroll to the cursor; the first passage of an article brings the article's headline along."""
        self.refresh()
        if self._cursor is None:
            return
        row = self._rows[self._cursor]
        first, last = self._tops[self._cursor], self._tops[self._cursor] + len(row.wrapping)
        is_first_passage = self._cursor > 0 and row.indent > 0 and not self._rows[self._cursor - 1].place
        if is_first_passage:
            first = self._tops[self._cursor - 1]
        height = max(1, self.scrollable_content_region.height)
        if first < self.scroll_offset.y or last - first > height:
            self.scroll_to(y=first, animate=False, immediate=True, force=True)
        elif last > self.scroll_offset.y + height:
            self.scroll_to(y=last - height, animate=False, immediate=True, force=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the place of the clicked row."""
        offset = event.get_content_offset(self)
        y = offset.y + int(self.scroll_offset.y) if offset else self._height
        if y < self._height and (place := self._rows[self._row_at(y)].place):
            self.post_message(self.PlaceChosen(place))

    # Rendering ------------------------------------------------------------------------------------------

    def _row_at(self, y: int) -> int:
        return bisect_right(self._tops, y) - 1

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the viewport."""
        width, base = self.scrollable_content_region.width, self.rich_style
        y += int(self.scroll_offset.y)
        if y >= self._height:
            return Strip.blank(width, base)
        index = self._row_at(y)
        row = self._rows[index]
        if index == self._cursor:
            base += self.line_style("place")
        segments = [Segment(" " * row.indent, base)]
        segments += [
            Segment(text, base + self.line_style(style_name) if style_name else base)
            for text, style_name in row.line(y - self._tops[index])
        ]
        return Strip(segments).crop_extend(0, width, base)


def _rows(article: FoundArticle, width: int) -> Iterator[_Row]:
    place = None if article.passages else ResultPlace(article.article, (), None)
    yield _row(_headline_pieces(article), place, 0, width)
    for passage in article.passages:
        place = ResultPlace(article.article, passage.spans, passage.claim)
        yield _row(_passage_pieces(passage), place, _INDENT, width)
    if (further_hits := article.hits - len(article.passages)) > 0:
        yield _row([(_("and {n} more").format(n=further_hits), "more")], None, 2 * _INDENT, width)


def _row(pieces: Iterable[tuple[str, str]], place: ResultPlace | None, indent: int, width: int) -> _Row:
    row_pieces = tuple(pieces)
    text = "".join(piece for piece, _style_name in row_pieces)
    return _Row(row_pieces, place, indent, Wrapping(text, width - indent))


def _headline_pieces(article: FoundArticle) -> Iterator[tuple[str, str]]:
    title = article.title or article.article
    spans = article.title_spans if article.title else ()
    source = [visible(part) for part in (article.outlet, format_day(article.published or "")) if part]
    for piece, matched in match_pieces(title, 0, spans):
        yield piece, "found" if matched else "title"
    yield "".join(f" · {part}" for part in source), "more"


def _passage_pieces(passage: Passage) -> Iterator[tuple[str, str]]:
    for piece, matched in match_pieces(passage.text, passage.text_start, passage.spans):
        yield piece, "found" if matched else ""
