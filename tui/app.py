"""The Textual app: one review session on a corpus and its store."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from rich.segment import Segment
from textual.app import SystemCommand
from textual.binding import Binding
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from annotations.text import visible
from tui import keymap
from tui.jobs import StoreThread
from tui.ordered_input import OrderedInputApp
from tui.screens.desk import Desk
from tui.screens.review import ReviewScreen

FAREWELL_SECONDS = 2.0


class VisibleControls(LineFilter):
    """Shows control characters that reached a line after all instead of sending them to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace what could act on the terminal."""
        return [
            segment if segment.control else Segment(visible(segment.text), segment.style)
            for segment in segments
        ]


class SoiApp(OrderedInputApp):
    """Reviews the claims of a corpus."""

    TITLE = "soi"
    CSS_PATH = "styles/app.tcss"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._store = StoreThread(desk.store)
        self._review = ReviewScreen(desk, self._store)
        self._visible_controls = VisibleControls()

    @property
    def problems(self) -> list[str]:
        """What could not be read of the corpus, in sentences."""
        return self._review.problems

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters and, behind them, our own."""
        return [*super().get_line_filters(), self._visible_controls]

    def on_mount(self) -> None:
        """Open the review; leave in good order when the terminal goes away or somebody ends the program."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._leave, 128 + number)
        self.push_screen(self._review)

    def _leave(self, code: int) -> None:
        # Where the terminal is gone, as behind a dropped SSH line, Textual waits for ever to write its farewell
        # to it. Decisions are stored when they are made, so nothing is lost by not waiting with it.
        watch = threading.Timer(FAREWELL_SECONDS, os._exit, [code])
        watch.daemon = True
        watch.start()
        self.run_worker(self._quit(code))

    async def action_quit(self) -> None:
        """Remember the place and leave."""
        await self._quit(0)

    async def _quit(self, code: int) -> None:
        await self._review.remember()
        self.exit(return_code=code)

    async def on_unmount(self) -> None:
        """Let the store finish what was asked of it."""
        await asyncio.to_thread(self._store.close)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's commands and, before them, every action of the review screen by its label."""
        if screen is self._review:
            for binding in keymap.REVIEW:
                assert isinstance(binding, Binding)
                told = f"{binding.tooltip or binding.description} ({binding.key})"
                yield SystemCommand(
                    binding.description, told, partial(self.run_action, binding.action, screen)
                )
        yield from super().get_system_commands(screen)

    def action_toggle_keys(self) -> None:
        """Show all keys, or hide them."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()
