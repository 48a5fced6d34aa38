"""soi doctor and soi backup."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.environment import NOTE, OK, PROBLEM, EnvironmentFact, examine_environment


def test_doctor_and_backup(store: Path, tmp_path: Path) -> None:
    assert soi("doctor", "--store", str(store)).stdout.startswith(f"{store} is sound.\n")
    copy = tmp_path / "copy.db"
    assert soi("backup", str(copy), "--store", str(store)).exit_code == 0
    assert (
        soi("export", "csv", "--store", str(copy)).stdout
        == soi("export", "csv", "--store", str(store)).stdout
    )
    assert_one_sentence(soi("backup", str(copy), "--store", str(store)), 2, "there already")
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE reviews SET verdict = 'refuted'")
    connection.commit()
    connection.close()
    result = soi("doctor", "--store", str(copy))
    assert result.exit_code == 1
    assert "soi doctor --rebuild" in result.stdout
    assert soi("doctor", "--rebuild", "--store", str(copy)).exit_code == 0
    assert (
        soi("export", "csv", "--store", str(copy)).stdout
        == soi("export", "csv", "--store", str(store)).stdout
    )


def facts_of(
    environment: dict[str, str], *, is_terminal: bool = True
) -> dict[tuple[str, str], EnvironmentFact]:
    facts = examine_environment(
        {"LANG": "vi_VN.UTF-8", "TERM": "xterm-256color", **environment}, is_terminal=is_terminal
    )
    return {(fact.area, fact.subject): fact for fact in facts}


def test_the_environment_of_a_good_terminal() -> None:
    facts = facts_of({"COLORTERM": "truecolor", "SOI_ANNOTATOR": "lan"})
    assert {fact.state for fact in facts.values()} == {OK}
    assert "16 million" in facts["terminal", "colours"].text
    assert facts["annotator", "lan"].text == "from $SOI_ANNOTATOR"
    assert {subject for area, subject in facts if area == "extras"} == {
        "html",
        "parquet",
        "web",
        "xlsx",
        "zstd",
    }


@pytest.mark.parametrize(
    ("environment", "key", "state", "words"),
    [
        ({"TERM": "dumb"}, ("terminal", "TERM"), PROBLEM, "xterm-256color"),
        ({"TERM": "xterm"}, ("terminal", "colours"), NOTE, "16"),
        ({"NO_COLOR": ""}, ("terminal", "colours"), OK, "NO_COLOR"),
        (
            {"STY": "1", "COLORTERM": "truecolor"},
            ("terminal", "colours"),
            OK,
            "256, since GNU screen 4 garbles",
        ),
        ({"TMUX": "x"}, ("keys", "tmux"), OK, "ctrl+b"),
        ({"TERM": "linux"}, ("keys", "Linux console"), NOTE, "shift+left"),
        ({"SSH_TTY": "/dev/pts/1"}, ("terminal", "SSH"), OK, "OSC 52"),
        ({"LC_ALL": "C"}, ("language", "LC_ALL"), NOTE, "UTF-8"),
    ],
    ids=["dumb", "few", "none", "screen", "tmux", "console", "ssh", "locale"],
)
def test_what_is_found_in_the_environment(
    environment: dict[str, str], key: tuple[str, str], state: str, words: str
) -> None:
    fact = facts_of(environment)[key]
    assert fact.state == state
    assert words in fact.text


def test_without_a_terminal_and_without_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = soi("doctor", "--format", "jsonl")
    assert result.exit_code == 0, "nothing is wrong"
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [fact["area"] for fact in facts[:2]] == ["store", "settings"]
    assert any(fact["area"] == "terminal" and fact["state"] == NOTE for fact in facts)
    assert_one_sentence(soi("doctor", "--store", "soi.db"), 2, "soi.db")
