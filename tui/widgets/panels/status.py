"""What has just happened, in one line."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static


class Status(Static):
    """Says what the last key did, until the next one; nothing that is still to be seen then goes here.

    Between two such words it says what ``idle`` gives, such as what is being passed by.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(markup=False, id=id)
        self._told = self._idle = ""

    @property
    def told(self) -> str:
        """What it says now, as plain text."""
        return self._told or self._idle

    def tell(self, told: str) -> None:
        """Say this in place of what was said before; nothing any more where it is empty."""
        if told != self._told:
            self._told = told
            self._show()

    def idle(self, told: str) -> None:
        """Say this from now on while there is nothing else to say."""
        if told != self._idle:
            self._idle = told
            self._show()

    def _show(self) -> None:
        self.update(Content.styled(self.told, "" if self._told else "$text-muted"), layout=False)
        # Laid out anew only where it takes other lines than before: that costs more than the key itself.
        room = self.content_size.width
        lines = 2 if cell_len(self.told) > room > 0 else 1
        if lines != self.content_size.height:
            self.refresh(layout=True)


class Headline(Static):
    """A line about what is open, which gives way for once to what has just happened."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(markup=False, id=id)
        self._told = ""
        self._line = Content("")

    def show(self, line: Content) -> None:
        """Show this line from now on."""
        self._line = line
        if not self._told:
            self.update(line, layout=False)

    def tell(self, told: str) -> None:
        """Say this instead; show the line again where it is empty."""
        if told != self._told:
            self._told = told
            self.update(Content(told) if told else self._line, layout=False)
            self.set_class(cell_len(told) > self.content_size.width > 0, "-long")
