"""The footer: what it tells is what the keys do, and a click on a key is a press of it."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from annotations.model import Verdict
from tests.tui.driving import current, make_app, press, reading, running, settle
from tui.widgets.panels.key_footer import KeyFooter


def footer(pilot: Pilot[None]) -> KeyFooter:
    return pilot.app.screen.query_one(KeyFooter)


async def test_all_is_in_sight_at_eighty_columns(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        told = footer(pilot).text
        assert told.startswith("? Keys v Verified r Refuted")
        assert told.endswith("q Quit")
        assert len(told) <= 80
        await pilot.resize_terminal(120, 24)
        await settle(pilot)
        assert footer(pilot).text.startswith("? Keys  v Verified  r Refuted")


async def test_a_click_presses_the_key_and_the_pointer_is_told_more(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        line = footer(pilot)
        column = line.text.index("Refuted") + 2
        await pilot.hover(KeyFooter, offset=(column, 0))
        assert "next unreviewed" in str(line.tooltip)
        decided = reading(pilot).index
        assert decided is not None
        await pilot.click(KeyFooter, offset=(column, 0))
        await settle(pilot)
        assert reading(pilot).index != decided
        await press(pilot, "left")
        review = reading(pilot).review
        assert current(pilot)
        assert review is not None
        assert review.verdict is Verdict.REFUTED
        before = reading(pilot).index
        await pilot.click(KeyFooter, offset=(119, 0))
        await settle(pilot)
        assert reading(pilot).index == before, "beside the keys nothing is pressed"
        await pilot.hover("#reader")
        assert line.tooltip is None


async def test_keys_of_ones_own_stand_where_those_stood(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db", keys={"review.verify": "i,1"})) as pilot:
        assert footer(pilot).text.startswith("? Keys  i Verified  r Refuted")


async def test_it_tells_the_keys_of_what_has_the_focus(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, "/")
        assert footer(pilot).text.startswith("esc Give up")
        await press(pilot, "escape")
        assert "Verified" in footer(pilot).text
