"""One of a few things to choose from, with arrows, in a single line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from annotations.text import visible

_BEFORE = "‹ "


class Choice(Static, can_focus=True):
    """Shows what the chosen one of ``options`` is called; they are by the value that each stands for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "choose(1)", "Next", show=False, id="choice.next"),
        Binding("left", "choose(-1)", "Previous", show=False, id="choice.previous"),
    ]

    class Changed(Message):
        """Another one was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, options: Mapping[str, str], value: str, *, widget_id: str | None = None) -> None:
        super().__init__(markup=False, id=widget_id)
        self._options = list(options.items())
        self._at = list(options).index(value) if value in options else 0

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._options[self._at][0]

    def on_mount(self) -> None:
        """Show it."""
        self._tell()

    def _tell(self) -> None:
        name = self._options[self._at][1]
        self.update(Content.assemble((_BEFORE, "$text-muted"), visible(name), (" ›", "$text-muted")))

    def action_choose(self, by: int) -> None:
        """Choose the next (``by`` is 1) or the previous one (-1), round the ends."""
        self._at = (self._at + by) % len(self._options)
        self._tell()
        self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the next one or, on the sign before it, the previous one."""
        offset = event.get_content_offset(self)
        self.action_choose(-1 if offset is not None and offset.x < len(_BEFORE) else 1)
