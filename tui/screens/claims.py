"""All claims of the corpus in one table: marked, and decided on many at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from annotations.model import Review, Verdict
from annotations.store import Store
from annotations.store.table.claim_table import ClaimTable
from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _, ngettext
from tui.language.numbers import count
from tui.language.wording import verdict_name
from tui.screens.claim_list import ClaimListScreen
from tui.screens.dialogs.tags import TagsScreen, TagStore
from tui.store.client import Workspace
from tui.store.tag_vocabulary import TagVocabulary
from tui.store.thread import StoreThread
from tui.store.undo import UndoControl
from tui.widgets.query_line import QueryInput

# More at one stroke would hold up everybody else who stores something for seconds.
MOST_MARKS = 20_000
# What is done to the rows that are shown.
_ON_ROWS = {"mark", "mark_all", "mark_none", "invert", "decide", "tags"}


class ClaimsScreen(ClaimListScreen):
    """What a reviewer does with the claims of a list: marks, verdicts, tags, undo, and the way to the article."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.CLAIMS

    def __init__(
        self,
        workspace: Workspace,
        thread: StoreThread,
        articles: Callable[[], Sequence[str]],
        open_claim: Callable[[str, str], Awaitable[None]],
    ) -> None:
        """``articles`` tells which articles the corpus has, ``open_claim`` shows a claim in its article."""
        super().__init__(workspace, thread, articles)
        self._open_claim = open_claim

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is being typed nothing is marked or decided: the rows are not looked at then."""
        if action in _ON_ROWS and isinstance(self.focused, QueryInput):
            return False
        return super().check_action(action, parameters)

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
            if not row.is_decidable:
                self._refuse()
                return False
            marks[row.number] = row.claim.id
        table.set_marks(marks)
        return True

    async def action_mark_all(self) -> None:
        """Mark all claims that are shown."""
        await self._mark(list(self.table.numbers))

    def action_mark_none(self) -> None:
        """Unmark all."""
        self.table.set_marks({})

    async def action_invert(self) -> None:
        """Mark what is not marked and unmark what is."""
        marks = self.table.marks
        await self._mark([number for number in self.table.numbers if number not in marks])

    async def _mark(self, numbers: list[int]) -> None:
        if self._doing:
            self.show_message(_("The list is still being read; mark when it is whole."))
            return
        if len(numbers) > MOST_MARKS:
            told = _("{n} claims are too many to mark at once; narrow the list to {most}.").format(
                n=count(len(numbers)), most=count(MOST_MARKS)
            )
            self.show_message(told)
            return
        name = self._workspace.annotator

        def look(store: Store) -> tuple[tuple[int, int], dict[int, str]]:
            table = ClaimTable(store, name)
            return table.edition(), table.claims(numbers)

        found = await self._client.read(look)
        if found is None:
            return
        edition, claims = found
        if edition != self._edition:
            told = _("Articles were imported since this was listed; {key} lists it anew, then mark.")
            told = told.format(key=self.key_of("claims.list_again"))
            self.show_message(told)
            return
        self.table.set_marks(claims)

    # Deciding -------------------------------------------------------------------------------------------

    def _chosen(self) -> list[str]:
        """The marked claims that are shown, or where none is marked the one under the cursor."""
        table = self.table
        if table.marks and self._doing:
            self.show_message(_("The list is still being read; decide when it is whole."))
            return []
        self._drop_marks()
        if table.marks:
            return list(table.marks.values())
        if table.row is None:
            return []
        if not table.row.is_decidable:
            self._refuse()
            return []
        return [table.row.claim.id]

    def _refuse(self) -> None:
        told = _("This is no claim of a current text: there is nothing to decide here.")
        self.show_message(told)

    async def _decide(self, job: Callable[[Store], Sequence[Review]], done: str) -> bool:
        marked = len(self.table.marks)
        if marked > 1000:
            self._doing = _("storing …")
            self._tell()
        stored = await self._client.write(lambda store: (job(store), self._state_of(store)))
        self._doing = ""
        if stored is None:
            return False
        if not self._changed:
            self._state = stored[1]
        if marked:
            told = ngettext(
                "{n} claim: {done}. {key} takes it back.", "{n} claims: {done}. {key} takes it back.", marked
            ).format(n=count(marked), done=done, key=self.key_of("claims.undo"))
            self.show_message(told)
        self.table.reload_rows()
        return True

    async def action_decide(self, verdict: str) -> None:
        """Give the marked claims, or the one under the cursor, a verdict; none where it is empty."""
        claims, name = self._chosen(), self._workspace.annotator
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
        claims, name = self._chosen(), self._workspace.annotator
        if not claims:
            return
        shared = await self._client.read(lambda store: ClaimTable(store, name).shared_tags(claims))
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

        vocabulary = TagVocabulary(self._client, lambda _tags: None)
        tags = await self._client.read(lambda store: store.tags()) or []
        row = self.table.row
        many = ngettext("{n} claim", "{n} claims", len(claims)).format(n=count(len(claims)))
        told = many if len(claims) > 1 or row is None else row.claim.mention.text
        await self.app.push_screen(
            TagsScreen(told, shared, tags, TagStore(store_tags, vocabulary.define, vocabulary.retire))
        )

    async def action_take_back(self, direction: str) -> None:
        """Undo the annotator's last step, or redo the one undone last."""
        undo = UndoControl(self._client, self._workspace.annotator)
        result = await undo.take_back_with(direction, self._state_of)
        if result is None:
            return
        reviews, state = result
        if not self._changed:
            self._state = state
        n = len(reviews)
        if not reviews:
            message = undo.nothing_left(direction)
        elif direction == "undo":
            message = ngettext("Undone: {n} claim.", "Undone: {n} claims.", n).format(n=count(n))
        else:
            message = ngettext("Done again: {n} claim.", "Done again: {n} claims.", n).format(n=count(n))
        self.show_message(message)
        self.table.reload_rows()

    # Going ----------------------------------------------------------------------------------------------

    def on_claims_table_claim_chosen(self) -> None:
        """Show the claim that was clicked twice in its article."""
        self.run_worker(self.action_open())

    async def action_open(self) -> None:
        """Show the claim under the cursor in its article."""
        row = self.table.row
        if row is None:
            return
        if not row.is_decidable:
            self._refuse()
            return
        self.dismiss()
        await self._open_claim(row.claim.article, row.claim.id)
