"""Who decides, where no option says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.options import chosen_annotator
from tui.settings.annotator import is_shared_account, login_name
from tui.settings.user_file import keep_setting


def test_option_environment_settings_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOI_ANNOTATOR", raising=False)
    assert chosen_annotator(None) == login_name()
    keep_setting("annotator", "Ha\u0300")
    assert chosen_annotator(None) == "Hà", "in NFC, however it was typed"
    (tmp_path / "soi.toml").write_text('annotator = "an"\n', encoding="utf-8")
    assert chosen_annotator(None) == "an"
    monkeypatch.setenv("SOI_ANNOTATOR", "minh")
    assert chosen_annotator(None) == "minh"
    assert chosen_annotator("lan") == "lan"


@pytest.mark.parametrize("name", ["root", "Admin", "USER", "ubuntu", "user-1000", "pi", "Quản trị"])
def test_accounts_of_nobody(name: str) -> None:
    assert is_shared_account(name)


@pytest.mark.parametrize("name", ["lan", "Nguyễn Hà", "pia", "rooted", "an2"])
def test_names_of_people(name: str) -> None:
    assert not is_shared_account(name)


def test_a_command_signed_by_root_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOI_ANNOTATOR", raising=False)
    monkeypatch.setenv("LOGNAME", "root")
    result = soi("settings", "blind", "on", "--store", str(store))
    assert result.exit_code == 0
    assert "root" in result.stderr
    assert "--annotator" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert soi("settings", "blind", "off", "--store", str(store), "--annotator", "root").stderr == ""


def test_a_name_of_the_settings_that_cannot_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOI_ANNOTATOR", raising=False)
    (tmp_path / "soi.toml").write_text('annotator = "  "\n', encoding="utf-8")
    assert_one_sentence(soi("search", "x"), 2, "annotator")
