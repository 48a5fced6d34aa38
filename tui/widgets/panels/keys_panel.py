"""All keys that can be used now, beside what they act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static


class KeysPanel(VerticalScroll, can_focus=True):
    """Tells the keys of a screen and of what has the focus on it; arrows scroll it while it has the focus itself.

    It goes on telling the keys of what had the focus before, for those are asked about.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.toggle_keys", "Hide the keys", id="keys.hide"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys-panel--key", "keys-panel--about"}

    def compose(self) -> ComposeResult:
        """The keys."""
        yield Static()

    def on_mount(self) -> None:
        """Tell the keys, and tell them anew whenever they are others."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._tell()

    def on_unmount(self) -> None:
        """Ask for no more news."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.call_after_refresh(self._tell_others)

    def _tell_others(self) -> None:
        if self.is_attached and self.screen.focused is not self:
            self._tell()

    def _tell(self) -> None:
        self.query_one(Static).update(self._table(self.screen.active_bindings))

    def _table(self, bound: Mapping[str, ActiveBinding]) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", max_width=14)
        table.add_column(ratio=1)
        key_style = self.get_component_rich_style("keys-panel--key", partial=True)
        about_style = self.get_component_rich_style("keys-panel--about", partial=True)
        for bindings in _by_action(bound):
            binding = bindings[0]
            shown = dict.fromkeys(self.app.get_key_display(other) for other in bindings)
            told = Text(binding.description)
            if binding.tooltip:
                told.append(f" · {binding.tooltip}", about_style)
            table.add_row(Text(" ".join(shown), style=key_style), told)
        return table


def _by_action(bound: Mapping[str, ActiveBinding]) -> list[list[Binding]]:
    """The bindings of each action: the screen's, those of what has the focus, those of what all is made of."""
    found: dict[object, list[Binding]] = {}
    for active in sorted(bound.values(), key=lambda active: not isinstance(active.node, Screen)):
        if not active.binding.key.startswith("super+"):
            action = active.binding.action
            # The same is bound here and there: what Textual's app calls quit is app.quit on a screen.
            of = (
                action
                if action.startswith("app.")
                else f"app.{action}"
                if active.node is active.node.app
                else None
            )
            found.setdefault(of or (active.node, action), []).append(active.binding)
    ours_first = [sorted(bindings, key=lambda binding: binding.id is None) for bindings in found.values()]
    return sorted(ours_first, key=lambda bindings: bindings[0].id is None)
