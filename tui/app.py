"""The Textual app: one review session on a corpus and its store."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.filter import LineFilter

from annotations.text import visible
from tui.jobs import StoreThread
from tui.ordered_input import OrderedInputApp
from tui.screens.corpus import Desk
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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ctrl+q", "quit", "Quit", tooltip="Everything is stored already", id="app.quit"),
        Binding("question_mark,f1", "toggle_help", "Keys", tooltip="All keys", id="app.keys"),
    ]  # fmt: skip

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

    def action_toggle_help(self) -> None:
        """Show all keys, or hide them."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()
