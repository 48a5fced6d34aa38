"""The main job with the installed program in a real terminal, from the first start to the exported file."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.terminal.terminal import PATIENCE, SOI, Terminal

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]


def soi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SOI), *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "SOI_ANNOTATOR": "lan"},
    )  # fmt: skip


def claim_shown(screen: str) -> str:
    """The number the claim panel shows: the first line below its title."""
    lines = screen.splitlines()
    title = next(number for number, line in enumerate(lines) if re.search(r"Claim \d+/\d+", line))
    column = lines[title].index("Claim") - 3
    return lines[title + 1][max(0, column) :].strip("│ ").split("  ")[0]


def article_shown(screen: str) -> str:
    """What the headline above the article says behind the progress."""
    headline = re.search(r"\d+/\d+ of \d+/\d+ +(\S.*?) *(╭|$)", screen, re.MULTILINE)
    return headline[1] if headline else ""


def place_shown(screen: str) -> str:
    """The current claim's number among the article's."""
    title = re.search(r"Claim (\d+/\d+)", screen)
    return title[1] if title else ""


def shows_another(look: Callable[[str], str], former_text: str, screen: str) -> bool:
    """Whether the text at a place of the screen has changed; a screen that is half drawn shows none there."""
    return look(screen) not in ("", former_text)


def walk_to(terminal: Terminal, article: str, quote: str) -> None:
    screen = terminal.wait(partial(shows_another, article_shown, ""))
    while (shown_article := article_shown(screen)) != article:
        terminal.keys("]")
        screen = terminal.wait(partial(shows_another, article_shown, shown_article))
    while claim_shown(screen) != quote:
        place = place_shown(screen)
        terminal.keys("Right")
        screen = terminal.wait(partial(shows_another, place_shown, place))


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_verify_a_claim_leave_come_back_and_export_it(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal(tmp_path, *size) as terminal:
        terminal.run()
        # The Quảng Ninh article has no headline, so its file's name stands for it.
        walk_to(terminal, "quang-ninh.txt", "62,8%")
        terminal.keys("v")
        terminal.wait(lambda screen: re.search(r" 1/\d+ of 1/", screen) is not None)
        terminal.keys("q")
        terminal.wait("exit=0")

        terminal.run()
        terminal.wait(lambda screen: re.search(r" 1/\d+ of 1/", screen) is not None)
        terminal.keys("Left")  # it opened where it was left: on the claim behind
        terminal.wait(lambda screen: claim_shown(screen) == "62,8%")
        terminal.wait("✓ verified")
        terminal.keys("q")
        terminal.wait("exit=0")

    exported = soi(tmp_path, "export", "csv", "-o", "out.csv")
    assert (exported.returncode, exported.stderr) == (0, "")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["quote"] == "62,8%"
    assert (row["article"], row["kind"], row["value"], row["unit"]) == (
        "quang-ninh.txt",
        "percentage",
        "62.8",
        "%",
    )
    assert (row["verdict"], row["annotator"]) == ("verified", "lan")
    stats = soi(tmp_path, "stats").stdout
    assert re.search(r"^ *1/\d+ +1 +0 +0 +0 +0 +quang-ninh.txt$", stats, re.MULTILINE)


def test_it_works_in_forty_columns(tmp_path: Path) -> None:
    with Terminal(tmp_path, 40, 12) as terminal:
        terminal.run()
        terminal.wait("Claim 1/")
        terminal.keys("v")
        terminal.wait("Claim 2/")
        terminal.keys("q")
        terminal.wait("exit=0")


def test_it_says_how_large_a_terminal_it_needs(tmp_path: Path) -> None:
    with Terminal(tmp_path, 28, 7) as terminal:
        terminal.run()
        terminal.wait("soi needs 30×8, this is 28×7")


def test_the_shell_can_have_the_terminal_for_a_while(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run()
        terminal.wait("Claim 1/")
        terminal.keys("v")
        terminal.wait("Claim 2/")
        terminal.keys("C-p")
        terminal.wait("Search for commands")
        terminal.text("Suspend")
        terminal.wait("fg leads here again")
        terminal.keys("Enter")
        terminal.wait("soi is suspended: fg leads back to it.")
        stat = Path(f"/proc/{terminal.pid}/stat")
        end = time.monotonic() + PATIENCE
        while stat.read_text().rpartition(")")[2].split()[0] != "T":
            assert time.monotonic() < end, "it goes on behind the shell"
            time.sleep(0.05)
        os.kill(terminal.pid, signal.SIGCONT)
        screen = terminal.wait("Claim 2/")
        assert "1/124 reviewed" in screen
        assert "Quit" in screen.splitlines()[-1], "all of it is painted again"
        terminal.keys("z")
        terminal.wait("0/124 reviewed")


HOSTILE = (
    "[bold]Giá[/bold] [/x] [@click=app.bell]bấm[/] \x1b[31mđỏ\x1b]0;tên\x07 \x9b2J\x85 \u202e%8,26\u202c "
    "\u2066tăng\u2069"
)


def test_hostile_text_is_shown_and_never_acts(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = f"{HOSTILE} tăng\n\nĐạt 62,8% {HOSTILE} kế hoạch năm.\n"
    (corpus / "[bold]a[x].txt").write_text(text, encoding="utf-8")
    with Terminal(tmp_path) as terminal:
        terminal.run("corpus")
        terminal.wait("[bold]Giá[/bold]")
        terminal.keys("n")
        terminal.wait("Note on")
        terminal.text("[/x] [red]")
        terminal.keys("Enter")
        screen = terminal.wait("[/x] [red]")
        assert "[@click=app.bell]bấm[/]" in screen
        assert "␛[31mđỏ␛]0;tên␇" in screen
        terminal.keys("q")
        terminal.wait("exit=0")
        raw = terminal.raw.decode("utf-8", "replace")
    assert "\x1b[31mđỏ" not in raw
    assert "\x1b]0;tên" not in raw
    assert not {"\u202e", "\u202c", "\u2066", "\u2069", "\x9b", "\x85"} & set(raw)


def test_signals_lose_nothing_and_restore_the_terminal(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run()
        terminal.wait("Claim 1/")
        terminal.keys("v")
        terminal.wait("Claim 2/")
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.wait("exit=143")
        assert b"\x1b[?1049l" in terminal.raw, "the alternate screen was left"
    assert verdicts(tmp_path) == ["verified"]


def test_a_terminal_that_goes_away_ends_it_and_loses_nothing(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run()
        terminal.wait("Claim 1/")
        terminal.keys("v")
        terminal.wait("Claim 2/")
        pid = terminal.pid
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end, "the program outlives its terminal"
        time.sleep(0.05)
    assert verdicts(tmp_path) == ["verified"]


def verdicts(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "soi.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT verdict FROM decisions ORDER BY id")]
    finally:
        connection.close()


def test_export_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run()
        terminal.wait("Claim 1/")
        terminal.text("vruxv")
        terminal.wait("Claim 6/")
        terminal.keys("q")
        terminal.wait("exit=0")
    first, second = soi(tmp_path, "export", "jsonl"), soi(tmp_path, "export", "jsonl")
    assert first.stdout == second.stdout
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    assert [row["verdict"] for row in rows] == [
        "verified",
        "refuted",
        "unverifiable",
        "not_a_claim",
        "verified",
    ]
    only = soi(tmp_path, "export", "jsonl", "--verdict", "refuted", "--verdict", "not_a_claim").stdout
    assert [json.loads(line)["verdict"] for line in only.splitlines()] == ["refuted", "not_a_claim"]
