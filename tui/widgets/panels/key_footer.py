"""The footer with the keys that work now."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.keys.keymap import WIDE_FOOTER


class FooterKey(NamedTuple):
    """A key in the footer: ``key`` is Textual's name for it, ``label`` the one that is shown."""

    key: str
    label: str
    description: str
    tooltip: str
    enabled: bool
    quits: bool = False

    @property
    def width(self) -> int:
        """The width in cells."""
        return cell_len(self.label) + 1 + cell_len(self.description)


class KeyFooter(Widget):
    """Shows the keys of the focused widget and its screen in one line; a click on a key presses it.

    Textual's footer has one widget per key and creates them again on each change of the focus, which took a fifth of
    the time until the first screen; this one is a single widget.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom; height: 1; color: $footer-foreground; background: $footer-background;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    _keys: tuple[FooterKey, ...] | None = None  # None until the first render
    _hovered: str | None = None

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Stop following the bindings."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self._keys is None or screen is not self.screen:
            return
        if (keys := self._active_keys(screen)) != self._keys:
            self._keys = keys
            self.refresh()

    def _active_keys(self, screen: Screen[object]) -> tuple[FooterKey, ...]:
        keys: list[FooterKey] = []
        hidden_keys: dict[str, FooterKey] = {}  # by action id: what a wide footer has room for
        actions: set[str] = set()
        for _node, binding, enabled, tooltip in screen.active_bindings.values():
            if binding.action in actions or not (binding.show or binding.id in WIDE_FOOTER):
                continue
            actions.add(binding.action)
            label, quits = self.app.get_key_display(binding), binding.action == "app.quit"
            key = FooterKey(binding.key, label, binding.description, tooltip, enabled, quits)
            if binding.show:
                keys.append(key)
            else:
                hidden_keys[binding.id or ""] = key
        quitting = [keys.pop()] if keys and keys[-1].quits else []
        return (
            *keys,
            *(hidden_keys[action_id] for action_id in WIDE_FOOTER if action_id in hidden_keys),
            *quitting,
        )

    @property
    def text(self) -> str:
        """The whole line as plain text."""
        return self.render().plain

    def _fitting_keys(self) -> list[FooterKey]:
        """The keys in sight, as many as there is room for; the one that quits stays."""
        *keys, last = self._keys or (None,)
        if last is None:
            return []
        if not last.quits:
            keys.append(last)
        room = self.size.width + 1 - (last.width + 1 if last.quits else 0)
        widths = accumulate(key.width + 1 for key in keys)
        fitting = [key for key, width in zip(keys, widths, strict=True) if width <= room]
        return [*fitting, *([last] if last.quits else [])]

    @property
    def _gap(self) -> int:
        """The blanks between two keys: one instead of two where two would push a key out of sight."""
        return 2 if sum(key.width + 2 for key in self._fitting_keys()) <= self.size.width + 2 else 1

    def render(self) -> Content:
        """The keys, each before the description of its action."""
        if self._keys is None:
            self._keys = self._active_keys(self.screen)
        parts: list[tuple[str, str]] = []
        gap = " " * self._gap
        for key in self._fitting_keys():
            background = " on $block-hover-background" if key.key == self._hovered else ""
            dim = "" if key.enabled else " dim"
            parts += [
                (gap if parts else "", ""),
                (key.label, f"bold $footer-key-foreground{dim}{background}"),
                (f" {key.description}", f"$footer-description-foreground{dim}{background}"),
            ]
        return Content.assemble(*parts)

    def _key_at(self, event: events.MouseEvent) -> FooterKey | None:
        start = 0
        for key in self._fitting_keys():
            if start <= event.x < start + key.width:
                return key
            start += key.width + self._gap
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the key under the pointer and set its tooltip."""
        self._hover(self._key_at(event))

    def on_leave(self) -> None:
        """Highlight no key."""
        self._hover(None)

    def _hover(self, key: FooterKey | None) -> None:
        if (hovered := key.key if key else None) != self._hovered:
            self._hovered = hovered
            self.tooltip = key.tooltip if key else None
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the pointer."""
        if (key := self._key_at(event)) is not None:
            self.app.simulate_key(key.key) if key.enabled else self.app.bell()
