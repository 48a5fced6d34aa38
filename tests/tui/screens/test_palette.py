"""The command palette: both languages, no tone marks, typos and synonyms; every synonym is of a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList

from tests.tui.driving import make_app, press, review_screen, running, settle, type_text
from tui.app import SoiApp
from tui.language import i18n
from tui.screens.palette_synonyms import SYNONYMS


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_commands_are_found_by_any_name(seeds: Path, tmp_path: Path, language: str) -> None:
    i18n.use(language)
    titles_by_typed_text = {
        "xuat": "Export what is reviewed",
        "exprot": "Export what is reviewed",
        "csv": "Export what is reviewed",
        "hoan tac": "Undo",
        "undo": "Undo",
        "hoàn tcá": "Undo",
        "sao luu": "Back up the store",
        "báo cáo": "Show the report",
        "trợ giúp": "Keys",
        "đúng": "Verified",
        "dark": "Theme",
    }
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, "ctrl+p")
        for typed, title in titles_by_typed_text.items():
            await press(pilot, "ctrl+u")
            await type_text(pilot, typed)
            await settle(pilot)
            prompts = [str(option.prompt) for option in pilot.app.screen.query_one(CommandList).options]
            assert any(prompt.startswith(i18n._(title)) for prompt in prompts[:4]), (typed, prompts)
        await press(pilot, "ctrl+u")
        await type_text(pilot, "ợợợợợ")
        await settle(pilot)
        (last_option,) = pilot.app.screen.query_one(CommandList).options
        assert str(last_option.prompt) == i18n._("Nothing found.")
        assert isinstance(pilot.app, SoiApp)
        titles = {command.title for command in pilot.app.palette_commands(review_screen(pilot))}
    elsewhere = {"Copy", "Filter"}  # of the selection and of the claims table
    assert SYNONYMS.keys() <= titles | elsewhere
