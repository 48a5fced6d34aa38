"""The headline on small screens, which have no border to name annotator and store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import make_app, press, running
from tui.widgets.panels.status import Headline


@pytest.mark.parametrize("size", [(60, 15), (30, 8), (120, 12), (40, 24)], ids="{0[0]}x{0[1]}".format)
async def test_annotator_and_store_are_always_visible(
    seeds: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=size) as pilot:
        headline = pilot.app.screen.query_one(Headline)
        assert str(headline.render()).endswith("  lan · soi.db")
        await press(pilot, "v")
        assert len(str(headline.render()).splitlines()) == 1


async def test_the_border_names_them_where_there_is_one(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        assert "soi.db" not in str(pilot.app.screen.query_one(Headline).render())
