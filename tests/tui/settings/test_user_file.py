"""The user's own soi.toml: beneath that of the folder, and changed by the program one setting at a time."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import UsageError
from tests.tui.cli.commands import assert_one_sentence, soi
from tui.settings.config import load_config
from tui.settings.user_file import keep_setting, user_file


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_user_file(text: str, encoding: str = "utf-8") -> None:
    user_file().parent.mkdir(parents=True, exist_ok=True)
    user_file().write_text(text, encoding=encoding)


def test_the_folder_goes_before_the_user(folder: Path) -> None:
    write_user_file('lang = "vi"\nlexicon = "w.toml"\n[keys]\n"a.b" = "1"\n"a.c" = "2"\n', "utf-8-sig")
    (folder / "soi.toml").write_text('lang = "en"\n[keys]\n"a.b" = "3"\n', encoding="utf-8")
    config = load_config()
    assert (config.lang, config.lexicon) == ("en", user_file().parent / "w.toml")
    assert config.keys == {"a.b": "3", "a.c": "2"}


@pytest.mark.parametrize("text", ["colour = 'red'", "lang = ", "keys = 3"])
def test_invalid_settings_are_one_sentence(text: str) -> None:
    write_user_file(text)
    assert_one_sentence(soi("keys"), 2, str(user_file()))


def test_init_writes_the_file_of_the_user(folder: Path) -> None:
    assert soi("init", "--user").exit_code == 0
    assert "# annotator" in user_file().read_text(encoding="utf-8")
    assert not (folder / "soi.toml").exists()
    assert_one_sentence(soi("init", "--user"), 2, str(user_file()))


@pytest.mark.parametrize("text", ["", "# one\n", 'annotator = "an"\n', '[keys]\n"annotator" = "x"\n'])
def test_one_setting_is_kept(text: str) -> None:
    write_user_file(text)
    former = tomllib.loads(text)
    keep_setting("annotator", 'Lan "Ánh"')
    changed = user_file().read_text(encoding="utf-8")
    assert tomllib.loads(changed) == {**former, "annotator": 'Lan "Ánh"'}
    assert all(line in changed for line in text.splitlines() if line.startswith(("#", "[")))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_kept(name: str) -> None:
    keep_setting("annotator", name)
    assert load_config().annotator == name


def test_a_file_that_a_program_cannot_change_is_left() -> None:
    text = 'lang = """\nannotator = 1\n"""\n'
    write_user_file(text)
    with pytest.raises(UsageError, match="cannot be changed"):
        keep_setting("annotator", "lan")
    assert user_file().read_text(encoding="utf-8") == text
