"""soi assign, soi settings, soi split: what they print, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi


@pytest.fixture
def team_store(news: Path, tmp_path: Path) -> tuple[str, str]:
    """The option for a store of two articles."""
    store = ("--store", str(tmp_path / "soi.db"))
    soi("import", str(news), *store)
    return store


def test_articles_are_handed_out_and_shown(team_store: tuple[str, str], tmp_path: Path) -> None:
    result = soi("assign", "--annotators", "lan,minh", "--overlap", "2", *team_store)
    assert "4 assignments are new, 0 taken back." in result.stdout
    assert "The store is blind now" in result.stdout
    table = soi("assign", "--show", "--csv", "-", *team_store).stdout
    assert table.splitlines() == [
        "article,claim,annotator",
        *(f"{a},,{n}" for a in ("a.txt", "b.txt") for n in ("lan", "minh")),
    ]
    plan_file = tmp_path / "plan.csv"
    soi("assign", "--show", "--csv", str(plan_file), *team_store)
    plan_file.write_text(
        plan_file.read_text(encoding="utf-8").replace("b.txt,,minh", "b.txt,,hoa"), encoding="utf-8"
    )
    assert "1 assignment is new, 1 taken back." in soi("assign", "--csv", str(plan_file), *team_store).stdout
    assert_one_sentence(soi("assign", "--show", "--csv", team_store[1], *team_store), 2, "store")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Say who reviews"),
        (("--annotators", "lan", "--overlap", "2"), "An overlap of 2"),
        (("--annotators", "lan,lan"), "twice"),
        (("--annotators", "lan", "kind:monney"), "monney"),
    ],
    ids=["nobody", "overlap", "twice", "query"],
)
def test_wrong_use_changes_nothing(
    team_store: tuple[str, str], arguments: tuple[str, ...], words: str
) -> None:
    result = soi("assign", *arguments, *team_store)
    assert result.exit_code == 2
    assert words in result.stderr
    assert soi("assign", "--show", "--csv", "-", *team_store).stdout == "article,claim,annotator\n"


def test_files_of_assignments_are_checked(team_store: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("article,annotator\nnowhere.txt,lan\n", encoding="utf-8")
    assert_one_sentence(soi("assign", "--csv", str(path), *team_store), 2, "nowhere.txt")
    path.write_text("bài,người\na.txt,lan\n", encoding="utf-8")
    assert_one_sentence(soi("assign", "--csv", str(path), *team_store), 2, "no columns article and annotator")


def test_settings_are_switched_and_logged(team_store: tuple[str, str]) -> None:
    assert "Nothing is set" in soi("settings", *team_store).stderr
    for value in ("on", "off", "off"):
        soi("settings", "adjudicator", "Minh Hoa", value, *team_store, "--annotator", "lead")
    assert (
        soi("settings", "--format", "csv", *team_store)
        .stdout.splitlines()[1]
        .startswith("adjudicator,Minh Hoa,off,lead,")
    )
    assert len(soi("settings", "--log", "--format", "jsonl", *team_store).stdout.splitlines()) == 2
    assert_one_sentence(soi("settings", "blond", "on", *team_store), 2, "two settings")


def test_a_store_is_split_off(team_store: tuple[str, str], tmp_path: Path) -> None:
    soi("assign", "--annotators", "lan,minh", *team_store)
    target = tmp_path / "lan.db"
    result = soi("split", "--for", "lan", "-o", str(target), *team_store)
    assert "1 article for lan" in result.stdout
    assert_one_sentence(soi("split", "--for", "lan", "-o", str(target), *team_store), 2, "is there already")
    assert_one_sentence(
        soi("split", "--for", "lna", "-o", str(tmp_path / "x.db"), *team_store), 2, "did you mean lan"
    )
