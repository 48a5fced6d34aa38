"""A line to note something on the current claim."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from annotations.text import visible


class NoteScreen(ModalScreen[str | None]):
    """Asks for a note; gives the text, or None when given up."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", id="note.cancel")]

    def __init__(self, quote: str, note: str) -> None:
        super().__init__()
        self._quote, self._note = quote, note

    def compose(self) -> ComposeResult:
        """The claim and the line."""
        with Vertical(classes="dialog"):
            yield Static(f"Note on {visible(self._quote)}", markup=False, classes="dialog-title")
            yield Input(visible(self._note), placeholder="what you found, and where")
            yield Static("Enter stores it, Esc leaves it as it was", markup=False, classes="dialog-hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the note."""
        event.stop()
        self.dismiss(event.value.strip())
