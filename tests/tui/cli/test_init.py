"""soi init: a soi.toml with every setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi
from tui.focus_chains import KEY_ACTIONS
from tui.settings.config import PUBLISHER, TABLES, TEXTS, load_config


def test_every_setting_can_be_taken_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = soi("init", "--lang", "vi")
    assert (result.exit_code, result.stderr) == (0, "")
    text = (tmp_path / "soi.toml").read_text(encoding="utf-8")
    assert load_config() == load_config(tmp_path / "missing.toml"), "nothing is set"
    settings = re.sub(r"^# (?=\[|\w+ = |\")", "", text, flags=re.MULTILINE)
    (tmp_path / "soi.toml").write_text(settings, encoding="utf-8")
    config = load_config()
    assert None not in (config.lang, config.theme, config.lexicon)
    assert set(config.publisher) == PUBLISHER
    assert set(config.keys) == {action.id for action in KEY_ACTIONS.list_actions()}
    assert all(re.search(rf"^\[?{name}\b", settings, re.MULTILINE) for name in {*TEXTS, *TABLES})
    KEY_ACTIONS.check(config.keys)
    assert_one_sentence(soi("init"), 2, "soi.toml")
    assert (tmp_path / "soi.toml").read_text(encoding="utf-8") == settings
