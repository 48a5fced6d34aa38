"""A text that is another one with every key."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Saying(Static):
    """Says something in as many lines as it takes; the screen is laid out anew only where these are more or fewer."""

    def __init__(self, said: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(said, markup=False, id=id, classes=classes)
        self._said = Content(said)

    def say(self, said: str | Content, *, least: int = 1) -> None:
        """Say something else from now on, on ``least`` lines where its style has it take so many."""
        told = Content(said) if isinstance(said, str) else said
        if told.plain == self._said.plain and told.spans == self._said.spans:
            return
        self._said = told
        self.update(told, layout=False)
        width = self.content_size.width
        if not width or max(least, told.get_height({}, width)) != self.content_size.height:
            self.refresh(layout=True)
