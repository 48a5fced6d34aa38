"""A few lines to note something on a claim or an article."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from annotations.text import visible
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.panels.key_footer import KeyFooter


class NoteScreen(Dialog[None]):
    """Asks for a note and goes once ``store`` says that it is stored; until then the text stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Taken before the text area makes new lines of them.
        Binding("enter", "store", "Store", priority=True, id="note.store"),
        Binding("ctrl+j,ctrl+n", "new_line", "New line", priority=True, id="note.new_line"),
        Binding("escape,f4", "dismiss", "Leave it as it was", id="note.cancel"),
    ]

    def __init__(self, title: str, note: str, store: Callable[[str], Awaitable[bool]]) -> None:
        super().__init__()
        self._heading, self._note, self._store = title, note, store

    def compose(self) -> ComposeResult:
        """The claim and the lines."""
        with Vertical(classes="dialog"):
            yield Static(visible(self._heading), markup=False, classes="dialog-title")
            yield TextArea(self._note, compact=True, soft_wrap=True, show_line_numbers=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Write on where the note ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_new_line(self) -> None:
        """Break the line."""
        self.query_one(TextArea).insert("\n")

    async def action_store(self) -> None:
        """Have the note stored; one that is as it was needs no storing."""
        note = self.query_one(TextArea).text.strip()
        if note == self._note or await self._store(note):
            self.dismiss()
