"""Runs a program in a pseudo-terminal and measures the time from a key to the byte that completes a pattern."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 120.0
CHUNK = 1 << 16
QUIET = 0.25


class PseudoTerminal:
    """A program in a pseudo-terminal of ``size`` (columns, rows); leaving the ``with`` block kills it."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        size: tuple[int, int] = (120, 36),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        terminal_environment = {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "COLORTERM": "truecolor",
            **(environment or {}),
        }
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
        columns, rows = size
        self._output = bytearray()
        self._has_ended = False
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), {**inherited, **terminal_environment})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_running():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.close_terminal()

    def is_running(self) -> bool:
        """Whether the program has not ended."""
        if self._has_ended:
            return False
        self._has_ended = os.waitpid(self.pid, os.WNOHANG)[0] == self.pid
        return not self._has_ended

    def close_terminal(self) -> None:
        """Close the terminal under the program, as a pane that is killed does; the kernel sends SIGHUP."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def painted(self) -> bytes:
        """The output since the last keys."""
        return bytes(self._output)

    def send(self, keys: bytes) -> float:
        """Type keys and return the time (perf_counter)."""
        while self._read(0):  # the rest of the output for the previous keys
            pass
        self._output.clear()
        sent = time.perf_counter()
        os.write(self._fd, keys)
        return sent

    def wait(self, painted: bytes) -> float:
        """Wait until the output since the last keys matches a pattern, and return the time (perf_counter)."""
        pattern, end = re.compile(painted), time.perf_counter() + PATIENCE
        while not pattern.search(self._output):
            if not self._read(end - time.perf_counter()):
                raise TimeoutError(f"waited in vain for {painted!r} in {bytes(self._output[-2000:])!r}")
        return time.perf_counter()

    def settle(self) -> None:
        """Wait until there is no output for a quarter of a second."""
        while self._read(QUIET):
            pass

    def milliseconds(self, keys: bytes, painted: bytes) -> float:
        """The milliseconds from typing keys until the output matches a pattern."""
        sent = self.send(keys)
        return 1000 * (self.wait(painted) - sent)

    def memory(self) -> int:
        """The bytes of memory that the program does not share."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        return 1024 * sum(
            int(kilobytes)
            for kilobytes in re.findall(r"^(?:Private_\w+|Shared_Dirty): +(\d+)", rollup, re.MULTILINE)
        )

    def _read(self, seconds: float) -> bool:
        if self._fd < 0 or not select.select([self._fd], [], [], max(0.0, seconds))[0]:
            return False
        try:
            chunk = os.read(self._fd, CHUNK)
        except OSError:  # EIO: on Linux the program has ended
            return False
        self._output += chunk
        return bool(chunk)
