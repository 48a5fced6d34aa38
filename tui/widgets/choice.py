"""A field that shows one of several options and changes it with the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from annotations.text import visible

_PREVIOUS_SIGN = "‹ "
_NEXT_SIGN = " ›"


class Choice(Static, can_focus=True):
    """Shows the label of the chosen option; ``options`` maps each value to its label."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "choose(1)", "Next", show=False, id="choice.next"),
        Binding("left", "choose(-1)", "Previous", show=False, id="choice.previous"),
    ]

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, options: Mapping[str, str], value: str, *, widget_id: str | None = None) -> None:
        """Create the field with the option of ``value`` chosen, else the first."""
        super().__init__(markup=False, id=widget_id)
        self._options = list(options.items())
        self._index = list(options).index(value) if value in options else 0

    @property
    def value(self) -> str:
        """The value of the chosen option."""
        return self._options[self._index][0]

    def on_mount(self) -> None:
        """Show the first choice."""
        self._show_choice()

    def _show_choice(self) -> None:
        label = visible(self._options[self._index][1])
        self.update(Content.assemble((_PREVIOUS_SIGN, "$text-muted"), label, (_NEXT_SIGN, "$text-muted")))

    def action_choose(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) option; the last is followed by the first."""
        self._index = (self._index + step) % len(self._options)
        self._show_choice()
        self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the previous option on a click on its sign, else the next one."""
        offset = event.get_content_offset(self)
        self.action_choose(-1 if offset is not None and offset.x < len(_PREVIOUS_SIGN) else 1)
