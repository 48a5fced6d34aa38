"""All claims in one table: draws the rows in sight, and asks for what they say only then."""

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

# Rows beyond the edges that are asked for with those in sight, and rows that are kept.
AHEAD, KEPT = 60, 2_000


class ClaimsTable(LineStyles, inherit_bindings=False, can_focus=True):
    """Knows the claims by the numbers of their rows; whoever owns it gives it what the rows say.

    A number is eight bytes, so a million claims are listed as fast as ten. The cursor stays on its claim when
    what the rows say changes.
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
        """The table needs to know what these rows say."""

        def __init__(self, numbers: list[int]) -> None:
            super().__init__()
            self.numbers = numbers

    class CursorMoved(Message):
        """Another row is under the cursor."""

    class ClaimChosen(Message):
        """The claim under the cursor is to be shown in its article."""

    class MarkClicked(Message):
        """The mark of the row under the cursor is to be put on or off."""

    class ColumnClicked(Message):
        """The table is to be sorted by a column."""

        def __init__(self, column: Column) -> None:
            super().__init__()
            self.column = column

    def __init__(self, annotator: str, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._annotator = annotator
        self._numbers: array[int] = array("q")
        self._rows: dict[int, ClaimRow] = {}
        self._wanted: set[int] = set()
        self._keep: int | None = None  # the row that the cursor goes to when it comes in
        self._at_end = False  # the cursor stays on the last row while others come in
        self.cursor = 0
        self.order = Order()
        self.column = Column.ARTICLE
        self.marks: dict[int, str] = {}  # ids of the marked claims by the numbers of their rows
        self.empty_message = _("Looking …")  # what stands there while there are no rows

    # What it shows --------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._numbers)

    def __bool__(self) -> bool:
        return True  # a widget, even when it lists nothing

    @property
    def numbers(self) -> Sequence[int]:
        """The row numbers in the order in which they are shown."""
        return self._numbers

    @property
    def number(self) -> int | None:
        """The row number under the cursor."""
        return self._numbers[self.cursor] if self._numbers else None

    @property
    def row(self) -> ClaimRow | None:
        """The row under the cursor; None while it is not known yet."""
        number = self.number
        return None if number is None else self._rows.get(number)

    def start(self, numbers: array[int], rows: Iterable[ClaimRow], keep: int | None = None) -> None:
        """Show another list, of which this is the beginning; the cursor goes to the row ``keep`` if it comes."""
        self._numbers = array("q", numbers)
        self._rows = {row.number: row for row in rows}
        self._wanted.clear()
        self.cursor, self._keep, self._at_end = 0, keep, False
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._grown(0)

    def extend(self, numbers: array[int]) -> None:
        """Add to the end of the list."""
        before = len(self._numbers)
        self._numbers.extend(numbers)
        self._grown(before)

    def _grown(self, before: int) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._numbers) + 1)
        if self._keep is not None:
            try:
                at = self._numbers.index(self._keep, before)
            except ValueError:
                pass
            else:
                self._keep = None
                self._put_cursor(at)
        elif self._at_end:
            self._put_cursor(len(self._numbers) - 1)
        self._want()
        self.refresh()

    def show_rows(self, rows: Iterable[ClaimRow]) -> None:
        """Show what rows say now."""
        for row in rows:
            self._rows[row.number] = row
            self._wanted.discard(row.number)
        if len(self._rows) > KEPT:
            near = set(self._near())
            self._rows = {number: row for number, row in self._rows.items() if number in near}
        self.refresh()
        self.post_message(self.CursorMoved())

    def reload_rows(self) -> None:
        """Ask anew what the rows in sight say; until it is told, they stay as they are."""
        near = self._near()
        self._rows = {number: self._rows[number] for number in near if number in self._rows}
        self._wanted = set(near)
        if near:
            self.post_message(self.RowsRequested(near))

    def _near(self) -> list[int]:
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        return list(self._numbers[max(0, top - AHEAD) : top + height + AHEAD])

    def _want(self) -> None:
        """Ask for the rows in sight that are not known, with some beyond the edges."""
        top, height = int(self.scroll_offset.y), max(1, self.scrollable_content_region.height)
        in_sight = self._numbers[top : top + height]
        if all(number in self._rows or number in self._wanted for number in in_sight):
            return
        missing = [n for n in self._near() if n not in self._rows and n not in self._wanted]
        self._wanted.update(missing)
        self.post_message(self.RowsRequested(missing))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._want()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._numbers) + 1)
        self.call_after_refresh(self._keep_in_sight)
        self._want()

    def _keep_in_sight(self) -> None:
        self._put_cursor(self.cursor)

    # Moving ---------------------------------------------------------------------------------------------

    def _put_cursor(self, index: int) -> None:
        # Forced, for where the list was empty before there is no scroll bar yet.
        self.cursor = max(0, min(index, len(self._numbers) - 1))
        height = max(1, self.scrollable_content_region.height - 1)
        if self.cursor < self.scroll_offset.y:
            self.scroll_to(y=self.cursor, animate=False, immediate=True, force=True)
        elif self.cursor >= self.scroll_offset.y + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True, force=True)
        self.refresh()
        self.post_message(self.CursorMoved())

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self._keep, self._at_end = None, False
        self._put_cursor(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self.action_move(by * max(1, self.scrollable_content_region.height - 1))

    def action_go(self, index: int) -> None:
        """Put the cursor on the first (0) or the last (-1) row."""
        self._keep, self._at_end = None, index < 0
        self._put_cursor(index if index >= 0 else len(self._numbers) + index)

    def choose_column(self, by: int) -> None:
        """Make the next (1) or the previous (-1) column the one that keys sort by."""
        columns = list(Column)
        self.column = columns[(columns.index(self.column) + by) % len(columns)]
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked row; twice opens it, the first column marks it, a title sorts by its column."""
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
            self._keep, self._at_end = None, False
            self._put_cursor(index)
            if offset.x == 0:
                self.post_message(self.MarkClicked())
            elif event.chain == 2:
                self.post_message(self.ClaimChosen())

    # Drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight; the first is always the titles."""
        width = self.size.width
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
        for field, width_ in fields:
            cell = cell_pieces(row, field, width_, self._annotator)
            segments += self._cell(cell, base, plain=index == self.cursor)
        return Strip(segments).crop_extend(0, width, base)

    def _cell(self, cell: Iterable[Piece], base: Style, *, plain: bool) -> list[Segment]:
        """A cell; under the cursor, where colours would not be read, only the number stands out."""
        drawn = [
            Segment(text, base + self.line_style(part) if part and (not plain or part == "quote") else base)
            for text, part in cell
        ]
        return [*drawn, Segment(" " * GAP, base)]

    def _header(self, fields: Sequence[tuple[Field, int]], width: int) -> Strip:
        base = self.rich_style + self.line_style("header")
        segments = [Segment(" ", base)]
        for field, room in fields:
            style, title = base, _(field.title)
            if field.column is self.order.column:
                style += self.line_style("sorted")
                title = f"{title}{'↓' if self.order.descending else '↑'}"
            if field.column is self.column and self.has_focus:
                style += self.line_style("chosen")
            segments += [Segment(fit_cells(title, room, right=field.right), style), Segment(" " * GAP, base)]
        return Strip(segments).crop_extend(0, width, base)

    def _column_at(self, x: int) -> Column | None:
        start = 1
        for field, room in fields_for(self.size.width):
            if start <= x < start + room + GAP:
                return field.column
            start += room + GAP
        return None

    # Marks ----------------------------------------------------------------------------------------------

    def mark(self, marks: Mapping[int, str]) -> None:
        """Let these be the marked rows: the ids of their claims by their numbers."""
        self.marks = dict(marks)
        self.refresh()
        self.post_message(self.CursorMoved())
