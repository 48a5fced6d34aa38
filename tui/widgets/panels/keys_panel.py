"""The panel that lists all keys."""

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
    """Lists the keys of the screen and of the focused widget; arrows scroll the list.

    While the panel itself has the focus, it keeps listing the keys of the widget that was focused before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.toggle_keys", "Hide the keys", id="keys.hide"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys-panel--key", "keys-panel--about"}

    def compose(self) -> ComposeResult:
        """The list."""
        yield Static()

    def on_mount(self) -> None:
        """List the keys, and follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._list_keys()

    def on_unmount(self) -> None:
        """Stop following the bindings."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.call_after_refresh(self._list_keys_unless_focused)

    def _list_keys_unless_focused(self) -> None:
        if self.is_attached and self.screen.focused is not self:
            self._list_keys()

    def _list_keys(self) -> None:
        self.query_one(Static).update(self._table(self.screen.active_bindings))

    def _table(self, active_bindings: Mapping[str, ActiveBinding]) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", max_width=14)
        table.add_column(ratio=1)
        key_style = self.get_component_rich_style("keys-panel--key", partial=True)
        tooltip_style = self.get_component_rich_style("keys-panel--about", partial=True)
        for bindings in _bindings_by_action(active_bindings):
            keys = dict.fromkeys(self.app.get_key_display(binding) for binding in bindings)
            description = Text(bindings[0].description)
            if bindings[0].tooltip:
                description.append(f" · {bindings[0].tooltip}", tooltip_style)
            table.add_row(Text(" ".join(keys), style=key_style), description)
        return table


def _bindings_by_action(active_bindings: Mapping[str, ActiveBinding]) -> list[list[Binding]]:
    """The bindings of each action: the screen's first, then the focused widget's; Textual's own last."""
    groups: dict[object, list[Binding]] = {}
    for active in sorted(active_bindings.values(), key=lambda active: not isinstance(active.node, Screen)):
        if not active.binding.key.startswith("super+"):
            groups.setdefault(_action_key(active), []).append(active.binding)
    own_first = [sorted(bindings, key=lambda binding: binding.id is None) for bindings in groups.values()]
    return sorted(own_first, key=lambda bindings: bindings[0].id is None)


def _action_key(active: ActiveBinding) -> object:
    """What two bindings of one action have in common: ``quit`` of the app is ``app.quit`` of a screen."""
    action = active.binding.action
    if action.startswith("app."):
        return action
    if active.node is active.node.app:
        return f"app.{action}"
    return active.node, action
