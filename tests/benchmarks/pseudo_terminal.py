"""A program in a pseudo terminal: keys go in, and the clock stops at the byte that paints what is waited for."""

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
    """One program in a pseudo terminal of ``columns`` by ``rows``; ended when the block is left."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        size: tuple[int, int] = (120, 36),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        told = {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "COLORTERM": "truecolor",
            **(environment or {}),
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
        columns, rows = size
        self._seen = bytearray()
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), {**kept, **told})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def painted(self) -> bytes:
        """What was sent to the terminal since the last keys."""
        return bytes(self._seen)

    def send(self, keys: bytes) -> float:
        """Type keys; gives when."""
        while self._read(0):  # what is left of the answer to the keys before
            pass
        self._seen.clear()
        now = time.perf_counter()
        os.write(self._fd, keys)
        return now

    def wait(self, painted: bytes) -> float:
        """Wait until a pattern has been painted since the last keys; gives when."""
        pattern, end = re.compile(painted), time.perf_counter() + PATIENCE
        while not pattern.search(self._seen):
            if not self._read(end - time.perf_counter()):
                raise TimeoutError(f"waited in vain for {painted!r} in {bytes(self._seen[-2000:])!r}")
        return time.perf_counter()

    def settle(self) -> None:
        """Wait until nothing has been painted for a moment."""
        while self._read(QUIET):
            pass

    def milliseconds(self, keys: bytes, painted: bytes) -> float:
        """How long it takes from typing keys until a pattern is painted."""
        return 1000 * -(self.send(keys) - self.wait(painted))

    def memory(self) -> int:
        """Bytes of memory that belong to the program alone."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        return 1024 * sum(
            int(n) for n in re.findall(r"^(?:Private_\w+|Shared_Dirty): +(\d+)", rollup, re.MULTILINE)
        )

    def _read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], max(0.0, seconds))[0]:
            return False
        try:
            read = os.read(self._fd, CHUNK)
        except OSError:  # what Linux says at the end of a program
            return False
        self._seen += read
        return bool(read)
