"""What changes with every key is painted line by line, and is what was said last."""

from __future__ import annotations

from typing import Self

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from tui.widgets.live_label import LiveLabel

TEXTS = [
    Content("một hai ba"),
    Content.assemble(("một", "bold"), " hai ba"),
    Content.assemble(("một", "bold reverse"), " hai ba bốn năm sáu bảy tám chín mười\n\nmười một"),
    Content("một dòng\nhai dòng\nba dòng\nbốn dòng"),
    Content("một dòng\nhai hàng\nba dòng\nbốn dòng"),
    Content(""),
    Content("👍🏽 thôn 日本"),
]


class Told(LiveLabel):
    """Keeps what it was asked to paint anew."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[tuple[Region, ...]] = []

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self.painted.append(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Beside(App[None]):
    """What is said, beside the same in Textual's own widget."""

    CSS = "Told, Static { width: 20; min-height: 6; }"

    def compose(self) -> ComposeResult:
        yield Told()
        yield Static()


def lines(app: App[None], kind: type[LiveLabel | Static]) -> list[list[tuple[str, str]]]:
    """What is on the screen where a widget is: each cell with its style, but for what only the mouse sees."""
    region = app.query_one(kind).region
    drawn = app.screen._compositor.render_strips()[region.y : region.bottom]
    return [[(char, _form(part.style)) for part in strip for char in part.text] for strip in drawn]


def _form(style: Style | None) -> str:
    """Bold and reversed or not."""
    return f"{bool(style and style.bold)} {bool(style and style.reverse)}"


@pytest.mark.parametrize("first", TEXTS, ids=range(len(TEXTS)))
async def test_it_shows_what_was_said_last(first: Content) -> None:
    async with Beside().run_test() as pilot:
        for then in TEXTS:
            for said in (first, then):
                pilot.app.query_one(Told).show(said, min_height=6)
                pilot.app.query_one(Static).update(said)
                await pilot.pause()
            assert lines(pilot.app, Told) == lines(pilot.app, Static)


async def test_only_lines_that_changed_are_painted() -> None:
    async with Beside().run_test() as pilot:
        saying = pilot.app.query_one(Told)
        saying.show(TEXTS[3], min_height=6)
        await pilot.pause()
        saying.painted.clear()
        saying.show(TEXTS[3], min_height=6)
        assert saying.painted == [], "nothing else is said"
        saying.show(TEXTS[4], min_height=6)
        assert saying.painted == [(Region(0, 1, 20, 1),)]
        await pilot.pause()
        saying.painted.clear()
        saying.show("một dòng", min_height=6)
        assert saying.painted == [tuple(Region(0, y, 20, 1) for y in (1, 2, 3))], "and those that are gone"


async def test_it_is_laid_out_anew_only_where_it_takes_more_or_fewer_lines() -> None:
    async with Beside().run_test() as pilot:
        saying = pilot.app.query_one(Told)
        saying.show("một\nhai\nba\nbốn\nnăm\nsáu\nbảy", min_height=6)
        await pilot.pause()
        assert saying.size.height == 7
        saying.show("một", min_height=6)
        await pilot.pause()
        assert saying.size.height == 6
