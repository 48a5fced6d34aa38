"""The evidence on a claim: a list of what was found, and a form for each piece."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.errors import UsageError
from annotations.model import Evidence
from annotations.review.evidence import read_day, read_url
from annotations.text import visible
from tui.language.i18n import _
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.widgets.panels.claim_text import evidence_line
from tui.widgets.panels.key_footer import KeyFooter


class EvidenceScreen(Dialog[None]):
    """Lists the evidence on a claim to add to, change and remove from; where there is none, asks for some.

    ``store`` stores all of it and says whether it could: what is listed is stored.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change", priority=True, id="evidence.change"),
        Binding("plus,insert", "add", "Add", id="evidence.add"),
        Binding("minus,delete", "remove", "Remove", id="evidence.remove"),
        Binding("escape,5", "dismiss", "Done", id="evidence.done"),
    ]

    def __init__(
        self,
        quote: str,
        evidence: Sequence[Evidence],
        store: Callable[[tuple[Evidence, ...]], Awaitable[bool]],
    ) -> None:
        super().__init__()
        self._quote, self._evidence = quote, tuple(evidence)
        self._store = store

    def compose(self) -> ComposeResult:
        """The claim and what was found."""
        with Vertical(classes="dialog"):
            title = _("Evidence on {quote}").format(quote=visible(self._quote))
            yield Static(title, markup=False, classes="dialog-title")
            yield OptionList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """List it; ask for the first piece where there is none."""
        self._show()
        if not self._evidence:
            self.action_add()

    def _show(self, at: int = 0) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(Content(evidence_line(evidence))) for evidence in self._evidence)
        options.highlighted = min(at, len(self._evidence) - 1) if self._evidence else None

    def action_add(self) -> None:
        """Ask for another piece."""
        self._ask(Evidence(), len(self._evidence))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change the clicked piece."""
        event.stop()
        self._ask(self._evidence[event.option_index], event.option_index)

    def action_change(self) -> None:
        """Change the highlighted piece."""
        if (at := self.query_one(OptionList).highlighted) is not None:
            self._ask(self._evidence[at], at)

    async def action_remove(self) -> None:
        """Remove the highlighted piece."""
        at = self.query_one(OptionList).highlighted
        if at is not None and await self._keep((*self._evidence[:at], *self._evidence[at + 1 :])):
            self._show(at)

    async def _keep(self, evidence: tuple[Evidence, ...]) -> bool:
        if not await self._store(evidence):
            return False
        self._evidence = evidence
        return True

    def _ask(self, evidence: Evidence, at: int) -> None:
        first = not self._evidence
        today = today_here()

        async def store(values: Values) -> bool:
            found = read_evidence(values)
            return await self._keep((*self._evidence[:at], found, *self._evidence[at + 1 :]))

        def back(_result: None) -> None:
            if first:
                self.dismiss()
            else:
                self._show(at)

        fields = [
            Field("url", _("Address"), evidence.url, placeholder="https://…"),
            Field("quote", _("Words there"), evidence.quote),
            Field("seen", _("Seen on"), evidence.seen or today, placeholder=today),
        ]
        title = _("Evidence on {quote}").format(quote=self._quote)
        self.app.push_screen(FormScreen(title, fields, store), back)


def today_here() -> str:
    """Today, where the annotator is, in ISO 8601."""
    return datetime.now().astimezone().date().isoformat()


def read_evidence(values: Values) -> Evidence:
    """The evidence typed into a form; raises FieldError for what cannot be."""
    fields = {}
    today = today_here()
    for name, read in (("url", read_url), ("seen", lambda typed: read_day(typed, today))):
        try:
            fields[name] = read(values[name])
        except UsageError as error:
            raise FieldError(error, name) from error
    if not fields["url"] and not values["quote"]:
        raise FieldError(UsageError("Write where it was found, or the words that were found."), "url")
    return Evidence(fields["url"], values["quote"], fields["seen"])
