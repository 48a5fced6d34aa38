"""The keys in the last line."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class Told(NamedTuple):
    """One key as the footer tells it."""

    key: str
    shown: str
    description: str
    tooltip: str
    enabled: bool

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return cell_len(self.shown) + 1 + cell_len(self.description)


class KeyFooter(Widget):
    """Tells the keys that can be used now, in one line; a click on one is a press of it.

    One widget, where Textual's footer is one for every key with styles of their own: they are made anew whenever
    another thing has the focus, and were a fifth of the time until the first screen.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom; height: 1; color: $footer-foreground; background: $footer-background;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    _keys: tuple[Told, ...] | None = None  # None until it is drawn first
    _hovered: str | None = None

    def on_mount(self) -> None:
        """Follow what the keys of the screen are."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Follow no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self._keys is not None and screen is self.screen and (keys := self._now(screen)) != self._keys:
            self._keys = keys
            self.refresh()

    def _now(self, screen: Screen[object]) -> tuple[Told, ...]:
        told: list[Told] = []
        actions: set[str] = set()
        for _node, binding, enabled, tooltip in screen.active_bindings.values():
            if binding.show and binding.action not in actions:
                actions.add(binding.action)
                shown = self.app.get_key_display(binding)
                told.append(Told(binding.key, shown, binding.description, tooltip, enabled))
        return tuple(told)

    @property
    def text(self) -> str:
        """The whole line as plain text."""
        return self.render().plain

    @property
    def _gap(self) -> int:
        """The blanks between two keys: fewer where that brings all into sight."""
        return 2 if sum(key.width + 2 for key in self._keys or ()) <= self.size.width + 2 else 1

    def render(self) -> Content:
        """The keys, each before what it does."""
        if self._keys is None:
            self._keys = self._now(self.screen)
        parts: list[tuple[str, str]] = []
        gap = " " * self._gap
        for key in self._keys:
            back = " on $block-hover-background" if key.key == self._hovered else ""
            dim = "" if key.enabled else " dim"
            parts += [
                (gap if parts else "", ""),
                (key.shown, f"bold $footer-key-foreground{dim}{back}"),
                (f" {key.description}", f"$footer-description-foreground{dim}{back}"),
            ]
        return Content.assemble(*parts)

    def _under(self, event: events.MouseEvent) -> Told | None:
        start = 0
        for key in self._keys or ():
            if start <= event.x < start + key.width:
                return key
            start += key.width + self._gap
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say more of the key under the pointer."""
        self._hover(self._under(event))

    def on_leave(self) -> None:
        """No key is under the pointer any more."""
        self._hover(None)

    def _hover(self, told: Told | None) -> None:
        if (key := told.key if told else None) != self._hovered:
            self._hovered = key
            self.tooltip = told.tooltip if told else None
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the pointer."""
        if (told := self._under(event)) is not None:
            self.app.simulate_key(told.key) if told.enabled else self.app.bell()
