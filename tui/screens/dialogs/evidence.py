"""The evidence on a claim: a list of its pieces, and a form for each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.errors import UsageError
from annotations.model import Evidence, EvidenceKind
from annotations.review.evidence import read_day, read_url
from annotations.text import visible
from tui.language.i18n import _
from tui.language.wording import evidence_kind_name
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.widgets.drafts import open_draft
from tui.widgets.panels.claim_text import linked_evidence
from tui.widgets.panels.key_footer import KeyFooter


class EvidenceScreen(Dialog[None]):
    """Lists the pieces of evidence on a claim, to add, change and remove; without any, asks for the first.

    ``store`` stores the whole list and returns whether storing succeeded: the dialog shows stored pieces only.
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
        subject: str = "",
    ) -> None:
        super().__init__(subject)
        self._quote, self._evidence = quote, tuple(evidence)
        self._store = store

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            title = _("Evidence on {quote}").format(quote=visible(self._quote))
            yield Static(title, markup=False, classes="dialog-title")
            yield OptionList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the list; open the form when it is empty, or when a new piece was not stored the last time."""
        self._show()
        new_piece = open_draft(self, self._piece_subject(len(self._evidence)), "")
        if not self._evidence or (new_piece and new_piece.values):
            self.action_add()

    def _show(self, highlighted: int = 0) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(linked_evidence("", evidence, "")) for evidence in self._evidence)
        options.highlighted = min(highlighted, len(self._evidence) - 1) if self._evidence else None

    def action_add(self) -> None:
        """Open the form for a new piece."""
        self._open_form(Evidence(), len(self._evidence))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change the clicked piece."""
        event.stop()
        self._open_form(self._evidence[event.option_index], event.option_index)

    def action_change(self) -> None:
        """Change the highlighted piece."""
        if (index := self.query_one(OptionList).highlighted) is not None:
            self._open_form(self._evidence[index], index)

    async def action_remove(self) -> None:
        """Remove the highlighted piece."""
        index = self.query_one(OptionList).highlighted
        if index is not None and await self._replace((*self._evidence[:index], *self._evidence[index + 1 :])):
            self._show(index)

    async def _replace(self, evidence: tuple[Evidence, ...]) -> bool:
        if not await self._store(evidence):
            return False
        self._evidence = evidence
        return True

    def _open_form(self, evidence: Evidence, index: int) -> None:
        """Open the form for the piece at an index of the list; an index behind the last one adds a piece."""
        is_first = not self._evidence
        today = local_today()

        async def store(values: Values) -> bool:
            piece = read_evidence(values)
            return await self._replace((*self._evidence[:index], piece, *self._evidence[index + 1 :]))

        def close_form(_result: None) -> None:
            # The list would only be in the way of an annotator who wanted to add one piece.
            if is_first:
                self.dismiss()
            else:
                self._show(index)

        fields = [
            Field("url", _("Source"), evidence.where, placeholder=_("https://… or what names it")),
            Field("quote", _("Words there"), evidence.quote),
            Field("seen", _("Seen on"), evidence.seen_on or today, placeholder=today),
            Field(
                "kind",
                _("Kind"),
                evidence.kind or EvidenceKind.WEB,
                {kind: evidence_kind_name(kind) for kind in EvidenceKind},
            ),
            Field("page", _("Page"), evidence.page),
        ]
        title = _("Evidence on {quote}").format(quote=self._quote)
        subject = self._piece_subject(index)
        self.app.push_screen(FormScreen(title, fields, store, subject=subject), close_form)

    def _piece_subject(self, index: int) -> str:
        """The subject of the draft of the piece at an index; a new piece has one of its own."""
        piece = "new" if index == len(self._evidence) else index
        return f"{self._subject} {piece}" if self._subject else ""


def local_today() -> str:
    """The current date in the annotator's time zone, in ISO 8601."""
    return datetime.now().astimezone().date().isoformat()


def read_evidence(values: Values) -> Evidence:
    """The evidence that the values of a form describe; raises FieldError for a value that is not valid.

    Only a source of the web has to be an address.
    """
    kind = EvidenceKind(values.get("kind") or EvidenceKind.WEB)
    fields = {}
    today = local_today()
    for name, parse in (
        ("url", read_url if kind is EvidenceKind.WEB else str.strip),
        ("seen", lambda text: read_day(text, today)),
    ):
        try:
            fields[name] = parse(values[name])
        except UsageError as error:
            raise FieldError(error, name) from error
    if not fields["url"] and not values["quote"]:
        raise FieldError(UsageError("Write where it was found, or the words that were found."), "url")
    page = values.get("page", "")
    if kind is EvidenceKind.WEB:
        return Evidence(fields["url"], values["quote"], fields["seen"], page=page)
    return Evidence("", values["quote"], fields["seen"], kind, fields["url"], page)
