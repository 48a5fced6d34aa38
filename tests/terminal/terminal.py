"""A real terminal for tests: the installed program in tmux."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

SOI = Path(sys.executable).parent / "soi"
PATIENCE = 30.0


class Terminal:
    """One tmux server of its own with one window of a fixed size, in which a shell command runs."""

    def __init__(self, folder: Path, width: int = 120, height: int = 36) -> None:
        self.folder, self.width, self.height = folder, width, height
        self._runs = 0
        self._raw = folder / "terminal.raw"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._runs:
            self._tmux("kill-server", check=False)

    def _tmux(self, *arguments: str, check: bool = True) -> str:
        command = ["tmux", "-f", "/dev/null", "-S", str(self.folder / f"tmux.{self._runs}"), *arguments]
        return subprocess.run(command, check=check, capture_output=True, encoding="utf-8").stdout

    def run(self, *arguments: str, **environment: str) -> None:
        """Run soi with these arguments; when it ends its exit code stands on the screen as ``exit=N``."""
        command = shlex.join([str(SOI), *arguments]) + "; echo exit=$?; exec sleep 600"
        environment = {"SOI_ANNOTATOR": "lan", "LC_ALL": "C.UTF-8", "TERM": "tmux-256color"} | environment
        settings = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
        self._end()
        self._runs += 1  # a server of its own for each run: one that ends refuses the next for a while
        self._tmux(
            "new-session", "-d", "-x", str(self.width), "-y", str(self.height), "-c", str(self.folder),
            # The snapshot plugin sets COLUMNS and LINES for its own runs; here the terminal itself must tell.
            f"unset COLUMNS LINES NO_COLOR COLORTERM LANGUAGE; export {settings}; {command}",
        )  # fmt: skip
        self._tmux("pipe-pane", "-o", f"cat >> {shlex.quote(str(self._raw))}")

    def keys(self, *keys: str) -> None:
        """Send keys by tmux's names."""
        self._tmux("send-keys", *keys)

    def text(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", text)

    def send(self, data: bytes) -> None:
        """Send bytes as they are and all at once, as an input method or a slow line does."""
        path = self.folder / "typed"
        path.write_bytes(data)
        self._tmux("load-buffer", str(path))
        self._tmux("paste-buffer", "-r", "-d")

    def screen(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p")

    def wait(self, text: str | Callable[[str], bool]) -> str:
        """Wait until something is on the screen and give the screen."""
        holds = text if callable(text) else (lambda screen: text in screen)
        end = time.monotonic() + PATIENCE
        previous_screen = ""
        while True:
            screen = self.screen()
            # Twice the same: a screen that is being drawn shows half of the old and half of the new.
            if screen == previous_screen and holds(screen):
                return screen
            previous_screen = screen
            assert time.monotonic() < end, f"waited in vain for {text!r}; the screen is\n{screen}"
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The process of the running soi."""
        shell = self._tmux("display-message", "-p", "#{pane_pid}").strip()
        return int(Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0])

    @property
    def raw(self) -> bytes:
        """Every byte the program sent to the terminal."""
        return self._raw.read_bytes() if self._raw.exists() else b""
