"""A few lines to note something on a claim or an article."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
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


class NoteScreen(ModalScreen[None]):
    """Asks for a note and goes once ``store`` says that it is stored; until then the text stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4,shift+f4", "dismiss", "Leave it as it was", id="note.cancel")
    ]

    def __init__(self, title: str, note: str, store: Callable[[str], Awaitable[bool]]) -> None:
        super().__init__()
        self._heading, self._note, self._store = title, note, store

    def compose(self) -> ComposeResult:
        """The claim and the lines."""
        with Vertical(classes="dialog"):
            yield Static(visible(self._heading), markup=False, classes="dialog-title")
            yield NoteArea(self._note, compact=True, soft_wrap=True, show_line_numbers=False)
            hint = "Enter stores it, Ctrl+J makes a new line, Esc leaves it as it was"
            yield Static(hint, markup=False, classes="dialog-hint")

    def on_mount(self) -> None:
        """Write on where the note ends."""
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)

    async def on_note_area_finished(self) -> None:
        """Have the note stored; one that is as it was needs no storing."""
        note = self.query_one(NoteArea).text.strip()
        if note == self._note or await self._store(note):
            self.dismiss()
