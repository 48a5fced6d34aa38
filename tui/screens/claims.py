"""All claims of the corpus in one table: sorted, filtered, marked, and decided on many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, Static

from annotations.errors import SoiError
from annotations.model import Review, Verdict
from annotations.store import Store
from annotations.store.claim_table import ClaimTable, Order
from annotations.store.vocabulary import Tag
from annotations.text import visible
from tui import keymap
from tui.i18n import _, ngettext, translated
from tui.jobs import StoreThread
from tui.listing import Listing, Part, answer
from tui.screens.desk import LOOK_SECONDS, Desk, DeskScreen
from tui.screens.tags import TagsScreen, TagStore
from tui.widgets.claims_columns import column_name
from tui.widgets.claims_table import ClaimsTable
from tui.widgets.query_line import QueryLine
from tui.wording import verdict_name

# More at one stroke would hold up everybody else who stores something for seconds.
MOST_MARKS = 20_000

# So long the next key waits for a list to begin.
PATIENCE_SECONDS = 1.0


class ClaimsScreen(DeskScreen):
    """A list of claims as a query and an order make it; it stays as it is until another is asked for.

    What the rows say is always what is stored. A claim that a decision takes out of what the query asks for
    keeps its row, so that nothing moves under the cursor, until the list is asked for anew.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.CLAIMS

    def __init__(
        self,
        desk: Desk,
        store: StoreThread,
        articles: Callable[[], Sequence[str]],
        open_claim: Callable[[str, str], Awaitable[None]],
    ) -> None:
        """``articles`` tells which articles the corpus has, ``open_claim`` shows a claim in its article."""
        super().__init__(desk, store)
        self._articles, self._open_claim = articles, open_claim
        self._listing = Listing()
        self._edition = (0, 0)
        self._version: int | None = None
        self._state: tuple[int, int] | None = None  # of the store, when the list was asked for
        self._begun = asyncio.Event()  # set once the first rows of the list are there
        self._doing = ""
        self._changed = False

    def compose(self) -> ComposeResult:
        """The filter, the table, a line that tells how many there are."""
        yield QueryLine(
            placeholder=_("words, kind:percentage, value:>=90, is:unreviewed …"), id="claims-filter"
        )
        yield ClaimsTable(self._desk.annotator, id="claims-table")
        yield Static(id="claims-told", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    @property
    def table(self) -> ClaimsTable:
        """The table."""
        return self.query_one(ClaimsTable)

    async def on_mount(self) -> None:
        """List everything."""
        self.table.focus()
        await self._show(Listing())
        self.set_interval(LOOK_SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """Show what was decided in the meantime, in the article or by others."""
        self.table.ask_again()

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
            async with aclosing(answer(self._desk.store, listing, self._desk.annotator)) as parts:
                async for part in parts:
                    self._take(part, keep)
                    self._tell()
        except SoiError as error:
            self.notify(translated(error), severity="error", timeout=15, markup=False)
        self._doing = ""
        self._begun.set()
        self._tell()

    def _take(self, part: Part, keep: int | None) -> None:
        """Show a part of the list."""
        if part.indexing:
            done, total = part.indexing
            told = _("indexing the words: {done} of {total} articles …")
            self._doing = told.format(done=f"{done:,}", total=f"{total:,}")
        elif part.first:
            self._edition, self._state = part.edition, part.state
            query, self.table.order = self._listing.query, self._listing.order
            self.table.told = _("No claim answers this.") if query.clauses else _("There are no claims yet.")
            self.table.start(part.numbers, part.rows, keep)
            self._begun.set()
        else:
            self.table.extend(part.numbers)
        if part.done:
            self._doing = ""
            if self.table.has_focus:  # not while a query is being typed, that may be given up
                self._drop_marks()

    def _drop_marks(self) -> None:
        """Unmark what is not shown any more: nobody should decide on what they do not see."""
        if self.table.marks:
            shown = set(self.table.numbers)
            self.table.mark({n: claim for n, claim in self.table.marks.items() if n in shown})

    async def on_claims_table_rows_wanted(self, message: ClaimsTable.RowsWanted) -> None:
        """Tell the table what its rows say."""
        name = self._desk.annotator
        rows = await self._asked(lambda store: ClaimTable(store, name).rows(message.numbers))
        self.table.show_rows(rows or ())

    async def _look(self) -> None:
        """Show what others have stored since the last look; the cursor stays where it is."""
        if not self.is_current:
            return
        version = await self._asked(lambda store: store.version())
        if version is not None and version != self._version:
            self._version = version
            state = await self._asked(self._state_of)
            self._changed = state != self._state
            self.table.ask_again()

    def _state_of(self, store: Store) -> tuple[int, int]:
        return ClaimTable(store, self._desk.annotator).state()

    def on_claims_table_cursor_moved(self) -> None:
        """Tell where the cursor is."""
        self._tell()

    def _tell(self) -> None:
        table, order = self.table, self._listing.order
        place = f"{table.cursor + 1:,}/{len(table):,}" if len(table) else "0"
        told = [(_("{place} claims").format(place=place), "$text-accent")]
        if table.marks:
            told.append((_("{n} marked").format(n=f"{len(table.marks):,}"), "bold $text-warning"))
        way = "↓" if order.descending else "↑"
        told.append((_("by {column}").format(column=f"{column_name(order.column)} {way}"), "$text-muted"))
        if table.column is not order.column:
            sorts = _("[ ] sorts by {column}").format(column=column_name(table.column))
            told.append((sorts, "$text-muted"))
        if self._doing:
            told.append((self._doing, "italic"))
        elif self._changed:
            told.append((_("the store has changed: g lists anew"), "$text-warning"))
        told_parts = [Content.styled(text, style) for text, style in told]
        self.query_one("#claims-told", Static).update(Content(" · ").join(told_parts))

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
        name = self._desk.annotator
        known = await self._asked(lambda store: ClaimTable(store, name).vocabulary())
        self.query_one(QueryLine).open(known or {})

    def on_query_line_query_changed(self, message: QueryLine.QueryChanged) -> None:
        """Show what answers the query."""
        if message.query != self._listing.query:
            self._ask(replace(self._listing, query=message.query), self.table.number)

    async def on_query_line_accepted(self) -> None:
        """Go on in the table, once there is something in it."""
        self.table.focus()
        await self._first_rows()
        if not self._doing:
            self._drop_marks()

    def on_query_line_cancelled(self) -> None:
        """Go back to the table."""
        self.table.focus()

    # Marks ----------------------------------------------------------------------------------------------

    def on_claims_table_mark_clicked(self) -> None:
        """Mark or unmark the clicked row."""
        self._toggle_mark()

    def action_mark(self) -> None:
        """Mark the claim or unmark it, and go on to the next one."""
        if self._toggle_mark():
            self.table.action_move(1)

    def _toggle_mark(self) -> bool:
        row, table = self.table.row, self.table
        if row is None:
            return False
        marks = dict(table.marks)
        if marks.pop(row.number, None) is None:
            if not row.standing:
                self._refuse()
                return False
            marks[row.number] = row.claim.id
        table.mark(marks)
        return True

    async def action_mark_all(self) -> None:
        """Mark all claims that are shown."""
        await self._mark(list(self.table.numbers))

    def action_mark_none(self) -> None:
        """Unmark all."""
        self.table.mark({})

    async def action_invert(self) -> None:
        """Mark what is not marked and unmark what is."""
        marks = self.table.marks
        await self._mark([number for number in self.table.numbers if number not in marks])

    async def _mark(self, numbers: list[int]) -> None:
        if self._doing:
            self.notify(_("The list is still being read; mark when it is whole."), markup=False)
            return
        if len(numbers) > MOST_MARKS:
            told = _("{n} claims are too many to mark at once; narrow the list to {most}.").format(
                n=f"{len(numbers):,}", most=f"{MOST_MARKS:,}"
            )
            self.notify(told, severity="warning", markup=False)
            return
        name = self._desk.annotator

        def look(store: Store) -> tuple[tuple[int, int], dict[int, str]]:
            table = ClaimTable(store, name)
            return table.edition(), table.claims(numbers)

        found = await self._asked(look)
        if found is None:
            return
        edition, claims = found
        if edition != self._edition:
            told = _("Articles were imported since this was listed; g lists it anew, then mark.")
            self.notify(told, severity="warning", markup=False)
            return
        self.table.mark(claims)

    # Deciding -------------------------------------------------------------------------------------------

    def _chosen(self) -> list[str]:
        """The marked claims, in the order of the list, or the one under the cursor."""
        table = self.table
        if table.marks:
            return list(table.marks.values())
        if table.row is None:
            return []
        if not table.row.standing:
            self._refuse()
            return []
        return [table.row.claim.id]

    def _refuse(self) -> None:
        told = _("This is no claim of a current text: there is nothing to decide here.")
        self.notify(told, severity="warning", markup=False)

    async def _decide(self, job: Callable[[Store], Sequence[Review]], done: str) -> bool:
        marked = len(self.table.marks)
        if marked > 1000:
            self._doing = _("storing …")
            self._tell()
        stored = await self._stored(lambda store: (job(store), self._state_of(store)))
        self._doing = ""
        if stored is None:
            return False
        if not self._changed:
            self._state = stored[1]
        if marked:
            told = ngettext(
                "{n} claim: {done}. z takes it back.", "{n} claims: {done}. z takes it back.", marked
            )
            self.notify(told.format(n=f"{marked:,}", done=done), markup=False)
        self.table.ask_again()
        return True

    async def action_decide(self, verdict: str) -> None:
        """Give the marked claims, or the one under the cursor, a verdict; none where it is empty."""
        claims, name = self._chosen(), self._desk.annotator
        if not claims:
            return
        given = Verdict(verdict) if verdict else None
        single = not self.table.marks
        done = verdict_name(given) if given else _("verdict taken back")
        if (
            await self._decide(lambda store: store.set_verdicts(claims, name, given), done)
            and single
            and given
        ):
            self.table.action_move(1)

    async def action_tags(self) -> None:
        """Put tags on the marked claims, or the one under the cursor, and take them off."""
        claims, name = self._chosen(), self._desk.annotator
        if not claims:
            return
        shared = await self._asked(lambda store: ClaimTable(store, name).shared_tags(claims))
        if shared is None:
            return
        on = set(shared)

        async def store_tags(tags: frozenset[str]) -> bool:
            more, less = tags - on, on - tags
            changed = ", ".join(
                [*(f"+#{visible(tag)}" for tag in more), *(f"-#{visible(tag)}" for tag in less)]
            )
            done = await self._decide(
                lambda store: store.change_tags(claims, name, on=more, off=less), changed
            )
            if done:
                on.symmetric_difference_update(more | less)
            return done

        async def changed(change: Callable[[Store], None]) -> bool:
            def job(store: Store) -> bool:
                change(store)
                return True

            return bool(await self._stored(job))

        async def define(tag: Tag) -> bool:
            return await changed(lambda store: store.define_tag(tag))

        async def retire(tag: str) -> bool:
            return await changed(lambda store: store.retire_tag(tag))

        vocabulary = await self._asked(lambda store: store.tags()) or []
        row = self.table.row
        many = ngettext("{n} claim", "{n} claims", len(claims)).format(n=f"{len(claims):,}")
        told = many if len(claims) > 1 or row is None else row.claim.mention.text
        await self.app.push_screen(TagsScreen(told, shared, vocabulary, TagStore(store_tags, define, retire)))

    async def action_take_back(self, how: str) -> None:
        """Undo the annotator's last step, or redo the one undone last."""
        name = self._desk.annotator
        stored = await self._stored(
            lambda store: (store.undo(name) if how == "undo" else store.redo(name), self._state_of(store))
        )
        if stored is None:
            return
        held, state = stored
        if not self._changed:
            self._state = state
        undo = how == "undo"
        if held:
            undone = ngettext("Undone: {n} claim.", "Undone: {n} claims.", len(held))
            redone = ngettext("Done again: {n} claim.", "Done again: {n} claims.", len(held))
            self.notify((undone if undo else redone).format(n=f"{len(held):,}"), markup=False)
        else:
            self.notify(
                _("There is nothing to undo.") if undo else _("There is nothing to redo."), markup=False
            )
        self.table.ask_again()

    # Going ----------------------------------------------------------------------------------------------

    def on_claims_table_claim_chosen(self) -> None:
        """Show the claim that was clicked twice in its article."""
        self.run_worker(self.action_open())

    async def action_open(self) -> None:
        """Show the claim under the cursor in its article."""
        row = self.table.row
        if row is None:
            return
        if not row.standing:
            self._refuse()
            return
        self.dismiss()
        await self._open_claim(row.claim.article, row.claim.id)
