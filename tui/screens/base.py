"""Screens whose keys are told in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from textual.binding import ActiveBinding, Binding
from textual.events import Key
from textual.messages import Prune
from textual.screen import Screen
from textual.widget import Widget

from tui.keys.keymap import declared_bindings, key_of, types_character
from tui.language.i18n import _, language
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.status import Status

Result = TypeVar("Result")


# As many as a screen has, several times over: they are asked for with every key.
@lru_cache(maxsize=1024)
def _spoken(binding: Binding, language: str) -> Binding:  # noqa: ARG001 (what is kept is kept by language)
    description, tooltip = _(binding.description), _(binding.tooltip)
    if (description, tooltip) == (binding.description, binding.tooltip):
        return binding
    return replace(binding, description=description, tooltip=tooltip)


def _translated(active: ActiveBinding) -> ActiveBinding:
    binding, tooltip = _spoken(active.binding, language()), _(active.tooltip)
    if binding is active.binding and tooltip == active.tooltip:
        return active
    return active._replace(binding=binding, tooltip=tooltip)


def _as_declared(bound: Mapping[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Bindings in the order in which they are declared: keys that the user has changed come last otherwise."""
    nodes = dict.fromkeys(active.node for active in bound.values())
    declared = (binding.id for node in nodes for binding in declared_bindings(type(node)))
    places = {name: place for place, name in enumerate(dict.fromkeys(declared))}
    last = len(places)
    return dict(sorted(bound.items(), key=lambda one: places.get(one[1].binding.id, last)))


def _keeps(focused: Widget, key: str, active: ActiveBinding) -> bool:
    """Whether what has the focus keeps a key from its binding: to type it, or because text is being selected."""
    if active.node is focused or active.binding.priority:
        return False
    if focused.check_consume_key("x", "x"):  # a text field
        return types_character(key)
    return isinstance(focused, ArticleReader) and focused.captures_keys and active.node is not focused.app


class SpokenScreen(Screen[Result]):
    """A screen whose footer, help panel and palette speak the language in use: all three read this property."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium")]  # noqa: RUF012 (Textual declares it so)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that can be used now, by key."""
        bound, focused = super().active_bindings, self.focused
        if getattr(self.app, "keys", None):
            bound = _as_declared(bound)
        return {
            key: _translated(active)
            for key, active in bound.items()
            if focused is None or not _keeps(focused, key, active)
        }

    async def on_prune(self, event: Prune) -> None:  # noqa: ARG002
        """End what is still being done for this screen before what it would be shown in is taken away."""
        self.workers.cancel_node(self)  # Textual does so only afterwards; it goes on to close the screen

    def on_key(self, event: Key) -> None:
        """Say why nothing happens where an input method has made another letter of a key."""
        typed = event.character or ""
        if typed.isprintable() and not typed.isascii() and event.key not in self.active_bindings:
            told = _("“{typed}” is no key: an input method is on. Digits and F-keys do the same.")
            self.tell(told.format(typed=typed))

    def tell(self, told: str) -> None:
        """Say what has just happened, in place of what was said before; the next key takes it away.

        What must be seen, an error or a warning, is a notification instead.
        """
        for line in self.children:
            if isinstance(line, Status):
                line.show_message(told)

    def key_of(self, action: str) -> str:
        """The key in use of an action of this screen, for sentences that name it."""
        return key_of(self.app, type(self), action)
