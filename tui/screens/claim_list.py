"""The claims that a query selects, sorted, with the rows in view read from the store: the base of the claims screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from annotations.errors import SoiError
from annotations.store import Store
from annotations.store.table.claim_order import Order
from annotations.store.table.claim_table import ClaimTable
from annotations.store.table.listing import Listing, ListingPart, read_listing
from annotations.text import brief
from tui.language.i18n import _, translated
from tui.language.numbers import format_count
from tui.screens.base import TranslatedScreen
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread
from tui.store.watcher import WATCH_SECONDS, StoreWatcher
from tui.widgets.drafts import open_draft
from tui.widgets.lists.claims_columns import column_name
from tui.widgets.lists.claims_table import ClaimsTable
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Headline
from tui.widgets.query_line import QueryLine

# How long a key that changes the list waits for its first rows before the next key is handled.
FIRST_ROWS_SECONDS = 1.0


class ClaimListScreen(TranslatedScreen[None]):
    """Lists the claims that answer a query in a given order; the list changes only when the annotator asks for it.

    The contents of rows are read again after each write. A claim that no longer answers the query after a decision
    keeps its row, so that no row moves under the cursor, until the annotator lists again.
    """

    def __init__(
        self, workspace: Workspace, thread: StoreThread, articles: Callable[[], Sequence[str]]
    ) -> None:
        """``articles`` returns the ids of the corpus's articles."""
        super().__init__()
        self._workspace = workspace
        self._client = StoreClient(thread, self)
        self._watcher = StoreWatcher(self._client, self._show_changes)
        self._articles = articles
        self._listing = Listing()
        self._edition = (0, 0)
        self._state: tuple[int, int] | None = None  # the state of the store that the list was read from
        self._first_rows_shown = asyncio.Event()
        self._activity = ""  # what is being read or stored, for the headline; empty when idle
        self._changed = False  # the store differs from ``_state``
        self._number_before_filter: int | None = None  # the row under the cursor when the filter was opened

    def compose(self) -> ComposeResult:
        """The filter, the table and the headline with the number of claims."""
        yield QueryLine(
            placeholder=_("words, kind:percentage, value:>=90, is:unreviewed …"), widget_id="claims-filter"
        )
        yield ClaimsTable(self._workspace.annotator, widget_id="claims-table")
        yield Headline(widget_id="claims-told")
        yield KeyFooter()

    @property
    def table(self) -> ClaimsTable:
        return self.query_one(ClaimsTable)

    async def on_mount(self) -> None:
        """List all claims."""
        self.table.focus()
        await self._show(Listing())
        self.set_interval(WATCH_SECONDS, self._check_store)

    def on_screen_resume(self) -> None:
        """Read the rows again: decisions may have been made in an article meanwhile."""
        self.table.reload_rows()

    # The list -------------------------------------------------------------------------------------------

    async def _show(self, listing: Listing, cursor_number: int | None = None) -> None:
        """Show another list and wait for its first rows, so that the next key acts on them."""
        self._start_list(listing, cursor_number)
        await self._wait_for_first_rows()

    async def _wait_for_first_rows(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._first_rows_shown.wait(), FIRST_ROWS_SECONDS)

    def _start_list(self, listing: Listing, cursor_number: int | None = None) -> None:
        """Start to read another list; the cursor goes to row ``cursor_number`` if the list has it."""
        self._listing = replace(listing, articles=tuple(self._articles()))
        self._activity, self._changed = _("looking …"), False
        self._first_rows_shown.clear()
        self._update_headline()
        self._read_list(self._listing, cursor_number)

    @work(exclusive=True, group="list")
    async def _read_list(self, listing: Listing, cursor_number: int | None) -> None:
        try:
            async with aclosing(
                read_listing(self._workspace.store, listing, self._workspace.annotator)
            ) as parts:
                async for part in parts:
                    self._show_part(part, cursor_number)
                    self._update_headline()
        except SoiError as error:
            self.notify(translated(error), severity="error", timeout=15, markup=False)
        self._activity = ""
        self._first_rows_shown.set()
        self._update_headline()

    def _show_part(self, part: ListingPart, cursor_number: int | None) -> None:
        if part.indexing:
            indexed, total = part.indexing
            message = _("indexing the words: {done} of {total} articles …")
            self._activity = message.format(done=format_count(indexed), total=format_count(total))
        elif part.is_first:
            self._edition, self._state = part.edition, part.state
            query, self.table.order = self._listing.query, self._listing.order
            self.table.empty_message = (
                _("No claim answers this.") if query.clauses else _("There are no claims yet.")
            )
            self.table.start(part.numbers, part.rows, cursor_number)
            self._first_rows_shown.set()
            self._activity = _("counting …")
        else:
            self.table.extend(part.numbers)
        if part.is_last:
            self._activity = ""
            if self.table.has_focus:  # while the filter has the focus, its query may still be cancelled
                self._drop_hidden_marks()

    def _drop_hidden_marks(self) -> None:
        """Unmark the claims that the list no longer has: a decision must not change a claim out of sight."""
        if self.table.marks:
            listed = set(self.table.numbers)
            self.table.set_marks({n: claim for n, claim in self.table.marks.items() if n in listed})

    async def on_claims_table_rows_requested(self, message: ClaimsTable.RowsRequested) -> None:
        """Read the contents of the requested rows."""
        annotator = self._workspace.annotator
        rows = await self._client.read(lambda store: ClaimTable(store, annotator).rows(message.numbers))
        self.table.show_rows(rows or ())

    async def _check_store(self) -> None:
        if self.is_current:
            await self._watcher.check()

    async def _show_changes(self) -> None:
        """Read the rows again after another connection has written; the cursor and the list stay."""
        state = await self._client.read(self._state_of)
        self._changed = state != self._state
        self.table.reload_rows()

    def _state_of(self, store: Store) -> tuple[int, int]:
        return ClaimTable(store, self._workspace.annotator).state()

    # The headline ---------------------------------------------------------------------------------------

    def on_claims_table_cursor_moved(self) -> None:
        """Update the position in the headline."""
        self._update_headline()

    def _update_headline(self) -> None:
        parts = [*self._position_parts(), *self._order_parts()]
        if self._activity:
            parts.append((self._activity, "italic"))
        elif self._changed:
            changed = _("the store has changed: {key} lists anew")
            parts.append((changed.format(key=self.key_of("claims.list_again")), "$text-warning"))
        self.query_one(Headline).show(Content(" · ").join(Content.styled(*part) for part in parts))

    def _position_parts(self) -> list[tuple[str, str]]:
        """The cursor's position, the query of the list if the filter shows another, and the number of marks."""
        table = self.table
        total = format_count(len(table)) + ("+" if self._activity else "")  # more rows may arrive
        position = f"{format_count(table.cursor + 1)}/{total}" if len(table) else "0"
        parts = [(_("{place} claims").format(place=position), "$text-accent")]
        query = self.query_one(QueryLine).last_valid
        if query is not None:
            message = _("still the list of: {query}").format(query=brief(query) or _("everything"))
            parts.append((message, "bold $text-warning"))
        if table.marks:
            parts.append((_("{n} marked").format(n=format_count(len(table.marks))), "bold $text-warning"))
        return parts

    def _order_parts(self) -> list[tuple[str, str]]:
        """The order of the list, and the keys that sort by the selected column if it is another one."""
        column, order = self.table.column, self._listing.order
        arrow = "↓" if order.descending else "↑"
        parts = [(_("by {column}").format(column=f"{column_name(order.column)} {arrow}"), "$text-muted")]
        if column is not order.column:
            keys = f"{self.key_of('claims.sort')} {self.key_of('claims.sort_down')}"
            message = _("{keys} sort by {column}").format(keys=keys, column=column_name(column))
            parts.append((message, "$text-muted"))
        return parts

    def show_message(self, message: str) -> None:
        """Show a message about the last key in place of the headline until the next key."""
        self.query_one(Headline).show_message(message)

    # Sorting and filtering ------------------------------------------------------------------------------

    def action_column(self, step: int) -> None:
        """Select the column ``step`` columns to the right, to sort by it."""
        self.table.choose_column(step)
        self._update_headline()

    async def action_sort(self, descending: bool) -> None:
        """Sort by the selected column."""
        await self._sort(Order(self.table.column, descending))

    async def on_claims_table_column_clicked(self, message: ClaimsTable.ColumnClicked) -> None:
        """Sort by the clicked column; reverse the order if the list is sorted by it already."""
        self.table.column = message.column
        is_sorted = message.column is self._listing.order.column
        await self._sort(Order(message.column, is_sorted and not self._listing.order.descending))

    async def _sort(self, order: Order) -> None:
        await self._show(replace(self._listing, order=order), self.table.number)

    async def action_list_again(self) -> None:
        """Read the list again from the store as it is now."""
        await self._show(self._listing, self.table.number)

    async def action_filter(self) -> None:
        """Open the filter."""
        annotator = self._workspace.annotator
        vocabulary = await self._client.read(lambda store: ClaimTable(store, annotator).vocabulary())
        self._number_before_filter = self.table.number
        draft = open_draft(self, "claims filter", _("Filter of the claims"))
        self.query_one(QueryLine).open(vocabulary or {}, draft)

    def on_query_line_query_changed(self, message: QueryLine.QueryChanged) -> None:
        """List what answers the query; the cursor goes to the row where the filter was opened."""
        if message.query != self._listing.query:
            self._start_list(replace(self._listing, query=message.query), self._number_before_filter)
        self._update_headline()

    def on_query_line_query_broken(self) -> None:
        """Show in the headline which query the list answers."""
        self._update_headline()

    async def on_query_line_accepted(self) -> None:
        """Focus the table once it has rows."""
        self.table.focus()
        await self._wait_for_first_rows()
        if not self._activity:
            self._drop_hidden_marks()

    def on_query_line_cancelled(self) -> None:
        """Focus the table."""
        self.table.focus()
