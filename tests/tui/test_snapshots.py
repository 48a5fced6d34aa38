"""Pictures of the screens at fixed sizes; `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from annotations.model import Article
from annotations.store import Store
from tests.tui.driving import go_to, make_app, press, review_screen, settle, type_text
from tui.app import SoiApp
from tui.jobs import import_article

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
def app(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App[None]:
    monkeypatch.setattr("annotations.store.decisions.now", lambda: "2026-01-02T03:04:05.678Z")
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


EDITS = {"62,8%": "63,8%", "372": "trên ba trăm", "Tỉnh": "Toàn tỉnh"}


async def edited(pilot: Pilot[None]) -> None:
    """Two of the reviewed claims lost their place by an edit."""
    app = pilot.app
    assert isinstance(app, SoiApp)
    await some_decided(pilot)
    await settle(pilot)
    desk = review_screen(pilot)._desk
    text = (desk.corpus / "quang-ninh.txt").read_text(encoding="utf-8")
    for old, new in EDITS.items():
        text = text.replace(old, new)
    article = Article("quang-ninh.txt", str(desk.corpus / "quang-ninh.txt"), text)
    with Store.open(desk.store) as store:
        import_article(store, article, desk.extractor)
    await press(pilot, "o")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_orphans(snap_compare: Compare, app: App[None], size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=edited)
