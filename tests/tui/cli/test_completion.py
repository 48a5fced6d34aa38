"""What a shell completes: commands, paths, formats, options."""

from __future__ import annotations

import pytest

from tests.tui.cli.commands import soi


def completed(line: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What bash is given for the last word of a line."""
    monkeypatch.setenv("_SOI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    return soi().stdout.splitlines()


def test_the_first_word_is_a_command_or_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    assert completed("soi ex", monkeypatch) == ["plain,export", "file,ex"]
    assert {"plain,check", "plain,stats"} <= set(completed("soi ", monkeypatch))


def test_formats_and_options(monkeypatch: pytest.MonkeyPatch) -> None:
    assert completed("soi export js", monkeypatch) == ["plain,json", "plain,jsonl"]
    assert completed("soi export csv --ver", monkeypatch) == ["plain,--verdict"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_the_program(shell: str) -> None:
    result = soi("completion", shell)
    assert result.exit_code == 0
    assert f"_SOI_COMPLETE={shell}_complete" in result.stdout
