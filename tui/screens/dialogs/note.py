"""The dialog for a note on a claim or an article."""

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
    """Asks for a note and closes once ``store`` returns True; until then the dialog keeps the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: the text area would insert a line break for these keys.
        Binding("enter", "store", "Store", priority=True, id="note.store"),
        Binding("ctrl+j,ctrl+n", "new_line", "New line", priority=True, id="note.new_line"),
        Binding("escape,f4", "dismiss", "Leave it as it was", id="note.cancel"),
    ]

    def __init__(
        self, title: str, note: str, store: Callable[[str], Awaitable[bool]], subject: str = ""
    ) -> None:
        super().__init__(subject)
        self._heading, self._note, self._store = title, note, store

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(visible(self._heading), markup=False, classes="dialog-title")
            yield self.compose_draft(self._heading)
            text = self.draft.values.get("note", self._note) if self.draft else self._note
            yield TextArea(text, compact=True, soft_wrap=True, show_line_numbers=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Put the cursor at the end of the note."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the text as a draft."""
        if self.draft is not None:
            self.draft.keep({"note": event.text_area.text}, {"note": self._note})

    def action_new_line(self) -> None:
        """Insert a line break."""
        self.query_one(TextArea).insert("\n")

    async def action_store(self) -> None:
        """Store the note and close; an unchanged note is not stored again."""
        note = self.query_one(TextArea).text.strip()
        if note == self._note or await self._store(note):
            self.dismiss()
