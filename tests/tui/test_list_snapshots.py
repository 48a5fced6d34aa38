"""Pictures of the claims view and the dashboard at fixed sizes; `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from tests.tui.driving import make_app, press, review_screen, settle, type_text
from tui.language import i18n
from tui.screens.dashboard import DashboardScreen

Compare = Callable[..., bool]
Scene = Callable[[Pilot[None]], Awaitable[None]]
TERMINALS = {"wide": (140, 45), "standard": (80, 24), "narrow": (40, 12)}
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions 40 seconds apart, on a day that is yesterday."""
    seconds = count(step=40)
    monkeypatch.setattr(
        "annotations.store.decisions.claim_decisions.utc_now",
        lambda: (NOON + timedelta(seconds=next(seconds))).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    )
    monkeypatch.setattr(DashboardScreen, "today", staticmethod(lambda: date(2026, 1, 3)))


async def claims_list(pilot: Pilot[None]) -> None:
    """Some claims are reviewed, one of them is in dispute, some are tagged and marked."""
    await settle(pilot)
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        claims = [
            claim.id for claim in read_mentions(store, "quang-nam.txt") if claim.mention.role == "claim"
        ]
        store.set_verdicts(claims[:2], "minh", Verdict.REFUTED)
        store.change_tags(claims[2:4], "minh", on=["mục tiêu"])
    await press(pilot, "L", "v", "r", "u", "x", "down", "space", "space")


async def claims_filter(pilot: Pilot[None]) -> None:
    await claims_list(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "kind:percentage is:un")


async def filter_error(pilot: Pilot[None]) -> None:
    await claims_list(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "value:>=90%")
    await press(pilot, "enter")


async def filter_without_match(pilot: Pilot[None]) -> None:
    await claims_list(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "tag:xyzzy")
    await press(pilot, "enter")


async def dashboard(pilot: Pilot[None]) -> None:
    await claims_list(pilot)
    await press(pilot, "escape", "D", "e")


def scene_id(scene: Scene) -> str:
    return scene.__name__.replace("_", "-")


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("scene", [claims_list, claims_filter, dashboard], ids=scene_id)
def test_all_sizes(snap_compare: Compare, seeds: Path, tmp_path: Path, terminal: str, scene: Scene) -> None:
    app = make_app(seeds, tmp_path / "soi.db")
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=scene)


@pytest.mark.parametrize("scene", [filter_error, filter_without_match], ids=scene_id)
def test_standard_terminal(snap_compare: Compare, seeds: Path, tmp_path: Path, scene: Scene) -> None:
    app = make_app(seeds, tmp_path / "soi.db")
    assert snap_compare(app, terminal_size=TERMINALS["standard"], run_before=scene)


@pytest.mark.parametrize("terminal", ["wide", "standard"])
@pytest.mark.parametrize(
    ("theme", "language"), [("soi-dark", "vi"), ("soi-light", "en"), ("soi-light", "vi")]
)
@pytest.mark.parametrize("scene", [claims_list, dashboard], ids=scene_id)
def test_themes_and_languages(
    snap_compare: Compare,
    seeds: Path,
    tmp_path: Path,
    terminal: str,
    theme: str,
    language: str,
    scene: Scene,
) -> None:
    i18n.use(language)
    app = make_app(seeds, tmp_path / "soi.db", theme=theme)
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=scene)


@pytest.mark.parametrize("scene", [claims_list, dashboard], ids=scene_id)
def test_without_colour(
    snap_compare: Compare, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scene: Scene
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(seeds, tmp_path / "soi.db")
    assert snap_compare(app, terminal_size=TERMINALS["standard"], run_before=scene)
