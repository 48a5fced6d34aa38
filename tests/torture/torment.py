"""What a torment is: a function that mistreats the program for a while and returns its figures, or fails."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import

PROGRAM = [sys.executable, "-c", "from tui.cli.start import main; main()"]
SEED = 2026
CLAIMS = 2_000

# A torment gets an empty folder and the seconds that it may take; it raises AssertionError where the program gives way.
Torment = Callable[[Path, float], str]


class Rounds:
    """Counts rounds until the time is up; there is at least one, and each has a random generator of its own."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.count = 0

    def another(self) -> bool:
        """Whether to begin another round."""
        if self.count and time.monotonic() > self._end:
            return False
        self.count += 1
        return True

    @property
    def dice(self) -> random.Random:
        """The random generator of this round: a failure can be repeated from its number."""
        return random.Random(SEED + self.count)


def soi(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None, prefix: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own; a run that takes two minutes hangs."""
    return subprocess.run(
        [*prefix, *PROGRAM, *arguments], cwd=folder, capture_output=True, encoding="utf-8", errors="replace",
        check=False, timeout=120,
        env={**os.environ, "SOI_LANG": "en", "SOI_ANNOTATOR": "lan", "XDG_STATE_HOME": str(folder / "state"),
             **(environment or {})},
    )  # fmt: skip


def expect_plain_end(process: subprocess.CompletedProcess[str]) -> None:
    """The program ended by itself with a known exit code, printable lines, and no failure of its own."""
    output = process.stdout + process.stderr
    assert process.returncode in (0, 1, 2), (process.args, process.returncode, output[-2000:])
    assert "The program failed" not in output, (process.args, output[-2000:])
    assert "Traceback" not in output, (process.args, output[-2000:])
    assert all(line.isprintable() for line in process.stderr.splitlines()), repr(process.stderr[-2000:])


def make_store(path: Path) -> Path:
    """A store with one article of many claims."""
    text = "\n".join(f"Xã này có {1000 + number} hộ dân." for number in range(CLAIMS))
    with Store.open(path, create=True) as store:
        extract_and_import(store, Article("a.txt", str(path.parent / "a.txt"), text))
    return path
