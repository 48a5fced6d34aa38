"""Pictures of the claims view and the dashboard at fixed sizes; `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Callable
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
from tui.styles import themes

Compare = Callable[..., bool]
SIZES = [(140, 45), (80, 24), (40, 12)]
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


async def listed(pilot: Pilot[None]) -> None:
    """Some decided, one of them in dispute, some tagged and marked."""
    await settle(pilot)
    with Store.open(review_screen(pilot).session.workspace.store) as other:
        claims = [
            claim.id for claim in read_mentions(other, "quang-nam.txt") if claim.mention.role == "claim"
        ]
        other.set_verdicts(claims[:2], "minh", Verdict.REFUTED)
        other.change_tags(claims[2:4], "minh", on=["mục tiêu"])
    await press(pilot, "L", "v", "r", "u", "x", "down", "space", "space")


async def filtering(pilot: Pilot[None]) -> None:
    await listed(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "kind:percentage is:un")


async def wrong(pilot: Pilot[None]) -> None:
    await listed(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "value:>=90%")
    await press(pilot, "enter")


async def nothing_found(pilot: Pilot[None]) -> None:
    await listed(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "tag:xyzzy")
    await press(pilot, "enter")


async def dashboard(pilot: Pilot[None]) -> None:
    await listed(pilot)
    await press(pilot, "escape", "D", "e")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("doing", [listed, filtering, dashboard], ids=lambda doing: doing.__name__)
def test_lists(
    snap_compare: Compare, seeds: Path, tmp_path: Path, size: tuple[int, int], doing: Callable[..., None]
) -> None:
    assert snap_compare(make_app(seeds, tmp_path / "soi.db"), terminal_size=size, run_before=doing)


@pytest.mark.parametrize("doing", [wrong, nothing_found], ids=lambda doing: doing.__name__)
def test_what_goes_wrong(
    snap_compare: Compare, seeds: Path, tmp_path: Path, doing: Callable[..., None]
) -> None:
    assert snap_compare(make_app(seeds, tmp_path / "soi.db"), terminal_size=(80, 24), run_before=doing)


@pytest.mark.parametrize("size", SIZES[:2], ids=str)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN_THEMES])
@pytest.mark.parametrize("doing", [listed, dashboard], ids=lambda doing: doing.__name__)
def test_lists_in_both_themes_and_languages(
    snap_compare: Compare,
    seeds: Path,
    tmp_path: Path,
    size: tuple[int, int],
    language: str,
    theme: str,
    doing: Callable[..., None],
) -> None:
    i18n.use(language)
    app = make_app(seeds, tmp_path / "soi.db", theme=theme)
    assert snap_compare(app, terminal_size=size, run_before=doing)


@pytest.mark.parametrize("doing", [listed, dashboard], ids=lambda doing: doing.__name__)
def test_lists_without_colour(
    snap_compare: Compare,
    seeds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    doing: Callable[..., None],
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(seeds, tmp_path / "soi.db"), terminal_size=(80, 24), run_before=doing)
