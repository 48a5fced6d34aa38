"""The first start asks for a name: Enter takes the proposal, nobody's names are questioned."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.teams.renames import list_annotators, rename_annotator
from tests.tui.driving import current_claim, make_app, press, review_screen, running, settle, type_text
from tui.screens.dialogs.annotator_name import AnnotatorNameApp
from tui.settings.config import load_config
from tui.styles import themes
from tui.widgets.panels.claim_panel import ClaimPanel


async def answers(proposal: str, *keys: str) -> tuple[str | None, str]:
    """The name that was given, and the message at the field before the last key."""
    app = AnnotatorNameApp(proposal, themes.DARK.name)
    message = ""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.query_one(Input).has_focus
        for key in keys:
            message = str(app.screen.query_one("#error-name", Static).content)
            await pilot.press(key)
            await pilot.pause()
    return app.annotator, message


@pytest.mark.parametrize(
    ("proposal", "keys", "name"),
    [
        ("lan", ["enter"], "lan"),
        ("lan", [*"hoa", "enter"], "hoa"),
        ("Ha\u0300", ["enter"], "Hà"),
        ("lan", ["escape"], None),
        ("", ["enter", "escape"], None),
    ],
    ids=["taken", "changed", "composed", "left", "empty"],
)
async def test_a_name_is_given(proposal: str, keys: list[str], name: str | None) -> None:
    assert (await answers(proposal, *keys))[0] == name


async def test_nobodys_name_is_questioned_once() -> None:
    name, message = await answers("", *"root", "enter", "enter")
    assert name == "root"
    assert "nobody's name" in message


async def change_name_to(pilot: Pilot[None], name: str) -> None:
    """Open the dialog as the palette does, and give another name."""
    await review_screen(pilot).change_name()
    await settle(pilot)
    await type_text(pilot, name)
    await press(pilot, "enter")


async def test_the_name_is_changed_in_a_review(seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    async with running(make_app(seeds, path)) as pilot:
        await press(pilot, "v")
        claim = current_claim(pilot).id
        await change_name_to(pilot, "hoa")
        assert "hoa" in str(review_screen(pilot).query_one(ClaimPanel).border_subtitle)
        assert load_config().annotator == "hoa"
        await press(pilot, "r")
        with Store.open(path) as store:
            assert [work.name for work in list_annotators(store)] == ["hoa"]
            store.set_verdict(claim, "minh", Verdict.VERIFIED)
        await change_name_to(pilot, "minh")
        message = str(pilot.app.screen.query_one("#error-name", Static).content)
        assert "somebody called minh" in message
        await press(pilot, "escape")
        with Store.open(path) as store:
            rename_annotator(store, "minh", "hoa", "Hoa Lê")
        await review_screen(pilot).check_store()
        assert review_screen(pilot).session.annotator == "Hoa Lê", "somebody else changed it"
        await press(pilot, "z", "z")
        with Store.open(path) as store:
            assert {row["annotator"] for row in store.rows()} == {"minh"}, "one's own is undone"
