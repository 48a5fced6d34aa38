"""Progress on stderr, where that is a terminal: how much is done, how fast, and how long the rest takes.

A thread draws it, so that work which cannot be counted shows that it goes on. Nothing is drawn in the first second.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import TextIO

from tui.cli.visible_streams import terminal_of
from tui.language.i18n import _
from tui.language.numbers import format_count

_FIRST_SECONDS = 1.0  # in which nothing is drawn
_SECONDS = 0.3  # between two drawings
_CLEAR_LINE = "\r\x1b[K"


@dataclass(slots=True)
class Progress:
    """How much of some work is done: ``count`` of ``total``, which is None where nobody knows how much there is."""

    label: str
    total: int | None = None
    count: int = 0

    def advance(self, steps: int = 1) -> None:
        """Count what is done."""
        self.count += steps

    def update(self, count: int, total: int) -> None:
        """Set how much is done, and of how much."""
        self.count, self.total = count, total


def progress_text(progress: Progress, seconds: float) -> str:
    """The progress after so many seconds in one line, with the parts that are known."""
    elapsed = str(timedelta(seconds=int(seconds)))
    if not progress.count:
        return f"{progress.label}  {elapsed}"
    rate = _("{rate}/s").format(rate=format_count(round(progress.count / seconds)))
    if progress.total is None:
        return f"{progress.label}  {format_count(progress.count)} · {rate} · {elapsed}"
    share = min(1.0, progress.count / max(progress.total, 1))
    remaining = timedelta(seconds=round(seconds / share - seconds))
    counts = _("{n} of {total}").format(
        n=format_count(min(progress.count, progress.total)), total=format_count(progress.total)
    )
    time_left = _("{time} left").format(time=remaining)
    return f"{progress.label}  {counts} ({share:.0%}) · {rate} · {time_left}"


@contextmanager
def shown_progress(
    label: str, total: int | None = None, *, beside_output: bool = False
) -> Iterator[Progress]:
    """Show the progress of a block, and take it away behind it; counting it is up to the block.

    ``beside_output``: the block prints as it goes, so that nothing is shown where that appears on the terminal too.
    """
    progress = Progress(label, total)
    if not sys.stderr.isatty() or (beside_output and sys.stdout.isatty()):
        yield progress
        return
    end = Event()
    thread = Thread(target=_draw, args=(progress, end, terminal_of(sys.stderr)), daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        end.set()
        thread.join()


def _draw(progress: Progress, end: Event, terminal: TextIO) -> None:
    """Draw until the end, then clear the line."""
    start = monotonic()
    if end.wait(_FIRST_SECONDS):
        return
    while not end.wait(_SECONDS):
        terminal.write(f"{_CLEAR_LINE}{progress_text(progress, monotonic() - start)}")
        terminal.flush()
    terminal.write(_CLEAR_LINE)
    terminal.flush()
