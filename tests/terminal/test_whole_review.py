"""The whole review of the five seeds in a real terminal: every claim decided, and all else a reviewer does."""

from __future__ import annotations

import json
import re
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.terminal.terminal import SOI, Terminal
from tests.terminal.test_main_job import article_shown, claim_shown, soi, walk_to

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]
CLAIMS = 124


def total(reviewed: int, total: int, screen: str) -> bool:
    return re.search(rf"\d+/\d+ of {reviewed}/{total} ", screen) is not None


def shows(quote: str, screen: str) -> bool:
    return claim_shown(screen) == quote


def reads(title: str, screen: str) -> bool:
    return article_shown(screen).startswith(title)


def test_the_whole_review_of_the_seeds(tmp_path: Path) -> None:
    with Terminal(tmp_path, 140, 45) as terminal:
        terminal.run()
        decide_everything(terminal)
        say_more(terminal)
        add_and_retire(terminal)
        terminal.keys("q")
        terminal.wait("exit=0")
        undo_across_the_restart(terminal)
    exported_as_reviewed(tmp_path)


def decide_everything(terminal: Terminal) -> None:
    """One key a claim, through all five articles."""
    terminal.wait(partial(total, 0, CLAIMS))
    process = 0
    for verdicts in ["v" * 60, "r" * 20, "u" * 20, "x" * (CLAIMS - 100)]:
        terminal.text(verdicts)
        process += len(verdicts)
        terminal.wait(partial(total, process, CLAIMS))
    terminal.wait("Every claim is reviewed")


def say_more(terminal: Terminal) -> None:
    """A tag, a note and a corrected reading."""
    for article in ("Nửa nhiệm kỳ", "quang-ninh.txt"):
        terminal.keys("[")
        terminal.wait(partial(reads, article))
    walk_to(terminal, "quang-ninh.txt", "62,8%")
    terminal.keys("t")
    terminal.wait("Tags of 62,8%")
    terminal.text("cấp tỉnh")
    terminal.keys("Enter", "Escape")
    terminal.wait("#cấp tỉnh")
    terminal.keys("n")
    terminal.wait("Note on 62,8%")
    terminal.text("628 trên 1.000")
    terminal.keys("Enter")
    terminal.wait("“628 trên 1.000”")
    terminal.keys("=")
    terminal.wait("62.8")
    terminal.keys("C-u")
    terminal.text("62,9")
    terminal.keys("Enter")
    terminal.wait("62.9")


def add_and_retire(terminal: Terminal) -> None:
    """The word behind the claim is added as a claim of its own, and another claim is taken out."""
    terminal.keys("Right")
    terminal.wait(partial(shows, "372"))
    terminal.keys("-")
    terminal.wait(partial(total, CLAIMS - 1, CLAIMS - 1))
    terminal.keys("s")
    terminal.keys("Right", "S-Right", "S-Right", "S-Right", "S-Right", "Enter")
    terminal.wait("The extractor reads")
    terminal.keys("Enter")
    terminal.wait(partial(total, CLAIMS - 1, CLAIMS))
    terminal.keys("u")
    terminal.wait(partial(total, CLAIMS, CLAIMS))


def undo_across_the_restart(terminal: Terminal) -> None:
    """What was done last, in the program that has ended, is taken back first."""
    terminal.run()
    terminal.wait(partial(total, CLAIMS, CLAIMS))
    terminal.keys("z")
    terminal.wait(partial(total, CLAIMS - 1, CLAIMS))
    terminal.keys("z")
    terminal.wait(partial(total, CLAIMS - 1, CLAIMS - 1))
    terminal.keys("z")
    terminal.wait(partial(total, CLAIMS, CLAIMS))
    terminal.keys("y")
    terminal.wait(partial(total, CLAIMS - 1, CLAIMS - 1))
    terminal.keys("q")
    terminal.wait("exit=0")


def exported_as_reviewed(folder: Path) -> None:
    exported = soi(folder, "export", "jsonl")
    assert exported.returncode == 0
    rows = [json.loads(line) for line in exported.stdout.splitlines()]
    assert len(rows) == CLAIMS - 1, "one was taken out, and the one that was added is undone"
    (output,) = (row for row in rows if row["quote"] == "62,8%")
    assert (output["tags"], output["note"]) == (["cấp tỉnh"], "628 trên 1.000")
    assert (output["value"], output["extracted_value"]) == ("62.9", "62.8")
    assert not [row for row in rows if row["quote"] == "372"]
    log = soi(folder, "log").stdout.splitlines()
    assert len(log) > CLAIMS + 6, "nothing that was undone is forgotten"
    assert soi(folder, "doctor").stdout.startswith("soi.db is sound.\n")
