"""The first start asks for a name: Enter takes the proposal, nobody's names are questioned."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from tui.screens.dialogs.annotator_name import AnnotatorNameApp
from tui.styles import themes


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
