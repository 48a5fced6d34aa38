"""The lines that say what the last key did."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui.widgets.cell_text import fit_cells

GAP = 2  # blank cells before the name at the end of the headline


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
    """A line about what is open; a message takes its place until the next key.

    Where the screen is too small for the border that names annotator and store, the end of the line names them.
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(markup=False, id=widget_id)
        self._message = self._who_and_where = ""
        self._line = Content("")

    def show(self, line: Content) -> None:
        """Replace the line; while there is a message, the line waits behind it."""
        self._line = line
        self._show_line()

    def show_who_and_where(self, name: str) -> None:
        """Name annotator and store at the end of the line, where no border does."""
        self._who_and_where = name
        self._show_line()

    def show_message(self, message: str) -> None:
        """Show a message in place of the line; an empty message brings back the line."""
        if message != self._message:
            self._message = message
            if message:
                self.update(Content(message), layout=False)
            else:
                self._show_line()
            self.set_class(cell_len(message) > self.content_size.width > 0, "-long")

    def on_resize(self) -> None:
        """Fit the line into the new width."""
        self._show_line()

    def _show_line(self) -> None:
        if not self._message:
            self.update(self._fitted_line(), layout=False)

    def _fitted_line(self) -> Content:
        width = self.content_size.width
        is_small = any(map(self.screen.has_class, ("-narrow", "-short")))
        if not (is_small and width and self._who_and_where and self._line):
            return self._line
        name = fit_cells(self._who_and_where, min(cell_len(self._who_and_where), width // 2))
        line = self._line.truncate(max(0, width - cell_len(name) - GAP), ellipsis=True, pad=True)
        return Content.assemble(line, " " * GAP, (name, "$text-muted"))
