"""The soi command: paths, stores, help, output, and commands loaded by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.command import LazyGroup
from tui.cli.main import COMMANDS, main


@pytest.mark.parametrize("command", ["claims", "review"])
def test_a_path_that_is_not_there(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    assert_one_sentence(soi(command, "nowhere"), 2, "nowhere")
    (tmp_path / "empty").mkdir()
    assert_one_sentence(soi(command, "empty"), 2, "empty", ".txt")
    assert not (tmp_path / "soi.db").exists()


@pytest.mark.parametrize("arguments", [["export", "csv"], ["stats"]])
def test_commands_that_read_need_a_store(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_one_sentence(soi(*arguments), 2, "no store", "--store")
    assert not list(tmp_path.iterdir())


def test_a_reader_that_has_read_enough_is_no_error(seeds: Path) -> None:
    code = f"from tui.cli.main import main; main(['claims', {str(seeds)!r}, '--format', 'jsonl'])"
    command = f'"{sys.executable}" -c "{code}" | head -n 1'
    process = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8", check=True)
    assert len(process.stdout.splitlines()) == 1
    assert process.stderr == ""


def test_output_is_utf8_whatever_the_locale(seeds: Path) -> None:
    code = f"from tui.cli.main import main; main(['claims', {str(seeds)!r}])"
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert "dịch vụ công" in process.stdout.decode()


@pytest.mark.parametrize("command", ["", "review", "claims", "export", "stats", "log", "backup", "doctor"])
def test_every_command_explains_itself(command: str) -> None:
    result = soi(*filter(None, [command, "--help"]))
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_every_command_has_the_name_under_which_it_is_loaded() -> None:
    assert isinstance(main, LazyGroup)
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in COMMANDS}
    assert {name: command.name for name, command in commands.items() if command} == {
        name: name for name in COMMANDS
    }


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["claims", "--help"], ["claims", "seeds/quang-nam.txt"], ["check", "seeds/quang-nam.txt"]],
    ids=["help", "help_of_claims", "claims", "check"],
)
def test_commands_load_no_textual(arguments: list[str]) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('textual' in sys.modules, 'sqlite_utils' in sys.modules, file=sys.stderr))\n"
        f"from tui.cli.main import main\nmain({arguments!r})"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (process.returncode, process.stderr) == (0, "False False\n")
