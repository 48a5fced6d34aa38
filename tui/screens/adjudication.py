"""The screen for settling what annotators disagree on: each claim in its text, with what each of them said beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.errors import QueryError, UsageError
from annotations.model import Review, Verdict
from annotations.review.article_contents import read_contents
from annotations.review.open_article import OpenArticle
from annotations.search import parse
from annotations.store import Store
from annotations.store.blindness import expect_leading
from annotations.store.teams.adjudications import (
    REASONS,
    DisputedClaim,
    accept_agreed,
    follow,
    read_queue,
    settle_anew,
)
from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import format_count
from tui.language.wording import verdict_name
from tui.screens.base import TranslatedScreen
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread
from tui.store.watcher import WATCH_SECONDS, StoreWatcher
from tui.undo.control import UndoControl
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_text import other_review_lines
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.status import Status

REASON_NAMES = {
    "": mark("no reason"),
    "ambiguous_text": mark("ambiguous text"),
    "guideline_gap": mark("gap in the guideline"),
    "annotator_error": mark("slip"),
    "edge_case": mark("edge case"),
}
# The actions that need a disputed claim.
_CLAIM_ACTIONS = {"decide", "step", "reason"}


class AdjudicationScreen(TranslatedScreen[None]):
    """Shows a disputed claim in its text, and who said what; Enter follows a side, verdict keys decide anew.

    What is settled leaves the queue, and comes back when one of those decisions changes. All can be undone.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.ADJUDICATION
    DECIDING = frozenset({"accept_agreed"})
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]

    def __init__(self, workspace: Workspace, thread: StoreThread, query: str = "") -> None:
        """``query``: which disputed claims are shown first."""
        super().__init__()
        self._workspace = workspace
        self._client = StoreClient(thread, self)
        self._watcher = StoreWatcher(self._client, self._load)
        self._undo = UndoControl(self._client, workspace.annotator)
        self._query = query
        self._queue: list[DisputedClaim] = []
        self._position = 0
        self._reason = ""

    def compose(self) -> ComposeResult:
        yield Static(id="dispute-told", markup=False)
        with Horizontal(id="dispute"):
            yield ArticleReader(widget_id="dispute-text")
            yield OptionList(id="sides", markup=False)
        yield Status()
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Show the first disputed claim."""
        self.query_one("#sides").focus()
        await self._load()
        self.set_interval(WATCH_SECONDS, self._watcher.check)

    @property
    def dispute(self) -> DisputedClaim | None:
        """The disputed claim on the screen."""
        return self._queue[self._position] if self._queue else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions on claims while the queue is empty."""
        if not self._queue and action in _CLAIM_ACTIONS:
            return False
        return super().check_action(action, parameters)

    async def _load(self) -> None:
        """Read the queue; the claim on the screen stays there as long as it is disputed."""
        claim, annotator, query = (
            self.dispute and self.dispute.claim.id,
            self._workspace.annotator,
            self._query,
        )

        def read(store: Store) -> list[DisputedClaim]:
            with store.read_access() as connection:
                expect_leading(connection, annotator)
            return read_queue(store, query)

        queue = await self._client.read(read)
        if queue is None:
            return
        claims = [disputed.claim.id for disputed in queue]
        position = claims.index(claim) if claim in claims else self._position
        is_same = queue == self._queue and bool(queue)
        self._queue, self._position = queue, min(position, max(0, len(queue) - 1))
        if not is_same:
            await self._show()

    async def _show(self) -> None:
        """Show the claim in its text with its sides, or that nothing is disputed."""
        dispute, annotator = self.dispute, self._workspace.annotator
        self.query_one("#dispute").display = dispute is not None
        self.refresh_bindings()
        self.query_one("#dispute-told", Static).update(self._headline())
        if dispute is None:
            return
        contents = await self._client.read(
            partial(read_contents, article=dispute.claim.article, annotator=annotator, claim=dispute.claim.id)
        )
        if contents is None:
            return
        article, reader = OpenArticle(contents, annotator), self.query_one("#dispute-text", ArticleReader)
        reader.show_article(contents.display, contents.outline)
        article.go(article.mention_to_resume(contents.claim))
        reader.show_current(article.index, article.sentence())
        self._show_sides(dispute)

    def _show_sides(self, dispute: DisputedClaim) -> None:
        sides = self.query_one("#sides", OptionList)
        sides.clear_options()
        sides.add_options(
            Option(Content.assemble(*other_review_lines([review], dispute.claim.mention))[1:], id=str(number))
            for number, review in enumerate(dispute.reviews)
        )
        sides.highlighted = 0

    def _headline(self) -> Content:
        if (dispute := self.dispute) is None:
            message = _("Nothing is disputed. {key} leads back to the review.")
            return Content(message.format(key=self.key_of("adjudication.leave")))
        share = _("{n} of {total} say the same").format(
            n=round(dispute.agreement * len(dispute.reviews)), total=len(dispute.reviews)
        )
        return Content.assemble(
            (f"{self._position + 1}/{format_count(len(self._queue))}", "$text-accent"),
            (f"  {visible(dispute.claim.article)}  ", "bold"),
            (visible(dispute.claim.mention.text), "bold reverse"),
            f"  {share}",
            (f"  · {_(REASON_NAMES[self._reason])}", "$text-muted"),
        )

    # Settling -------------------------------------------------------------------------------------------

    async def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Settle the claim as the chosen annotator has decided it."""
        if (dispute := self.dispute) is None:
            return
        side, adjudicator, reason = (
            dispute.reviews[message.option_index],
            self._workspace.annotator,
            self._reason,
        )
        outcome = _("as {annotator} says").format(annotator=visible(side.annotator))
        await self._settle(lambda store: follow(store, adjudicator, side, reason=reason), outcome)

    async def action_decide(self, verdict: str) -> None:
        """Ask why, and settle the claim with a verdict of one's own."""
        if (dispute := self.dispute) is None:
            return
        claim, adjudicator = dispute.claim.id, self._workspace.annotator
        chosen_verdict = Verdict(verdict)

        async def store_verdict(values: Values) -> bool:
            if not values["note"]:
                raise FieldError(UsageError("Say why in a note: nobody is followed."), "note")
            return await self._settle(
                lambda store: settle_anew(
                    store, adjudicator, claim, chosen_verdict, note=values["note"], reason=values["reason"]
                ),
                verdict_name(chosen_verdict),
            )

        reasons = {reason: _(name) for reason, name in REASON_NAMES.items()}
        fields = [Field("note", _("Why")), Field("reason", _("Reason"), self._reason, reasons)]
        title = f"{verdict_name(chosen_verdict)}: {dispute.claim.mention.text}"
        await self.app.push_screen(FormScreen(title, fields, store_verdict, subject=f"adjudication {claim}"))

    async def action_accept_agreed(self) -> None:
        """Settle all claims on which everybody agrees, as one step."""
        adjudicator, query = self._workspace.annotator, self._query
        reviews = await self._client.write(lambda store: accept_agreed(store, adjudicator, query))
        if reviews is not None:
            count = len(reviews)
            message = ngettext(
                "{n} claim on which all agree is accepted.",
                "{n} claims on which all agree are accepted.",
                count,
            )
            self.show_message(message.format(n=format_count(count)))

    async def _settle(self, job: Callable[[Store], Review], outcome: str) -> bool:
        """Store an adjudication, and show the next claim."""
        if await self._client.write(job) is None:
            return False
        self._reason = ""
        await self._load()
        waiting = len(self._queue)
        message = ngettext("{done} · {n} claim waits", "{done} · {n} claims wait", waiting)
        self.show_message(message.format(done=outcome, n=format_count(waiting)))
        return True

    async def action_take_back(self, direction: str) -> None:
        """Undo the adjudicator's last step, or redo the one undone last."""
        undo_result = await self._undo.take_back(direction)
        first = undo_result.reviews[0] if undo_result and undo_result.reviews else None
        await self._load()
        if isinstance(first, Review):
            self._go_to(first.claim)
            await self._show()
        if undo_result and undo_result.message:
            self.show_message(undo_result.message)

    # Moving ---------------------------------------------------------------------------------------------

    def _go_to(self, claim: str) -> None:
        claims = [disputed.claim.id for disputed in self._queue]
        if claim in claims:
            self._position = claims.index(claim)

    async def action_step(self, step: int) -> None:
        """Show the next or previous disputed claim."""
        if 0 <= self._position + step < len(self._queue):
            self._position += step
            await self._show()

    def action_reason(self) -> None:
        """Say why annotators disagreed: the next reason."""
        reasons = ("", *REASONS)
        self._reason = reasons[(reasons.index(self._reason) + 1) % len(reasons)]
        self.query_one("#dispute-told", Static).update(self._headline())

    async def action_filter(self) -> None:
        """Ask which claims the queue has."""

        async def use_query(values: Values) -> bool:
            try:
                parse(values["query"], complete=True)
            except QueryError as error:
                raise FieldError(error, "query") from error
            self._query = values["query"]
            await self._load()
            return True

        fields = [Field("query", _("Filter"), self._query, placeholder="kind:money article:quang-nam")]
        await self.app.push_screen(FormScreen(_("Which disputed claims"), fields, use_query))
