"""The evidence on a claim: a list of what was found, and a form for each piece."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.errors import UsageError
from annotations.evidence import read_day, read_url
from annotations.model import Evidence
from annotations.text import visible
from tui.screens.form import Field, FieldError, FormScreen, Values
from tui.widgets.said import evidence_line


class EvidenceScreen(ModalScreen[None]):
    """Lists the evidence on a claim to add to, change and remove from; where there is none, asks for some.

    ``store`` stores all of it and says whether it could: what is listed is stored.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,5", "dismiss", "Done", id="evidence.done"),
        Binding("plus,insert", "add", "Add", id="evidence.add"),
        Binding("minus,delete", "remove", "Remove", id="evidence.remove"),
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
            yield Static(f"Evidence on {visible(self._quote)}", markup=False, classes="dialog-title")
            yield OptionList()
            hint = "Enter changes it, + adds one, - removes it, Esc when done"
            yield Static(hint, markup=False, classes="dialog-hint")

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
        self._ask("New evidence", Evidence(), len(self._evidence))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change a piece."""
        event.stop()
        self._ask("Evidence", self._evidence[event.option_index], event.option_index)

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

    def _ask(self, what: str, evidence: Evidence, at: int) -> None:
        first = not self._evidence
        today = today_here()

        async def store(values: Values) -> bool:
            found = read_evidence(values)
            return await self._keep((*self._evidence[:at], found, *self._evidence[at + 1 :]))

        def back(_: None) -> None:
            if first:
                self.dismiss()
            else:
                self._show(at)

        fields = [
            Field("url", "Address", evidence.url, placeholder="https://…"),
            Field("quote", "Words there", evidence.quote),
            Field("seen", "Seen on", evidence.seen or today, placeholder=today),
        ]
        self.app.push_screen(FormScreen(f"{what} on {self._quote}", fields, store), back)


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
            raise FieldError(name, error) from error
    if not fields["url"] and not values["quote"]:
        raise FieldError("url", UsageError("Write where it was found, or the words that were found."))
    return Evidence(fields["url"], values["quote"], fields["seen"])
