"""A few lines to note something on the current claim."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from annotations.text import visible


class NoteArea(TextArea):
    """A text area in which Enter stores what is written; Ctrl+J makes a new line."""

    class Finished(Message):
        """Enter was pressed."""

    def on_key(self, event: events.Key) -> None:
        """Take Enter before the text area makes a new line of it."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Finished())
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")


class NoteScreen(ModalScreen[str | None]):
    """Asks for a note; gives the text, or None when given up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "dismiss(None)", "Leave it as it was", id="note.cancel")
    ]

    def __init__(self, quote: str, note: str) -> None:
        super().__init__()
        self._quote, self._note = quote, note

    def compose(self) -> ComposeResult:
        """The claim and the lines."""
        with Vertical(classes="dialog"):
            yield Static(f"Note on {visible(self._quote)}", markup=False, classes="dialog-title")
            yield NoteArea(self._note, compact=True, soft_wrap=True, show_line_numbers=False)
            hint = "Enter stores it, Ctrl+J makes a new line, Esc leaves it as it was"
            yield Static(hint, markup=False, classes="dialog-hint")

    def on_mount(self) -> None:
        """Write on where the note ends."""
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)

    def on_note_area_finished(self) -> None:
        """Give the note."""
        self.dismiss(self.query_one(NoteArea).text.strip())
