"""Asks at the first start who decides: a dialog before the review, in an app of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.reactive import Reactive
from textual.theme import Theme

from annotations.errors import UsageError
from annotations.store import decisions
from annotations.text import visible
from tui.language.i18n import _
from tui.ordered_input import OrderedInputApp
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.settings.annotator import is_shared_account
from tui.styles import themes
from tui.terminal.driver import TerminalDriver, drop_typed_keys

_STYLES = Path(__file__).parents[2] / "styles"


class AnnotatorNameScreen(FormScreen):
    """Asks for a name and closes once ``store`` returns True for it.

    A name of an account such as ``root`` is taken only when it is given twice: it is nobody's.
    """

    def __init__(self, proposal: str, store: Callable[[str], Awaitable[bool]]) -> None:
        super().__init__(
            _("Who decides?"),
            [Field("name", _("Your name"), proposal)],
            self._check_and_store,
            introduction=_(
                "Every decision is signed with it. It is kept in your settings; soi annotators changes it later."
            ),
        )
        self._store_name = store
        self._questioned = ""

    async def _check_and_store(self, values: Values) -> bool:
        try:
            name = decisions.annotator_name(values["name"])
        except UsageError as error:
            raise FieldError(error, "name") from error
        if is_shared_account(name) and name != self._questioned:
            self._questioned = name
            raise FieldError(
                UsageError("{name} is nobody's name: give yours, or Enter again.", name=visible(name)), "name"
            )
        try:
            return await self._store_name(name)
        except UsageError as error:
            raise FieldError(error, "name") from error


class AnnotatorNameApp(OrderedInputApp):
    """The app around the dialog; ``annotator`` is the name that was given, None if the annotator left."""

    TITLE = "soi"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        _STYLES / "app.tcss",
        _STYLES / "over.tcss",
    ]
    theme = Reactive(themes.DARK.name)

    def __init__(self, proposal: str, theme: str) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.theme = theme
        self.annotator: str | None = None
        self._proposal = proposal

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and soi's, by name."""
        return themes.THEMES

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this platform; on Linux and macOS soi's, which drops what is no key."""
        driver_class = super().get_driver_class()
        return TerminalDriver if driver_class is LinuxDriver else driver_class

    def on_mount(self) -> None:
        """Open the dialog; the app ends with it."""
        self.push_screen(AnnotatorNameScreen(self._proposal, self._take), self._end)

    async def _take(self, name: str) -> bool:
        self.annotator = name
        return True

    def _end(self, _result: Any) -> None:
        self.exit()

    def on_terminal_driver_terminal_gone(self) -> None:
        """Leave: nobody can answer."""
        self.exit()


def ask_annotator(proposal: str, theme: str) -> str | None:
    """The name that the annotator gives in the terminal; None if they leave."""
    app = AnnotatorNameApp("" if is_shared_account(proposal) else proposal, theme)
    app.run()
    drop_typed_keys(sys.stdin.fileno())
    return app.annotator
