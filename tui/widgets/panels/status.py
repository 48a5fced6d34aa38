"""The lines that say what the last key did."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static


class Status(Static):
    """Shows a message about the last key until the next key; between messages, the idle message.

    The idle message is for states that last, such as dates being skipped.
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(markup=False, id=widget_id)
        self._message = self._idle_message = ""

    @property
    def message(self) -> str:
        """The message on the screen, as plain text."""
        return self._message or self._idle_message

    def show_message(self, message: str) -> None:
        """Replace the message; an empty one brings back the idle message."""
        if message != self._message:
            self._message = message
            self._show()

    def show_idle(self, message: str) -> None:
        """Replace the idle message."""
        if message != self._idle_message:
            self._idle_message = message
            self._show()

    def _show(self) -> None:
        self.update(Content.styled(self.message, "" if self._message else "$text-muted"), layout=False)
        # A new layout takes longer than the rest of a key, so only another number of lines asks for one.
        width = self.content_size.width
        lines = 2 if cell_len(self.message) > width > 0 else 1
        if lines != self.content_size.height:
            self.refresh(layout=True)


class Headline(Static):
    """A line about what is open; a message takes its place until the next key."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(markup=False, id=widget_id)
        self._message = ""
        self._line = Content("")

    def show(self, line: Content) -> None:
        """Replace the line; while there is a message, the line waits behind it."""
        self._line = line
        if not self._message:
            self.update(line, layout=False)

    def show_message(self, message: str) -> None:
        """Show a message in place of the line; an empty message brings back the line."""
        if message != self._message:
            self._message = message
            self.update(Content(message) if message else self._line, layout=False)
            self.set_class(cell_len(message) > self.content_size.width > 0, "-long")
