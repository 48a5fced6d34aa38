"""Output of the commands: what a terminal might act on is shown, from wherever it comes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.annotations.store.validation.forged_rows import Forgery, forge
from tests.tui.cli.commands import soi
from tui.cli.visible_streams import print_marked, terminal_of, visible_streams

HOSTILE = "\x1b]0;pwned\x07\u202e\u200b\x9b31m\r"
HOSTILE_SYMBOLS = "␛]0;pwned␇⇄␣�31m↵"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_everything_printed_is_made_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    with visible_streams():
        sys.stdout.write(f"{HOSTILE} a\nb\n")
        sys.stdout.writelines(["\x07", "e\u0301"])
        print_marked([("\x1b", False), ("\x1b", True)])
    assert terminal.getvalue() == f"{HOSTILE_SYMBOLS} a\nb\n␇e\u0301␛\x1b[1m\x1b[4m␛\x1b[0m\n"
    assert sys.stdout is terminal


def test_data_gets_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    with visible_streams():
        terminal_of(sys.stdout).write(HOSTILE)
    assert terminal.getvalue() == HOSTILE


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", HOSTILE],
        ["claims", "--format", HOSTILE],
        [f"--{HOSTILE}"],
        ["stats", "--annotator", HOSTILE],
        ["stats", "--store", HOSTILE],
        ["--lang", HOSTILE, "keys"],
        ["search", f"kind:{HOSTILE}"],
    ],
    ids=["path", "choice", "option", "annotator", "store", "language", "query"],
)
def test_arguments_are_shown_as_symbols(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = soi(*arguments)
    assert result.exit_code == 2
    assert all(line.isprintable() for line in result.output.splitlines())


def test_the_environment_is_shown_as_symbols(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOI_LANG", "\x1b[31m")
    result = soi("keys")
    assert result.exit_code == 2
    assert "[31m" in result.stderr
    assert "\x1b" not in result.stderr


def test_ids_and_dates_of_another_store_are_shown_as_symbols(store: Path) -> None:
    forge(store, Forgery("decisions", "decided_at", "'2024' || char(27) || ']0;pwned' || char(8238)"))
    result = soi("log", "--store", str(store))
    assert "2024␛]0;pwned⇄" in result.stdout
    assert all(line.isprintable() for line in result.stdout.splitlines())
