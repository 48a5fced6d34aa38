"""SIGKILL at random moments: what the screen has shown as decided is in the store."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from tests.terminal.terminal import SOI, Terminal

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]
DECISIONS = 200


def shown_as_decided(screen: str) -> int | None:
    counts = re.search(r"(\d+)/\d+ of \d+/\d+", screen)
    return int(counts[1]) if counts else None


def shows_at_least(decisions: int, screen: str) -> bool:
    shown_decisions = shown_as_decided(screen)
    return shown_decisions is not None and shown_decisions >= decisions


def decided(store: Path) -> int:
    connection = sqlite3.connect(store)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM reviews WHERE verdict IS NOT NULL").fetchone()[0])
    finally:
        connection.close()


def test_every_decision_the_screen_has_shown_survives_a_kill(tmp_path: Path) -> None:
    moments = random.Random(2026)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(
        "\n".join(f"Xã này có {1000 + n} hộ dân." for n in range(DECISIONS + 60)), encoding="utf-8"
    )
    store, kills = tmp_path / "soi.db", 0
    with Terminal(tmp_path) as terminal:
        while not store.exists() or decided(store) < DECISIONS:
            terminal.run("corpus")
            verdicts_before = decided(store) if store.exists() else 0
            terminal.wait(partial(shows_at_least, verdicts_before))
            pid = terminal.pid
            terminal.text("v" * 60)
            # Somewhere in the midst of the sixty, some of them still on their way.
            screen = shown_as_decided(
                terminal.wait(partial(shows_at_least, verdicts_before + moments.randint(1, 50)))
            )
            os.kill(pid, signal.SIGKILL)
            kills += 1
            terminal.wait("exit=137")
            assert screen is not None
            assert decided(store) >= max(screen, verdicts_before)
    assert kills > 3
