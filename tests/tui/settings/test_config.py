"""Words of one's own, by --lexicon and by soi.toml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.claims.extractor import Extractor
from annotations.errors import UsageError
from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.main import main
from tui.settings.config import load_config


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Cả xã thu 35 xờ lúa trong vụ này.", encoding="utf-8")
    (tmp_path / "words.toml").write_text('[units.measure]\n"xờ" = ["xờ"]\n', encoding="utf-8")
    return tmp_path


def units(*arguments: str) -> list[tuple[str, str]]:
    result = CliRunner().invoke(main, ["claims", "a.txt", "--format", "jsonl", *arguments])
    assert result.exit_code == 0, result.output
    return [(row["kind"], row["unit"]) for row in map(json.loads, result.stdout.splitlines())]


def test_a_users_lexicon_adds_to_the_built_in_one(folder: Path) -> None:
    assert ("measure", "xờ") not in units()
    assert units("--lexicon", "words.toml") == [("measure", "xờ")]
    (folder / "soi.toml").write_text('lexicon = "words.toml"\n', encoding="utf-8")
    assert units() == [("measure", "xờ")]


def test_claims_read_with_other_words_are_another_extractors(folder: Path) -> None:
    plain, with_words = Extractor(), Extractor(folder / "words.toml")
    assert plain.name != with_words.name
    (folder / "words.toml").write_text('[units.measure]\n"xờ" = ["xờ", "xơ"]\n', encoding="utf-8")
    assert Extractor(folder / "words.toml").name != with_words.name


@pytest.mark.parametrize(
    "content", ["lexicon = 3", "colour = 'red'", "lexicon = ", "lexicon = 'no-such-file.toml'"]
)
def test_invalid_settings(folder: Path, content: str) -> None:
    (folder / "soi.toml").write_text(content, encoding="utf-8")
    assert_one_sentence(soi("claims", "a.txt"), 2, ".toml")


def test_without_a_file_there_are_defaults(folder: Path) -> None:
    assert load_config().lexicon is None


def test_a_file_that_is_not_utf8_is_told(folder: Path) -> None:
    (folder / "soi.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"soi\.toml"):
        load_config()


def test_explain_names_the_rule(folder: Path) -> None:
    result = CliRunner().invoke(main, ["claims", "a.txt", "--explain", "--format", "jsonl"])
    assert all(json.loads(line)["rule"] for line in result.stdout.splitlines())
    assert "count." in CliRunner().invoke(main, ["claims", "a.txt", "--explain"]).stdout
