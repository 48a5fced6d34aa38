"""The claims screen: all claims of the corpus in a table, with verdicts and tags for many claims in one step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from annotations.model import Review, Verdict
from annotations.store import Store
from annotations.store.table.claim_table import ClaimTable
from annotations.text import visible
from tui.keys import keymap
from tui.language import wording
from tui.language.i18n import _, ngettext
from tui.language.numbers import format_count
from tui.screens.claim_list import ClaimListScreen
from tui.screens.dialogs.tags import TagsScreen, TagStore
from tui.store.client import Workspace
from tui.store.tag_vocabulary import TagVocabulary
from tui.store.thread import StoreThread
from tui.undo.control import UndoControl
from tui.widgets.query_line import QueryInput

# A decision on more claims would hold SQLite's write lock, and so every other annotator, for seconds.
MAX_MARKS = 20_000
# The decisions on more marks than this take long enough to show that they are being stored.
MAX_QUICK_MARKS = 1000
# The actions on the rows of the table.
_ROW_ACTIONS = {"mark", "mark_all", "mark_none", "invert", "decide", "tags"}


class ClaimsScreen(ClaimListScreen):
    """Adds to the list of claims: marks, verdicts, tags, undo, and opening a claim in its article."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.CLAIMS
    DECIDING = frozenset({"decide"})

    def __init__(
        self,
        workspace: Workspace,
        thread: StoreThread,
        articles: Callable[[], Sequence[str]],
        open_claim: Callable[[str, str], Awaitable[None]],
    ) -> None:
        """``articles`` returns the ids of the corpus's articles; ``open_claim`` shows a claim in an article."""
        super().__init__(workspace, thread, articles)
        self._open_claim = open_claim

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable marks and decisions while the filter has the focus: the annotator is not looking at the rows."""
        if action in _ROW_ACTIONS and isinstance(self.focused, QueryInput):
            return False
        return super().check_action(action, parameters)

    # Marks ----------------------------------------------------------------------------------------------

    def on_claims_table_mark_clicked(self) -> None:
        """Mark or unmark the clicked row."""
        self._toggle_mark()

    def action_mark(self) -> None:
        """Mark or unmark the claim under the cursor, and move to the next one."""
        if self._toggle_mark():
            self.table.action_move(1)

    def _toggle_mark(self) -> bool:
        row, table = self.table.row, self.table
        if row is None:
            return False
        marks = dict(table.marks)
        if marks.pop(row.number, None) is None:
            if not row.is_decidable:
                self._show_not_decidable()
                return False
            marks[row.number] = row.claim.id
        table.set_marks(marks)
        return True

    async def action_mark_all(self) -> None:
        """Mark all claims of the list."""
        await self._mark(list(self.table.numbers))

    def action_mark_none(self) -> None:
        """Unmark all claims."""
        self.table.set_marks({})

    async def action_invert(self) -> None:
        """Mark the unmarked claims and unmark the marked ones."""
        marks = self.table.marks
        await self._mark([number for number in self.table.numbers if number not in marks])

    async def _mark(self, numbers: list[int]) -> None:
        """Mark the claims with these row numbers, if the numbers still denote the claims that were listed."""
        if self._activity:
            self.show_message(_("The list is still being read; mark when it is whole."))
            return
        if len(numbers) > MAX_MARKS:
            message = _("{n} claims are too many to mark at once; narrow the list to {most}.")
            self.show_message(message.format(n=format_count(len(numbers)), most=format_count(MAX_MARKS)))
            return
        annotator = self._workspace.annotator

        def read_claims(store: Store) -> tuple[tuple[int, int], dict[int, str]]:
            table = ClaimTable(store, annotator)
            return table.edition(), table.claims(numbers)

        edition_and_claims = await self._client.read(read_claims)
        if edition_and_claims is None:
            return
        edition, claims = edition_and_claims
        if edition != self._edition:
            message = _("Articles were imported since this was listed; {key} lists it anew, then mark.")
            self.show_message(message.format(key=self.key_of("claims.list_again")))
            return
        self.table.set_marks(claims)

    # Decisions ------------------------------------------------------------------------------------------

    def _selected_claims(self) -> list[str]:
        """The ids of the marked claims, or of the claim under the cursor if no claim is marked.

        Where there is nothing to decide on, the list is empty and a message says why.
        """
        table = self.table
        if table.marks and self._activity:
            self.show_message(_("The list is still being read; decide when it is whole."))
            return []
        self._drop_hidden_marks()
        if table.marks:
            return list(table.marks.values())
        if table.row is None:
            return []
        if not table.row.is_decidable:
            self._show_not_decidable()
            return []
        return [table.row.claim.id]

    def _show_not_decidable(self) -> None:
        self.show_message(_("This is no claim of a current text: there is nothing to decide here."))

    async def _store_decision(self, job: Callable[[Store], Sequence[Review]], label: str) -> bool:
        """Run a job that stores a decision, then show it; False if storing failed.

        ``label`` names the decision in the message that follows a decision on marked claims.
        """
        marked = len(self.table.marks)
        if marked > MAX_QUICK_MARKS:
            self._activity = _("storing …")
            self._update_headline()
        reviews_and_state = await self._client.write(lambda store: (job(store), self._state_of(store)))
        self._activity = ""
        if reviews_and_state is None:
            return False
        self._follow_own_write(reviews_and_state[1])
        if marked:
            message = ngettext(
                "{n} claim: {done}. {key} takes it back.", "{n} claims: {done}. {key} takes it back.", marked
            )
            self.show_message(
                message.format(n=format_count(marked), done=label, key=self.key_of("claims.undo"))
            )
        self.table.reload_rows()
        return True

    def _follow_own_write(self, state: tuple[int, int]) -> None:
        """Take the state of the store after a write of this screen as the state of the list."""
        if not self._changed:
            self._state = state

    async def action_decide(self, verdict_name: str) -> None:
        """Give the selected claims a verdict, or remove their verdicts if the name is empty."""
        claims, annotator = self._selected_claims(), self._workspace.annotator
        if not claims:
            return
        verdict = Verdict(verdict_name) if verdict_name else None
        has_marks = bool(self.table.marks)
        label = wording.verdict_name(verdict) if verdict else _("verdict taken back")
        is_stored = await self._store_decision(
            lambda store: store.set_verdicts(claims, annotator, verdict), label
        )
        if is_stored and verdict and not has_marks:
            self.table.action_move(1)

    async def action_tags(self) -> None:
        """Open the tag picker for the selected claims; it begins with the tags that all of them have."""
        claims, annotator = self._selected_claims(), self._workspace.annotator
        if not claims:
            return
        shared_tags = await self._client.read(lambda store: ClaimTable(store, annotator).shared_tags(claims))
        if shared_tags is None:
            return
        tags = await self._client.read(lambda store: store.tags()) or []
        vocabulary = TagVocabulary(self._client, lambda _tags: None)
        tag_store = TagStore(self._tag_change(claims, set(shared_tags)), vocabulary.define, vocabulary.retire)
        await self.app.push_screen(TagsScreen(self._subject(claims), shared_tags, tags, tag_store))

    def _tag_change(
        self, claims: Sequence[str], stored_tags: set[str]
    ) -> Callable[[frozenset[str]], Awaitable[bool]]:
        """A function that stores what differs from ``stored_tags``, the tags that all these claims have."""
        annotator = self._workspace.annotator

        async def store_tags(tags: frozenset[str]) -> bool:
            added, removed = tags - stored_tags, stored_tags - tags
            label = ", ".join(
                [*(f"+#{visible(tag)}" for tag in added), *(f"-#{visible(tag)}" for tag in removed)]
            )
            is_stored = await self._store_decision(
                lambda store: store.change_tags(claims, annotator, on=added, off=removed), label
            )
            if is_stored:
                stored_tags.symmetric_difference_update(added | removed)
            return is_stored

        return store_tags

    def _subject(self, claims: Sequence[str]) -> str:
        """The text of a single claim, or the number of claims."""
        row = self.table.row
        if len(claims) == 1 and row is not None:
            return row.claim.mention.text
        return ngettext("{n} claim", "{n} claims", len(claims)).format(n=format_count(len(claims)))

    async def action_take_back(self, direction: str) -> None:
        """Undo the annotator's last step, or redo the step that was undone last."""
        undo = UndoControl(self._client, self._workspace.annotator)
        reviews_and_state = await undo.take_back_with(direction, self._state_of)
        if reviews_and_state is None:
            return
        reviews, state = reviews_and_state
        self._follow_own_write(state)
        n = len(reviews)
        if not reviews:
            message = undo.nothing_left_message(direction)
        elif direction == "undo":
            message = ngettext("Undone: {n} claim.", "Undone: {n} claims.", n).format(n=format_count(n))
        else:
            message = ngettext("Done again: {n} claim.", "Done again: {n} claims.", n).format(
                n=format_count(n)
            )
        self.show_message(message)
        self.table.reload_rows()

    # Opening an article ---------------------------------------------------------------------------------

    def on_claims_table_claim_chosen(self) -> None:
        """Open the claim that was clicked twice in its article."""
        self.run_worker(self.action_open())

    async def action_open(self) -> None:
        """Open the claim under the cursor in its article."""
        row = self.table.row
        if row is None:
            return
        if not row.is_decidable:
            self._show_not_decidable()
            return
        self.dismiss()
        await self._open_claim(row.claim.article, row.claim.id)
