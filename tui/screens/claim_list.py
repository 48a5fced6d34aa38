"""A screen with a list of claims: what a query selects, in an order, always saying what is stored."""

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
from tui.language.numbers import count
from tui.screens.base import TranslatedScreen
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread
from tui.store.watcher import WATCH_SECONDS, StoreWatcher
from tui.widgets.lists.claims_columns import column_name
from tui.widgets.lists.claims_table import ClaimsTable
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Headline
from tui.widgets.query_line import QueryLine

# So long the next key waits for a list to begin.
PATIENCE_SECONDS = 1.0


class ClaimListScreen(TranslatedScreen[None]):
    """A list of claims as a query and an order make it; it stays as it is until another is asked for.

    What the rows say is always what is stored. A claim that a decision takes out of what the query asks for
    keeps its row, so that nothing moves under the cursor, until the list is asked for anew.
    """

    def __init__(
        self, workspace: Workspace, thread: StoreThread, articles: Callable[[], Sequence[str]]
    ) -> None:
        """``articles`` tells which articles the corpus has."""
        super().__init__()
        self._workspace = workspace
        self._client = StoreClient(thread, self)
        self._watcher = StoreWatcher(self._client, self._show_changes)
        self._articles = articles
        self._listing = Listing()
        self._edition = (0, 0)
        self._state: tuple[int, int] | None = None  # of the store, when the list was asked for
        self._begun = asyncio.Event()  # set once the first rows of the list are there
        self._doing = ""
        self._changed = False
        self._filtered_at: int | None = None  # the row under the cursor when the filter was opened

    def compose(self) -> ComposeResult:
        """The filter, the table, a line that tells how many there are."""
        yield QueryLine(
            placeholder=_("words, kind:percentage, value:>=90, is:unreviewed …"), widget_id="claims-filter"
        )
        yield ClaimsTable(self._workspace.annotator, widget_id="claims-table")
        yield Headline(widget_id="claims-told")
        yield KeyFooter()

    @property
    def table(self) -> ClaimsTable:
        """The table."""
        return self.query_one(ClaimsTable)

    async def on_mount(self) -> None:
        """List everything."""
        self.table.focus()
        await self._show(Listing())
        self.set_interval(WATCH_SECONDS, self._check_store)

    def on_screen_resume(self) -> None:
        """Show what was decided in the meantime, in the article or by others."""
        self.table.reload_rows()

    # The list -------------------------------------------------------------------------------------------

    async def _show(self, listing: Listing, keep: int | None = None) -> None:
        """Show another list and wait for its first rows, so that the next key finds them."""
        self._ask(listing, keep)
        await self._first_rows()

    async def _first_rows(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._begun.wait(), PATIENCE_SECONDS)

    def _ask(self, listing: Listing, keep: int | None = None) -> None:
        """Ask for another list; the cursor goes to the row ``keep`` if it is in that one too."""
        self._listing = replace(listing, articles=tuple(self._articles()))
        self._doing, self._changed = _("looking …"), False
        self._begun.clear()
        self._tell()
        self._list(self._listing, keep)

    @work(exclusive=True, group="list")
    async def _list(self, listing: Listing, keep: int | None) -> None:
        try:
            async with aclosing(
                read_listing(self._workspace.store, listing, self._workspace.annotator)
            ) as parts:
                async for part in parts:
                    self._take(part, keep)
                    self._tell()
        except SoiError as error:
            self.notify(translated(error), severity="error", timeout=15, markup=False)
        self._doing = ""
        self._begun.set()
        self._tell()

    def _take(self, part: ListingPart, keep: int | None) -> None:
        """Show a part of the list."""
        if part.indexing:
            done, total = part.indexing
            told = _("indexing the words: {done} of {total} articles …")
            self._doing = told.format(done=count(done), total=count(total))
        elif part.is_first:
            self._edition, self._state = part.edition, part.state
            query, self.table.order = self._listing.query, self._listing.order
            self.table.empty_message = (
                _("No claim answers this.") if query.clauses else _("There are no claims yet.")
            )
            self.table.start(part.numbers, part.rows, keep)
            self._begun.set()
            self._doing = _("counting …")
        else:
            self.table.extend(part.numbers)
        if part.is_last:
            self._doing = ""
            if self.table.has_focus:  # not while a query is being typed, that may be given up
                self._drop_marks()

    def _drop_marks(self) -> None:
        """Unmark what is not shown any more: nobody should decide on what they do not see."""
        if self.table.marks:
            shown = set(self.table.numbers)
            self.table.set_marks({n: claim for n, claim in self.table.marks.items() if n in shown})

    async def on_claims_table_rows_requested(self, message: ClaimsTable.RowsRequested) -> None:
        """Tell the table what its rows say."""
        name = self._workspace.annotator
        rows = await self._client.read(lambda store: ClaimTable(store, name).rows(message.numbers))
        self.table.show_rows(rows or ())

    async def _check_store(self) -> None:
        if self.is_current:
            await self._watcher.check()

    async def _show_changes(self) -> None:
        """Show what others stored; the cursor stays where it is."""
        state = await self._client.read(self._state_of)
        self._changed = state != self._state
        self.table.reload_rows()

    def _state_of(self, store: Store) -> tuple[int, int]:
        return ClaimTable(store, self._workspace.annotator).state()

    def on_claims_table_cursor_moved(self) -> None:
        """Tell where the cursor is."""
        self._tell()

    def _tell(self) -> None:
        table, order = self.table, self._listing.order
        many = count(len(table)) + ("+" if self._doing else "")  # while it is read there may be more
        place = f"{count(table.cursor + 1)}/{many}" if len(table) else "0"
        told = [(_("{place} claims").format(place=place), "$text-accent")]
        standing = self.query_one(QueryLine).last_valid
        if standing is not None:
            of = _("still the list of: {query}").format(query=brief(standing) or _("everything"))
            told.append((of, "bold $text-warning"))
        if table.marks:
            told.append((_("{n} marked").format(n=count(len(table.marks))), "bold $text-warning"))
        way = "↓" if order.descending else "↑"
        told.append((_("by {column}").format(column=f"{column_name(order.column)} {way}"), "$text-muted"))
        if table.column is not order.column:
            keys = f"{self.key_of('claims.sort')} {self.key_of('claims.sort_down')}"
            sorts = _("{keys} sort by {column}").format(keys=keys, column=column_name(table.column))
            told.append((sorts, "$text-muted"))
        if self._doing:
            told.append((self._doing, "italic"))
        elif self._changed:
            changed = _("the store has changed: {key} lists anew")
            told.append((changed.format(key=self.key_of("claims.list_again")), "$text-warning"))
        told_parts = [Content.styled(text, style) for text, style in told]
        self.query_one(Headline).show(Content(" · ").join(told_parts))

    def show_message(self, message: str) -> None:
        """Say what has just happened, for once in place of what is listed."""
        self.query_one(Headline).show_message(message)

    # Sorting and filtering ------------------------------------------------------------------------------

    def action_column(self, by: int) -> None:
        """Choose the column to sort by."""
        self.table.choose_column(by)
        self._tell()

    async def action_sort(self, descending: bool) -> None:
        """Sort by the chosen column."""
        await self._sort(Order(self.table.column, descending))

    async def on_claims_table_column_clicked(self, message: ClaimsTable.ColumnClicked) -> None:
        """Sort by the clicked column, the other way round where that is so already."""
        self.table.column = message.column
        again = message.column is self._listing.order.column
        await self._sort(Order(message.column, again and not self._listing.order.descending))

    async def _sort(self, order: Order) -> None:
        await self._show(replace(self._listing, order=order), self.table.number)

    async def action_list_again(self) -> None:
        """Ask for the list anew."""
        await self._show(self._listing, self.table.number)

    async def action_filter(self) -> None:
        """Ask what to show."""
        name = self._workspace.annotator
        known = await self._client.read(lambda store: ClaimTable(store, name).vocabulary())
        self._filtered_at = self.table.number
        self.query_one(QueryLine).open(known or {})

    def on_query_line_query_changed(self, message: QueryLine.QueryChanged) -> None:
        """Show what answers the query, on the row where the filter was opened if that is there."""
        if message.query != self._listing.query:
            self._ask(replace(self._listing, query=message.query), self._filtered_at)
        self._tell()

    def on_query_line_query_broken(self) -> None:
        """Tell what it is that is listed."""
        self._tell()

    async def on_query_line_accepted(self) -> None:
        """Go on in the table, once there is something in it."""
        self.table.focus()
        await self._first_rows()
        if not self._doing:
            self._drop_marks()

    def on_query_line_cancelled(self) -> None:
        """Go back to the table."""
        self.table.focus()
