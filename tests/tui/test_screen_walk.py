"""Pictures of every screen in both themes and languages: one walk through the app each, compared at every stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import
from annotations.store.search.index import build_index
from tests.tui.driving import go_to, make_app, press, review_screen, running, settle
from tui.language import i18n
from tui.screens.dashboard import DashboardScreen
from tui.styles import themes

SIZES = [(140, 45), (80, 24)]
PATIENCE = 10
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
EDITED = "quang-ninh.txt"
# Each stop: what the picture is called, the keys that lead there, and those that lead back to the article.
STOPS: list[tuple[str, list[str], list[str]]] = [
    ("search", ["slash", *"dich vu cog"], ["escape"]),
    ("search-everywhere", ["e", *"dich vu cog"], ["escape"]),
    ("search-nothing", ["e", *["backspace"] * 11, *"xyzxyz"], ["escape"]),
    ("search-wrong", ["e", *["backspace"] * 6, *"gia kind:monye", "enter"], ["escape"]),
    ("note", ["n", *"628/1.000"], ["escape"]),
    ("tags", ["t", *"mục tiêu", "f2", "k", "enter", "enter"], ["escape"]),
    ("tag-keys", ["T", "v"], ["escape"]),
    ("evidence-form", ["w", "enter"], ["escape"]),
    ("evidence", ["w", *"example.vn/tin", "enter", "w"], ["escape"]),
    ("correction", ["equals_sign", "delete", *"nhiều lắm", "enter"], ["escape"]),
    ("add-claim", ["s", "ctrl+right", "enter"], ["escape", "escape"]),
    ("goto-article", ["g", *"quang"], ["escape"]),
    ("similar", ["i"], ["escape"]),
    ("claims-filtered", ["L", "slash", *"kind:percentage", "enter"], ["escape"]),
    ("dashboard", ["D"], ["escape"]),
    ("help", ["f1"], ["f1"]),
    ("orphans", ["o"], ["escape"]),
]


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    _file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions 40 seconds apart, on a day that is yesterday."""
    seconds = count(step=40)
    monkeypatch.setattr(
        "annotations.store.decisions.claim_decisions.utc_now",
        lambda: (NOON + timedelta(seconds=next(seconds))).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    )
    monkeypatch.setattr(DashboardScreen, "today", staticmethod(lambda: date(2026, 1, 3)))
    monkeypatch.setattr("tui.screens.dialogs.evidence.local_today", lambda: "2026-01-03")


async def begin(pilot: Pilot[None]) -> None:
    """Some decided, everything indexed."""
    await go_to(pilot, EDITED, "628")
    await press(pilot, "v", "v", "u", "r", "x", "left", "left")
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        for _ in build_index(store):
            pass


async def edit(pilot: Pilot[None]) -> None:
    """Have an article come back edited, so that a reviewed claim loses its place."""
    desk = review_screen(pilot).session.workspace
    text = (
        (desk.corpus / EDITED).read_text(encoding="utf-8").replace("62,8%", "63,8%").replace("372", "một số")
    )
    article = Article(EDITED, str(desk.corpus / EDITED), text)
    with Store.open(desk.store) as store:
        extract_and_import(store, article, desk.extractor)


async def pictures(pilot: Pilot[None]) -> AsyncIterator[tuple[str, str]]:
    """Every stop's name and picture, from the article on."""
    app = pilot.app
    await begin(pilot)
    yield "review", app.export_screenshot(title="soi", simplify=True)
    for name, there, back in STOPS:
        if name == "orphans":
            await edit(pilot)
        await press(pilot, *there)
        app.clear_notifications()
        await settle(pilot)
        yield name, app.export_screenshot(title="soi", simplify=True)
        await press(pilot, *back)
        assert app.screen is review_screen(pilot), f"{back} leads back from {name}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN_THEMES])
async def test_every_screen(
    snapshot: SnapshotAssertion, seeds: Path, tmp_path: Path, theme: str, language: str, size: tuple[int, int]
) -> None:
    i18n.use(language)
    differ = []
    async with running(make_app(seeds, tmp_path / "soi.db", theme=theme), size=size) as pilot:
        async for name, picture in pictures(pilot):
            expected = snapshot(name=name, extension_class=Picture)
            for _ in range(PATIENCE):  # on a busy machine a layout may still be under way
                if looks_so := picture == expected:
                    break
                await settle(pilot)
                picture = pilot.app.export_screenshot(title="soi", simplify=True)  # noqa: PLW2901
            if not looks_so:
                differ.append(name)
    assert not differ, f"{differ} look otherwise than their pictures; make snapshots takes them anew"
