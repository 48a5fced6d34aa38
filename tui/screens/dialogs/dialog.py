"""Base of the dialogs: modal screens that ask for one thing and close."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.screens.base import TranslatedScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], TranslatedScreen[Result]):
    """A modal screen that keeps F1 for the keys, since typed characters go to its fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.toggle_keys", "Keys", show=False, tooltip="All keys, or none", id="app.keys"),
    ]
