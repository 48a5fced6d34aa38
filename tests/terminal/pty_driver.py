"""The installed program in a pseudo-terminal that gets exact bytes with exact pauses."""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.pseudo_terminal import PseudoTerminal
from tests.terminal.terminal import SOI

PATIENCE = 10.0
ARTICLES = {
    "a.txt": "Tỉnh đạt 62,8% số hồ sơ.\n\nĐoạn sau có 20 hộ nghèo, 31 hộ cận nghèo và 45 hộ khá.\n",
    "b.txt": "Huyện có 15 xã, 120 thôn và 3.400 hộ.\n",
}
ESCAPE_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|.)")
# A shell that outlives the program, says how it ended, and shows every byte that it was handed.
SHELL = '"$@"; echo "exit=$?;"; exec cat -v'


class PtyDriver(PseudoTerminal):
    """soi on two short articles; ``play`` sends bytes and makes pauses, ``decisions`` reads what was stored."""

    def __init__(
        self, folder: Path, size: tuple[int, int] = (80, 24), *, shell: bool = False, lang: str = "en"
    ) -> None:
        corpus = folder / "corpus"
        corpus.mkdir(exist_ok=True)
        for name, text in ARTICLES.items():
            (corpus / name).write_text(text, encoding="utf-8")
        self.store = folder / "soi.db"
        command = [str(SOI), str(corpus), "--store", str(self.store), "--lang", lang]
        environment = {"SOI_ANNOTATOR": "lan", "XDG_STATE_HOME": str(folder / "state"), "BASH_ENV": ""}
        super().__init__(
            ["bash", "-c", SHELL, "bash", *command] if shell else command, folder, size, environment
        )

    def play(self, *pieces: bytes | float) -> None:
        """Send bytes at once, and wait for as many seconds as a number says: a pause is a part of the input."""
        for piece in pieces:
            if isinstance(piece, bytes):
                os.write(self._fd, piece)
            else:
                self._read_for(piece)

    def _read_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (remaining := end - time.monotonic()) > 0:
            self._read(remaining)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the kernel tells the program with SIGWINCH."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def await_output(self, pattern: str) -> None:
        """Wait until the text painted since ``forget_output`` matches."""
        self.await_that(lambda: re.search(pattern, self.text) is not None, pattern)

    @property
    def text(self) -> str:
        """The text painted since ``forget_output``, without escape sequences, on one line."""
        text = ESCAPE_SEQUENCE.sub("", self._output.decode("utf-8", "replace"))
        return " ".join(re.sub("[│▌▎]", " ", text).split())

    def await_end(self) -> None:
        """Wait until the program has ended."""
        self.await_that(lambda: not self.is_running(), "the end")

    def await_decisions(self, number: int) -> None:
        """Wait until so many decisions are stored."""
        self.await_that(lambda: len(self.decisions()) >= number, f"{number} decisions")

    def await_that(self, condition: Callable[[], bool], name: str) -> None:
        """Wait for a condition, and read the output meanwhile: a full pseudo-terminal would stop the program."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain for {name}: {self.text[-2000:]}"
            if not self._read(0.02):
                time.sleep(0.005)  # the terminal is closed, or silent

    def forget_output(self) -> None:
        """Let ``await_output`` look only at what is painted from now on."""
        self._output.clear()

    def drafts(self) -> str:
        """What is kept of what was typed and not stored."""
        files = (self.store.parent / "state" / "soi" / "drafts").glob("*.json")
        return "".join(path.read_text(encoding="utf-8") for path in files)

    def decisions(self) -> list[tuple[str, str]]:
        """The claim's words and the verdict of every decision, in order; no verdict is an empty text."""
        if not self.store.exists():
            return []
        connection = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            return connection.execute(
                "SELECT claims.quote, coalesce(verdict, '') FROM decisions JOIN claims ON claims.id = claim_id"
                " ORDER BY decisions.id"
            ).fetchall()
        finally:
            connection.close()
