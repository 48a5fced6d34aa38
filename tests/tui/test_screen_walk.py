"""One walk with keys through every screen: each opens, shows its focus inside the terminal and leads back."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from tests.tui.driving import (
    index_store,
    lose_reviewed_claims,
    make_app,
    press,
    review_screen,
    review_some_claims,
    running,
)
from tui.language import i18n
from tui.styles import themes

TERMINALS = {"wide": (140, 45), "standard": (80, 24), "narrow": (40, 12)}


class Stop(NamedTuple):
    """A screen, the keys that lead from the article to it, and the keys that lead back."""

    id: str
    screen: str
    keys: list[str]
    keys_back: list[str]


STOPS = [
    Stop("search", "ReviewScreen", ["slash", *"dich vu cog"], ["escape"]),
    Stop("search-everywhere", "SearchScreen", ["e", *"dich vu cog"], ["escape"]),
    Stop("search-nothing", "SearchScreen", ["e", *["backspace"] * 11, *"xyzxyz"], ["escape"]),
    Stop("search-wrong", "SearchScreen", ["e", *["backspace"] * 6, *"gia kind:monye", "enter"], ["escape"]),
    Stop("note", "NoteScreen", ["n", *"628/1.000"], ["escape"]),
    Stop("tags", "TagsScreen", ["t", *"mục tiêu", "f2", "k", "enter", "enter"], ["escape"]),
    Stop("tag-keys", "TagKeysScreen", ["T", "v"], ["escape"]),
    Stop("evidence-form", "FormScreen", ["w", "enter"], ["escape"]),
    Stop("evidence", "EvidenceScreen", ["w", *"example.vn/tin", "enter", "w"], ["escape"]),
    Stop("correction", "CorrectionScreen", ["equals_sign", "delete", *"nhiều lắm", "enter"], ["escape"]),
    Stop("add-claim", "CorrectionScreen", ["s", "ctrl+right", "enter"], ["escape", "escape"]),
    Stop("goto-article", "GotoScreen", ["g", *"quang"], ["escape"]),
    Stop("similar", "SimilarScreen", ["i"], ["escape"]),
    Stop("claims-filtered", "ClaimsScreen", ["L", "slash", *"kind:percentage", "enter"], ["escape"]),
    Stop("dashboard", "DashboardScreen", ["D"], ["escape"]),
    Stop("help", "HelpScreen", ["f1"], ["f1"]),
    Stop("orphans", "OrphansScreen", ["o"], ["escape"]),
]


def check_stop(pilot: Pilot[None], stop: Stop) -> None:
    """The stop's own screen is open, as wide as the terminal, and what has the focus is visible on it."""
    screen = pilot.app.screen
    assert type(screen).__name__ == stop.screen, stop.id
    assert screen.size == pilot.app.size, stop.id
    assert screen.max_scroll_x == screen.max_scroll_y == 0, f"{stop.id} is larger than the terminal"
    focused = screen.focused
    assert focused is None or screen.region.overlaps(focused.region), stop.id


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize(
    ("language", "theme"), zip(i18n.LANGUAGES, [theme.name for theme in themes.OWN_THEMES], strict=True)
)
async def test_every_screen(seeds: Path, tmp_path: Path, language: str, theme: str, terminal: str) -> None:
    i18n.use(language)
    app = make_app(seeds, tmp_path / "soi.db", theme=theme)
    async with running(app, size=TERMINALS[terminal]) as pilot:
        await review_some_claims(pilot)
        index_store(pilot)
        for stop in STOPS:
            if stop.id == "orphans":
                lose_reviewed_claims(pilot)
            await press(pilot, *stop.keys)
            check_stop(pilot, stop)
            await press(pilot, *stop.keys_back)
            assert app.screen is review_screen(pilot), f"{stop.keys_back} leads back from {stop.id}"
