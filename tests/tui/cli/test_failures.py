"""How the program ends: interrupted, with a closed or full output, and where it fails itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.interrupts import hold_interrupts, release_interrupts

PROGRAM = [sys.executable, "-c", "from tui.cli.start import main; main()"]


def run(arguments: list[str], redirection: str) -> subprocess.CompletedProcess[str]:
    """Run the program from a shell with a redirection of its output."""
    script = f'"$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", script, "sh", *PROGRAM, *arguments],
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "SOI_LANG": "en"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("redirection", "sentence"),
    [
        (">&-", "soi: The output is closed. Nothing stored was lost.\n"),
        ("> /dev/full", "soi: The disk is full. Nothing stored was lost.\n"),
        ("2>&- >&-", ""),
        ("| true; exit 1", ""),
    ],
    ids=["closed", "full", "all_closed", "reader_gone"],
)
def test_an_output_that_takes_nothing(redirection: str, sentence: str) -> None:
    process = run(["keys"], redirection)
    assert (process.returncode, process.stderr) == (1, sentence)


@pytest.fixture
def default_interrupts() -> Iterator[None]:
    """Python's own handler of Ctrl+C, whatever the tests before have left."""
    former_handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former_handler)


@pytest.mark.usefixtures("default_interrupts")
def test_an_interrupt_while_the_program_is_loaded() -> None:
    hold_interrupts()
    signal.raise_signal(signal.SIGINT)
    result = soi("keys")
    assert_one_sentence(result, 130, "Interrupted")
    release_interrupts()  # holds nothing any more
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupted_command(monkeypatch: pytest.MonkeyPatch, seeds: Path) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.claims.print_articles", interrupt)
    result = soi("claims", str(seeds))
    assert_one_sentence(result, 130, "Interrupted. What was stored is safe.")


@pytest.mark.parametrize("has_home", [True, False], ids=["home", "no_home"])
def test_a_failure_of_the_program_names_a_log(
    has_home: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: Path
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("lạ\x1b[31m")

    if not has_home:
        (tmp_path / "file").write_bytes(b"")
    state_home = tmp_path / ("state" if has_home else "file/state")
    monkeypatch.setenv("XDG_STATE_HOME", str(state_home))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tui.cli.claims.print_articles", fail)
    result = soi("claims", str(seeds))
    assert_one_sentence(result, 1, "The program failed (RuntimeError: lạ␛[31m)", "crash.log")
    (log,) = tmp_path.glob("**/crash.log")
    assert str(log) in result.stderr
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0
    assert log.is_relative_to(state_home) == has_home


def test_a_failure_that_cannot_be_logged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: Path
) -> None:
    monkeypatch.setattr("tui.settings.crash_log.write_crash_log", lambda _error: None)
    monkeypatch.setattr("tui.cli.claims.print_articles", lambda *_arguments: 1 // 0)
    assert_one_sentence(soi("claims", str(seeds)), 1, "ZeroDivisionError", "Please report it.")
