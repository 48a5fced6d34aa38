"""Base of all screens: keys in the user's language, messages about the last key, errors of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar, TypeVar

from textual.binding import ActiveBinding, Binding
from textual.events import Key
from textual.messages import Prune
from textual.screen import Screen
from textual.widget import Widget

from tui.keys.keymap import declared_bindings, key_of, types_character
from tui.language.i18n import _, language
from tui.ordered_input import OrderedInputApp
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.status import Status

Result = TypeVar("Result")

# What stores something, in any screen; a store that is opened for reading has none of it.
WRITING_ACTIONS = frozenset({
    "accept_agreed", "actual_value", "add_claim", "clear", "confidence", "correct", "decide", "decide_same", "evidence",
    "move_end", "note", "note_article", "place", "reason", "retire", "seen", "set_ends", "tag_key", "tags", "take_back",
})  # fmt: skip

# Seconds for which an error of the store is shown.
ERROR_SECONDS = 15


# Larger than the bindings of one screen in two languages: all of them are translated with every key.
@lru_cache(maxsize=1024)
def _translated_binding(binding: Binding, _language: str) -> Binding:
    description, tooltip = _(binding.description), _(binding.tooltip)
    if (description, tooltip) == (binding.description, binding.tooltip):
        return binding
    return replace(binding, description=description, tooltip=tooltip)


def _translated(active: ActiveBinding) -> ActiveBinding:
    binding, tooltip = _translated_binding(active.binding, language()), _(active.tooltip)
    if binding is active.binding and tooltip == active.tooltip:
        return active
    return active._replace(binding=binding, tooltip=tooltip)


def _in_declared_order(active_bindings: Mapping[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Bindings in the order of their declaration: Textual puts keys that the user has changed last."""
    nodes = dict.fromkeys(active.node for active in active_bindings.values())
    declared = (binding.id for node in nodes for binding in declared_bindings(type(node)))
    positions = {binding_id: position for position, binding_id in enumerate(dict.fromkeys(declared))}
    last = len(positions)
    return dict(sorted(active_bindings.items(), key=lambda item: positions.get(item[1].binding.id, last)))


def _is_captured(focused: Widget, key: str, active: ActiveBinding) -> bool:
    """Whether the focused widget takes a key before its binding: to type it, or while text is being selected."""
    if active.node is focused or active.binding.priority:
        return False
    if focused.check_consume_key("x", "x"):  # a text field
        return types_character(key)
    return isinstance(focused, ArticleReader) and focused.captures_keys and active.node is not focused.app


class TranslatedScreen(Screen[Result]):
    """A screen whose footer, key panel and palette are in the user's language, since all three read ``active_bindings``."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    # The actions that decide at once about what the screen shows: they need a screen that was seen.
    DECIDING: ClassVar[frozenset[str]] = frozenset()

    def on_screen_resume(self) -> None:
        """Tell the app that another screen is about to be painted."""
        if isinstance(self.app, OrderedInputApp):
            self.app.scene_changes()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that can be used now, by key, translated."""
        active_bindings, focused = super().active_bindings, self.focused
        if getattr(self.app, "keys", None):
            active_bindings = _in_declared_order(active_bindings)
        return {
            key: _translated(active)
            for key, active in active_bindings.items()
            if focused is None or not _is_captured(focused, key, active)
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where the store is open for reading, actions that write do nothing, and their keys are not shown."""
        if action in WRITING_ACTIONS and isinstance(self.app, OrderedInputApp) and self.app.is_read_only:
            return False
        return super().check_action(action, parameters)

    async def on_prune(self, _event: Prune) -> None:
        """Cancel this screen's workers before its widgets go: Textual cancels them only afterwards."""
        self.workers.cancel_node(self)

    def on_key(self, event: Key) -> None:
        """Explain why nothing happens when an input method has turned a key into another letter."""
        typed = event.character or ""
        if typed.isprintable() and not typed.isascii() and event.key not in self.active_bindings:
            message = _("“{typed}” is no key: an input method is on. Digits and F-keys do the same.")
            self.show_message(message.format(typed=typed))

    def show_message(self, message: str) -> None:
        """Show a message about the last key; the next key takes it away.

        Errors and warnings, which must be seen, are notifications instead.
        """
        for widget in self.children:
            if isinstance(widget, Status):
                widget.show_message(message)

    def notify_error(self, message: str) -> None:
        """Show an error of the store as a notification."""
        self.notify(message, severity="error", timeout=ERROR_SECONDS, markup=False)

    def clear_errors(self) -> None:
        """Take all notifications away."""
        self.app.clear_notifications()

    def key_of(self, action: str) -> str:
        """The key of an action of this screen, for messages that name it."""
        return key_of(self.app, type(self), action)
