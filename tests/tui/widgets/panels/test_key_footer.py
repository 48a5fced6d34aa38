"""The footer shows the keys that work, and a click on a key presses it."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from annotations.model import Verdict
from tests.tui.driving import current_claim, make_app, open_article, press, running, settle
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.key_footer import KeyFooter


def footer(pilot: Pilot[None]) -> KeyFooter:
    return pilot.app.screen.query_one(KeyFooter)


async def test_all_keys_fit_eighty_columns(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        text = footer(pilot).text
        assert text.startswith("? Keys v Verified r Refuted")
        assert text.endswith("q Quit")
        assert len(text) <= 80
        await pilot.resize_terminal(120, 24)
        await settle(pilot)
        assert footer(pilot).text.endswith("w Evidence = Correct the reading q Quit"), (
            "what there is room for"
        )


async def test_click_presses_and_hover_sets_tooltip(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        key_footer = footer(pilot)
        column = key_footer.text.index("Refuted") + 2
        await pilot.hover(KeyFooter, offset=(column, 0))
        assert "next unreviewed" in str(key_footer.tooltip)
        decided_index = open_article(pilot).index
        assert decided_index is not None
        await pilot.click(KeyFooter, offset=(column, 0))
        await settle(pilot)
        assert open_article(pilot).index != decided_index
        await press(pilot, "left")
        review = open_article(pilot).review
        assert current_claim(pilot)
        assert review is not None
        assert review.verdict is Verdict.REFUTED
        index = open_article(pilot).index
        await pilot.click(KeyFooter, offset=(119, 0))
        await settle(pilot)
        assert open_article(pilot).index == index, "a click beside the keys presses none"
        await pilot.hover("#reader")
        assert key_footer.tooltip is None


async def test_changed_keys_are_shown(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db", keys={"review.verify": "i,1"})) as pilot:
        assert footer(pilot).text.startswith("? Keys i Verified r Refuted")


async def test_keys_of_the_focused_widget_are_shown(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, "/")
        assert footer(pilot).text.startswith("esc Give up")
        await press(pilot, "escape")
        assert "Verified" in footer(pilot).text


async def test_the_panel_hints_at_what_is_not_said(seeds: Path, tmp_path: Path) -> None:
    app = make_app(seeds, tmp_path / "soi.db", keys={"review.evidence": "f13"})
    async with running(app, size=(120, 40)) as pilot:
        panel = pilot.app.screen.query_one(ClaimPanel)

        def last_row() -> str:
            return panel.render_line(panel.scrollable_content_region.height - 1).text.strip()

        assert last_row().startswith("f13 evidence · = correct")
        await press(pilot, "r", "left")
        assert last_row().startswith("f13 evidence · A what is true")
        await press(pilot, "f13", *"a.vn", "enter", "escape")
        assert last_row().startswith("A what is true")
