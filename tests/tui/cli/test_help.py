"""soi help, options before the command, and what a mistyped command is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi


def test_help_of_the_program_and_of_a_command() -> None:
    assert soi("help").stdout == soi("--help").stdout
    assert soi("help", "check").stdout == soi("check", "--help").stdout
    assert_one_sentence(soi("help", "chek"), 2, "did you mean check")


def test_options_may_stand_before_the_command(store: Path) -> None:
    after = soi("stats", "--store", str(store), "--lang", "vi")
    assert soi("--lang", "vi", "--store", str(store), "stats").stdout == after.stdout
    assert soi("--lang=vi", "stats", "--store", str(store)).stdout == after.stdout
    assert "tổng cộng" in after.stdout


def test_a_mistyped_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    assert_one_sentence(soi("stat"), 2, "did you mean  soi stats")
