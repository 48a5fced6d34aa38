"""Progress: what it says of work that can be counted and that cannot, and that it leaves nothing behind."""

from __future__ import annotations

import io
import sys
from threading import Event

import pytest

from tui.cli import progress as progress_module
from tui.cli.progress import Progress, progress_text, shown_progress


class Terminal(io.StringIO):
    """A terminal that says when something with ``1 of 3`` was written."""

    def __init__(self) -> None:
        super().__init__()
        self.has_count = Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if "1 of 3" in text:
            self.has_count.set()
        return super().write(text)


def interrupted(terminal: Terminal) -> None:
    """Work that is interrupted when its progress is on the terminal."""
    with shown_progress("Reading", 3) as progress:
        progress.advance()
        assert terminal.has_count.wait(30)
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress("Copying"), "Copying  0:00:20"),
        (Progress("Exporting", None, 4000), "Exporting  4,000 · 200/s · 0:00:20"),
        (Progress("Reading", 1000, 250), "Reading  250 of 1,000 (25%) · 12/s · 0:01:00 left"),
        (Progress("Reading", 10, 12), "Reading  10 of 10 (100%) · 1/s · 0:00:00 left"),
        (Progress("Reading", 0, 1), "Reading  0 of 0 (100%) · 0/s · 0:00:00 left"),
    ],
    ids=["uncounted", "no-total", "quarter", "beyond", "nothing"],
)
def test_what_is_said(progress: Progress, text: str) -> None:
    assert progress_text(progress, 20) == text


def test_the_line_is_drawn_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress_module, "_FIRST_SECONDS", 0)
    monkeypatch.setattr(progress_module, "_SECONDS", 0.001)
    with pytest.raises(KeyboardInterrupt):
        interrupted(terminal)
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("stream", ["stderr", "stdout"])
def test_nothing_is_drawn_elsewhere(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stderr is no terminal, and beside output that appears on the terminal itself."""
    terminal = Terminal() if stream == "stdout" else io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(progress_module, "_FIRST_SECONDS", 0)
    monkeypatch.setattr(progress_module, "_SECONDS", 0)
    with shown_progress("Reading", beside_output=True):
        assert terminal.getvalue() == ""
