"""A store that is moved, deleted or replaced while the app has it open: nothing stored is lost, nothing is damaged."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import SOI, Terminal

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]


def decided(store: Path) -> int:
    """The verdicts in a store that is sound."""
    result = subprocess.run(
        [str(SOI), "doctor", "--store", str(store)], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    connection = sqlite3.connect(store)
    try:
        return int(connection.execute("SELECT count(*) FROM reviews WHERE verdict IS NOT NULL").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal with the app after five decisions, of which backup.db has the first two."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = [f"Xã này có {1000 + number} hộ dân." for number in range(40)]
    (corpus / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    with Terminal(tmp_path) as opened_terminal:
        opened_terminal.run("corpus", "--lang", "en")
        opened_terminal.wait("0/40 of 0/40")
        opened_terminal.text("vv")
        opened_terminal.wait("2/40 of 2/40")
        subprocess.run([str(SOI), "backup", "backup.db"], cwd=tmp_path, check=True)
        opened_terminal.text("vvv")
        opened_terminal.wait("5/40 of 5/40")
        yield opened_terminal


def leave(terminal: Terminal) -> str:
    terminal.keys("q")
    return terminal.wait("exit=")


def test_a_moved_store_has_everything(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "soi.db").rename(tmp_path / "moved.db")
    terminal.wait("was moved to")
    terminal.text("v")
    terminal.wait("Not stored.")
    screen = leave(terminal)
    assert "moved.db" in screen
    assert "The store is /" not in screen, "it is told once, where it is now"
    assert decided(tmp_path / "moved.db") == 5
    assert not any(path.name.startswith("soi.db") for path in tmp_path.iterdir())


def test_a_deleted_store_is_kept_in_a_copy(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "soi.db").unlink()
    terminal.wait("was deleted or replaced")
    assert "soi.db.kept" in leave(terminal)
    assert decided(tmp_path / "soi.db.kept") == 5
    assert [path.name for path in tmp_path.glob("soi.db*")] == ["soi.db.kept"]


@pytest.mark.parametrize("is_noticed", [True, False], ids=["noticed", "at_once"])
def test_a_backup_that_is_put_in_place_stays_sound(
    terminal: Terminal, tmp_path: Path, is_noticed: bool
) -> None:
    (tmp_path / "backup.db").rename(tmp_path / "soi.db")
    if is_noticed:
        terminal.wait("was deleted or replaced")
    assert decided(tmp_path / "soi.db") == 2
    terminal.text("v")
    terminal.wait("Not stored.")
    assert "soi.db.kept" in leave(terminal)
    assert decided(tmp_path / "soi.db") == 2
    assert decided(tmp_path / "soi.db.kept") == 5
    subprocess.run([str(SOI), "merge", "soi.db.kept"], cwd=tmp_path, check=True)
    assert decided(tmp_path / "soi.db") == 5


@pytest.mark.parametrize("is_noticed", [True, False], ids=["noticed", "at_once"])
def test_a_backup_copied_over_stays_sound(terminal: Terminal, tmp_path: Path, is_noticed: bool) -> None:
    shutil.copyfile(tmp_path / "backup.db", tmp_path / "soi.db")
    if is_noticed:
        terminal.wait("was overwritten")
        assert decided(tmp_path / "soi.db") == 2
    terminal.text("v")
    terminal.wait("Not stored.")
    assert "soi.db.kept" in leave(terminal)
    assert decided(tmp_path / "soi.db") == 2
    assert decided(tmp_path / "soi.db.kept") == 5
    subprocess.run([str(SOI), "merge", "soi.db.kept", "--same"], cwd=tmp_path, check=True)
    assert decided(tmp_path / "soi.db") == 5


@pytest.mark.parametrize("put_in_place", [shutil.copy, Path.rename], ids=["copy", "rename"])
def test_a_backup_in_place_of_a_killed_store_stays_sound(
    terminal: Terminal, tmp_path: Path, put_in_place: Callable[[Path, Path], object]
) -> None:
    subprocess.run(["kill", "-9", str(terminal.pid)], check=True)
    terminal.wait("exit=137")
    put_in_place(tmp_path / "backup.db", tmp_path / "soi.db")
    assert decided(tmp_path / "soi.db") == 2
