"""LiveLabel: it shows its last text, and repaints only the lines that changed."""

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


class RecordingLabel(LiveLabel):
    """A label that records the regions it asks to refresh."""

    def __init__(self) -> None:
        super().__init__()
        self.refreshes: list[tuple[Region, ...]] = []

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self.refreshes.append(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class ComparisonApp(App[None]):
    """A LiveLabel above a Static with the same text."""

    CSS = "RecordingLabel, Static { width: 20; min-height: 6; }"

    def compose(self) -> ComposeResult:
        yield RecordingLabel()
        yield Static()


def screen_lines(app: App[None], widget_type: type[LiveLabel | Static]) -> list[list[tuple[str, str]]]:
    """The characters in a widget's region of the screen, each with its form."""
    region = app.query_one(widget_type).region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    return [[(char, _form(segment.style)) for segment in strip for char in segment.text] for strip in strips]


def _form(style: Style | None) -> str:
    """Whether a style is bold and whether it is reversed."""
    return f"{bool(style and style.bold)} {bool(style and style.reverse)}"


@pytest.mark.parametrize("first", TEXTS, ids=range(len(TEXTS)))
async def test_it_shows_its_last_text(first: Content) -> None:
    async with ComparisonApp().run_test() as pilot:
        for second in TEXTS:
            for text in (first, second):
                pilot.app.query_one(RecordingLabel).show(text, min_height=6)
                pilot.app.query_one(Static).update(text)
                await pilot.pause()
            assert screen_lines(pilot.app, RecordingLabel) == screen_lines(pilot.app, Static)


async def test_only_changed_lines_are_refreshed() -> None:
    async with ComparisonApp().run_test() as pilot:
        label = pilot.app.query_one(RecordingLabel)
        label.show(TEXTS[3], min_height=6)
        await pilot.pause()
        label.refreshes.clear()
        label.show(TEXTS[3], min_height=6)
        assert label.refreshes == [], "the text is the same"
        label.show(TEXTS[4], min_height=6)
        assert label.refreshes == [(Region(0, 1, 20, 1),)]
        await pilot.pause()
        label.refreshes.clear()
        label.show("một dòng", min_height=6)
        assert label.refreshes == [tuple(Region(0, y, 20, 1) for y in (1, 2, 3))], "lines without text too"


async def test_another_number_of_lines_changes_the_height() -> None:
    async with ComparisonApp().run_test() as pilot:
        label = pilot.app.query_one(RecordingLabel)
        label.show("một\nhai\nba\nbốn\nnăm\nsáu\nbảy", min_height=6)
        await pilot.pause()
        assert label.size.height == 7
        label.show("một", min_height=6)
        await pilot.pause()
        assert label.size.height == 6
