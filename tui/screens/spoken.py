"""Screens whose keys are told in the user's language."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import ClassVar, TypeVar

from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import ModalScreen, Screen

from tui.i18n import _, language
from tui.keymap import key_of

Result = TypeVar("Result")


# As many as a screen has, several times over: they are asked for with every key.
@lru_cache(maxsize=1024)
def _spoken(binding: Binding, language: str) -> Binding:  # noqa: ARG001 (what is kept is kept by language)
    return replace(binding, description=_(binding.description), tooltip=_(binding.tooltip))


def _translated(active: ActiveBinding) -> ActiveBinding:
    return active._replace(binding=_spoken(active.binding, language()), tooltip=_(active.tooltip))


class SpokenScreen(Screen[Result]):
    """A screen whose footer, help panel and palette speak the language in use: all three read this property."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that can be used now, by key."""
        return {key: _translated(active) for key, active in super().active_bindings.items()}

    def key_of(self, action: str) -> str:
        """The key in use of an action of this screen, for sentences that name it."""
        return key_of(self.app, type(self), action)


class Dialog(ModalScreen[Result], SpokenScreen[Result]):
    """A screen over another one, that asks for something."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.toggle_keys", "Keys", show=False, tooltip="All keys, or none", id="app.keys"),
    ]
