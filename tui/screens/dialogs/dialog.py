"""Base of the dialogs: modal screens that ask for one thing and close."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.language.i18n import _
from tui.screens.base import TranslatedScreen
from tui.settings.drafts import Draft
from tui.widgets.drafts import open_draft

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], TranslatedScreen[Result]):
    """A modal screen that keeps F1 for the keys, since typed characters go to its fields.

    A dialog with a ``subject`` opens with what was typed about it the last time and not stored.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.toggle_keys", "Keys", show=False, tooltip="All keys, or none", id="app.keys"),
    ]

    def __init__(self, subject: str = "") -> None:
        super().__init__()
        self._subject = subject
        self.draft: Draft | None = None

    def compose_draft(self, title: str) -> Static:
        """Open the draft; the line that says that the dialog goes on with it, hidden without one."""
        self.draft = open_draft(self, self._subject, title)
        hint = Static(
            _("Not stored the last time: go on, or Esc gives it up."), markup=False, classes="dialog-hint"
        )
        hint.display = self.draft is not None and bool(self.draft.values)
        return hint

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the dialog: what was typed is stored, or given up."""
        if self.draft is not None:
            self.draft.settle()
        return super().dismiss(result)
