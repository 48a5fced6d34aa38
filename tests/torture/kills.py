"""SIGKILL at random moments: no decision that was acknowledged may be lost, and the store stays sound."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from annotations.store import Store
from annotations.store.maintenance import doctor
from tests.terminal.terminal import Terminal
from tests.torture.torment import Rounds, make_store

LIBRARY_SECONDS = 0.7  # a writer is killed up to so long after its first decision
KEYS = 60  # typed at once into the app
MOST_SHOWN = 600  # decisions in the app


def start_writer(path: Path, annotator: str) -> subprocess.Popen[str]:
    """Start a writer; its first decision is stored when this returns."""
    command = [sys.executable, "-m", "tests.torture.writer", str(path), annotator]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill a writer; the ids of the decisions that it has acknowledged since it was started."""
    process.kill()
    acknowledged, _errors = process.communicate()
    return acknowledged.split("\n")[:-1]  # the last line may be cut


def stored_decisions(path: Path) -> set[str]:
    """The ids of all decisions in a store that is sound."""
    with Store.open(path) as store:
        assert list(doctor.examine(store)) == []
        return {row[0] for row in store.connection.execute("SELECT id FROM decisions")}


def kill_writers(folder: Path, seconds: float) -> str:
    """Kill writers that use the library, while they store decisions as fast as they can."""
    path, acknowledged, rounds = make_store(folder / "soi.db"), set[str](), Rounds(seconds)
    while rounds.another():
        writer = start_writer(path, "lan")
        time.sleep(rounds.dice.uniform(0, LIBRARY_SECONDS))
        acknowledged.update(kill(writer))
        lost = acknowledged - stored_decisions(path)
        assert not lost, f"{len(lost)} of {len(acknowledged)} decisions lost"
    return f"{rounds.count} kills of a writer, 0 of {len(acknowledged):,} acknowledged decisions lost"


def kill_app(folder: Path, seconds: float) -> str:
    """Kill the app under fast keys: what its screen has shown as decided is in the store."""
    if shutil.which("tmux") is None:
        return "left out: tmux is not installed (apt-get install tmux)"
    lines = [f"Xã này có {1000 + number} hộ dân." for number in range(MOST_SHOWN + KEYS)]
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    stored, rounds = 0, Rounds(seconds)
    with Terminal(folder) as terminal:
        while stored < MOST_SHOWN and rounds.another():
            shown_count = kill_at(terminal, stored, stored + rounds.dice.randint(1, KEYS - 10))
            stored = count_verdicts(folder / "soi.db")
            assert stored >= shown_count, f"{shown_count} decisions shown, {stored} stored"
    return f"{rounds.count} kills of the app under fast keys, 0 of {stored:,} decisions shown lost"


def kill_at(terminal: Terminal, former_count: int, count: int) -> int:
    """Start the app, type, and kill it once it shows so many decisions; the number that it has shown."""
    terminal.run("corpus", "--lang", "en")
    terminal.wait(partial(shows_at_least, former_count))
    pid = terminal.pid
    terminal.text("v" * KEYS)
    screen = terminal.wait(partial(shows_at_least, count))
    os.kill(pid, signal.SIGKILL)
    terminal.wait("exit=137")
    return decisions_on(screen)


def decisions_on(screen: str) -> int:
    """The number of decisions that a screen shows; -1 where it shows none yet."""
    counts = re.search(r"(\d+)/\d+ of \d+/\d+", screen)
    return int(counts[1]) if counts else -1


def shows_at_least(count: int, screen: str) -> bool:
    return decisions_on(screen) >= count


def count_verdicts(path: Path) -> int:
    """The verdicts in a store that SQLite finds sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM reviews WHERE verdict IS NOT NULL").fetchone()[0])
