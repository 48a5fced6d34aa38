"""The commands of the palette that write files from the store: exports, the report, backups."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from tui.language.i18n import mark
from tui.screens.base import TranslatedScreen
from tui.screens.dialogs.backup import BackupScreen
from tui.screens.dialogs.export import ExportScreen


def store_commands(screen: Screen[Any], store: Path) -> Iterable[SystemCommand]:
    """The commands, in English; each opens a dialog over a screen, and then says on that screen where the file is."""
    app = screen.app

    def show_message(_target: Path, message: str) -> None:
        if isinstance(screen, TranslatedScreen):
            screen.show_message(message)

    def show_report(target: Path, message: str) -> None:
        if has_desktop():
            app.open_url(target.as_uri())
        show_message(target, message)

    yield SystemCommand(
        mark("Export what is reviewed"),
        mark("As a table, as a report, or for another program"),
        lambda: app.push_screen(ExportScreen(store, show_message)),
    )
    yield SystemCommand(
        mark("Show the report"),
        mark("Writes a page on what is reviewed, to read, send and print, and opens it"),
        lambda: app.push_screen(ExportScreen(store, show_report, "html")),
    )
    yield SystemCommand(
        mark("Back up the store"),
        mark("Copies it to a file, whole, also while people work in it"),
        lambda: app.push_screen(BackupScreen(store, show_message)),
    )


def has_desktop() -> bool:
    """Whether a browser can open in a window: one that runs in the terminal would write over the app."""
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
