"""A screen over another one, that asks for something."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.screens.base import SpokenScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], SpokenScreen[Result]):
    """A screen over another one, that asks for something."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.toggle_keys", "Keys", show=False, tooltip="All keys, or none", id="app.keys"),
    ]
