"""One of a few things to choose from, with arrows, in a single line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from annotations.text import visible


class Choice(Static, can_focus=True):
    """Shows the chosen one of ``options``; an empty one stands for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "choose(1)", "Next", show=False, id="choice.next"),
        Binding("left", "choose(-1)", "Previous", show=False, id="choice.previous"),
    ]

    class Changed(Message):
        """Another one was chosen."""

    def __init__(self, options: Sequence[str], value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(markup=False, id=id)
        self._options = list(options)
        self._at = self._options.index(value) if value in self._options else 0

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._options[self._at]

    def on_mount(self) -> None:
        """Show it."""
        self._tell()

    def _tell(self) -> None:
        self.update(
            Content.assemble(("‹ ", "$text-muted"), visible(self.value) or "none", (" ›", "$text-muted"))
        )

    def action_choose(self, by: int) -> None:
        """Choose the next (``by`` is 1) or the previous one (-1), round the ends."""
        self._at = (self._at + by) % len(self._options)
        self._tell()
        self.post_message(self.Changed())

    def on_click(self) -> None:
        """Choose the next one."""
        self.action_choose(1)
