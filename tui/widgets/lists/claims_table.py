"""The table of all claims: renders the rows in the viewport and requests their contents only then."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from annotations.store.table.claim_order import Column, Order
from annotations.store.table.claim_table import ClaimRow
from tui.language.i18n import _
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.cell_text import fit_cells
from tui.widgets.lists.claims_columns import GAP, Field, Piece, cell_pieces, fields_for

ROWS_AHEAD = 60  # rows requested beyond each edge of the viewport
MAX_CACHED_ROWS = 2_000


class ClaimsTable(LineStyles, inherit_bindings=False, can_focus=True):
    """Holds the row numbers of all claims, eight bytes each; its screen supplies the contents of requested rows.

    The cursor stays on its claim when the contents of rows change.
    """

    LINE_STYLES: ClassVar[Mapping[str, str]] = line_styles.CLAIMS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="claims.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="claims.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="claims.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="claims.page_down"),
        Binding("home", "go(0)", "First", show=False, id="claims.first"),
        Binding("end", "go(-1)", "Last", show=False, id="claims.last"),
    ]

    class RowsRequested(Message):
        """The table needs the contents of these rows."""

        def __init__(self, numbers: list[int]) -> None:
            super().__init__()
            self.numbers = numbers

    class CursorMoved(Message):
        """The cursor is on another row, or the contents of its row changed."""

    class ClaimChosen(Message):
        """The annotator chose the claim under the cursor, to be shown in its article."""

    class MarkClicked(Message):
        """The mark of the row under the cursor was clicked, to be put on or taken off."""

    class ColumnClicked(Message):
        """A column title was clicked, to sort by that column."""

        def __init__(self, column: Column) -> None:
            super().__init__()
            self.column = column

    def __init__(self, annotator: str, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._annotator = annotator
        self._numbers: array[int] = array("q")
        self._rows: dict[int, ClaimRow] = {}
        self._requested: set[int] = set()
        self._awaited_number: int | None = None  # the row that the cursor goes to when its number arrives
        self._follow_end = False  # keep the cursor on the last row while numbers arrive
        self.cursor = 0
        self.order = Order()
        self.column = Column.ARTICLE
        self.marks: dict[int, str] = {}  # ids of the marked claims by row number
        self.empty_message = _("Looking …")

    # Rows -----------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._numbers)

    def __bool__(self) -> bool:
        return True  # a widget is true, even when the table is empty

    @property
    def numbers(self) -> Sequence[int]:
        """The row numbers in the order of the table."""
        return self._numbers

    @property
    def number(self) -> int | None:
        """The row number under the cursor."""
        return self._numbers[self.cursor] if self._numbers else None

    @property
    def row(self) -> ClaimRow | None:
        """The contents of the row under the cursor; None until they arrive."""
        number = self.number
        return None if number is None else self._rows.get(number)

    def start(self, numbers: array[int], rows: Iterable[ClaimRow], cursor_number: int | None = None) -> None:
        """Show another list that begins with ``numbers``.

        ``rows`` are contents that are already known. The cursor moves to row ``cursor_number`` when it arrives.
        """
        self._numbers = array("q", numbers)
        self._rows = {row.number: row for row in rows}
        self._requested.clear()
        self.cursor, self._awaited_number, self._follow_end = 0, cursor_number, False
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._numbers_added(0)

    def extend(self, numbers: array[int]) -> None:
        """Append rows to the list."""
        first_new = len(self._numbers)
        self._numbers.extend(numbers)
        self._numbers_added(first_new)

    def _numbers_added(self, first_new: int) -> None:
        self._update_virtual_size()
        if self._awaited_number is not None:
            try:
                index = self._numbers.index(self._awaited_number, first_new)
            except ValueError:
                index = None
            if index is not None:
                self._awaited_number = None
                self._put_cursor(index)
        elif self._follow_end:
            self._put_cursor(len(self._numbers) - 1)
        self._request_missing_rows()
        self.refresh()

    def show_rows(self, rows: Iterable[ClaimRow]) -> None:
        """Show the contents of rows."""
        for row in rows:
            self._rows[row.number] = row
            self._requested.discard(row.number)
        if len(self._rows) > MAX_CACHED_ROWS:
            near_viewport = set(self._numbers_near_viewport())
            self._rows = {number: row for number, row in self._rows.items() if number in near_viewport}
        self.refresh()
        self.post_message(self.CursorMoved())

    def reload_rows(self) -> None:
        """Request the rows near the viewport again; the old contents stay on the screen until they arrive."""
        numbers = self._numbers_near_viewport()
        self._rows = {number: self._rows[number] for number in numbers if number in self._rows}
        self._requested = set(numbers)
        if numbers:
            self.post_message(self.RowsRequested(numbers))

    def _numbers_near_viewport(self) -> list[int]:
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        return list(self._numbers[max(0, top - ROWS_AHEAD) : top + height + ROWS_AHEAD])

    def _request_missing_rows(self) -> None:
        """If the viewport holds rows without contents, request these and the rows near it."""
        top, height = int(self.scroll_offset.y), max(1, self.scrollable_content_region.height)
        if not any(map(self._is_missing, self._numbers[top : top + height])):
            return
        missing = [number for number in self._numbers_near_viewport() if self._is_missing(number)]
        self._requested.update(missing)
        self.post_message(self.RowsRequested(missing))

    def _is_missing(self, number: int) -> bool:
        return number not in self._rows and number not in self._requested

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Request the rows that scroll into the viewport."""
        super().watch_scroll_y(old_value, new_value)
        self._request_missing_rows()

    def on_resize(self) -> None:
        """Keep the cursor in the viewport."""
        self._update_virtual_size()
        self.call_after_refresh(self._keep_cursor_in_sight)
        self._request_missing_rows()

    def _update_virtual_size(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._numbers) + 1)

    def _keep_cursor_in_sight(self) -> None:
        self._put_cursor(self.cursor)

    # Moving ---------------------------------------------------------------------------------------------

    def _put_cursor(self, index: int) -> None:
        self.cursor = max(0, min(index, len(self._numbers) - 1))
        height = max(1, self.scrollable_content_region.height - 1)
        # Forced: a list that was empty has no scroll bar yet, and Textual would not scroll it.
        if self.cursor < self.scroll_offset.y:
            self.scroll_to(y=self.cursor, animate=False, immediate=True, force=True)
        elif self.cursor >= self.scroll_offset.y + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True, force=True)
        self.refresh()
        self.post_message(self.CursorMoved())

    def action_move(self, step: int) -> None:
        """Move the cursor by ``step`` rows."""
        self._awaited_number, self._follow_end = None, False
        self._put_cursor(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by ``step`` pages."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 1))

    def action_go(self, index: int) -> None:
        """Put the cursor on the first (0) or the last (-1) row."""
        self._awaited_number, self._follow_end = None, index < 0
        self._put_cursor(index if index >= 0 else len(self._numbers) + index)

    def choose_column(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) column as the one that keys sort by."""
        columns = list(Column)
        self.column = columns[(columns.index(self.column) + step) % len(columns)]
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Sort by a clicked title; move to a clicked row, mark it in the first cell, open it on a double click."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            column = self._column_at(offset.x)
            if column is not None:
                self.post_message(self.ColumnClicked(column))
            return
        index = int(self.scroll_offset.y) + offset.y - 1
        if index < len(self._numbers):
            self._awaited_number, self._follow_end = None, False
            self._put_cursor(index)
            if offset.x == 0:
                self.post_message(self.MarkClicked())
            elif event.chain == 2:
                self.post_message(self.ClaimChosen())

    # Rendering ------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the viewport; line 0 holds the column titles."""
        width = self.scrollable_content_region.width
        fields = fields_for(width)
        if y == 0:
            return self._header(fields, width)
        index = int(self.scroll_offset.y) + y - 1
        base = self.rich_style
        if index >= len(self._numbers):
            text = f"  {self.empty_message}" if y == 2 and not self._numbers else ""
            return Strip([Segment(text, base + self.line_style("dim"))]).crop_extend(0, width, base)
        number = self._numbers[index]
        if number in self.marks:
            base += self.line_style("marked")
        if index == self.cursor:
            base += self.line_style("cursor")
        mark = Segment("+" if number in self.marks else " ", base)
        row = self._rows.get(number)
        if row is None:
            return Strip([mark, Segment("…", base)]).crop_extend(0, width, base)
        segments = [mark]
        for field, cell_width in fields:
            pieces = cell_pieces(row, field, cell_width, self._annotator)
            segments += self._cell(pieces, base, plain=index == self.cursor)
        return Strip(segments).crop_extend(0, width, base)

    def _cell(self, pieces: Iterable[Piece], base: Style, *, plain: bool) -> list[Segment]:
        """The segments of a cell; ``plain`` (under the cursor, where colours are hard to read) styles only quotes."""
        segments = [
            Segment(
                text,
                base + self.line_style(style_name)
                if style_name and (not plain or style_name == "quote")
                else base,
            )
            for text, style_name in pieces
        ]
        return [*segments, Segment(" " * GAP, base)]

    def _header(self, fields: Sequence[tuple[Field, int]], width: int) -> Strip:
        base = self.rich_style + self.line_style("header")
        segments = [Segment(" ", base)]
        for field, cell_width in fields:
            style, title = base, _(field.title)
            if field.column is self.order.column:
                style += self.line_style("sorted")
                title = f"{title}{'↓' if self.order.descending else '↑'}"
            if field.column is self.column and self.has_focus:
                style += self.line_style("chosen")
            text = fit_cells(title, cell_width, right=field.right)
            segments += [Segment(text, style), Segment(" " * GAP, base)]
        return Strip(segments).crop_extend(0, width, base)

    def _column_at(self, x: int) -> Column | None:
        start = 1
        for field, cell_width in fields_for(self.scrollable_content_region.width):
            if start <= x < start + cell_width + GAP:
                return field.column
            start += cell_width + GAP
        return None

    # Marks ----------------------------------------------------------------------------------------------

    def set_marks(self, marks: Mapping[int, str]) -> None:
        """Replace the marks by ``marks``: ids of claims by row number."""
        self.marks = dict(marks)
        self.refresh()
        self.post_message(self.CursorMoved())
