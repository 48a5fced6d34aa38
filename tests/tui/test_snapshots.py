"""Pictures of the screens at fixed sizes; `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.driving import go_to, make_app, press, settle, type_text

Compare = Callable[..., bool]
SIZES = [(140, 45), (80, 24), (40, 12)]


async def some_decided(pilot: Pilot[None]) -> None:
    await settle(pilot)
    await go_to(pilot, "quang-ninh.txt", "628")
    await press(pilot, "v", "v", "u", "r", "x", "left", "left")


async def noting(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    await press(pilot, "n")
    await type_text(pilot, "628/1.000")


async def tagging(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    await press(pilot, "t")
    await type_text(pilot, "mục tiêu")
    await press(pilot, "enter")


async def searching(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "dich vu cog")


@pytest.fixture
def app(seeds: Path, tmp_path: Path) -> App[None]:
    return make_app(seeds, tmp_path / "soi.db")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_review(snap_compare: Compare, app: App[None], size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=some_decided)


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
@pytest.mark.parametrize("doing", [noting, tagging, searching], ids=lambda doing: doing.__name__)
def test_doing(
    snap_compare: Compare, app: App[None], size: tuple[int, int], doing: Callable[[Pilot[None]], None]
) -> None:
    assert snap_compare(app, terminal_size=size, run_before=doing)


def test_a_terminal_too_small(snap_compare: Compare, app: App[None]) -> None:
    assert snap_compare(app, terminal_size=(28, 7), run_before=settle)
