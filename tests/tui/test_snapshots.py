"""Pictures of the article and of what is laid over it, each a named behaviour; `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.driving import (
    go_to,
    index_store,
    lose_reviewed_claims,
    make_app,
    press,
    review_some_claims,
    settle,
    type_text,
)
from tui.language import i18n

Compare = Callable[..., bool]
Scene = Callable[[Pilot[None]], Awaitable[None]]
TERMINALS = {"wide": (140, 45), "standard": (80, 24), "narrow": (40, 12)}
SMALL = ["standard", "narrow"]


async def note(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "n")
    await type_text(pilot, "628/1.000")


async def tags_picker(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "t")
    await type_text(pilot, "mục tiêu")
    await press(pilot, "enter")


async def search(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "slash")
    await type_text(pilot, "dich vu cog")


async def search_everywhere(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "f7")
    await type_text(pilot, "dich vu cog kind:percentage")


async def search_without_match(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "e")
    await type_text(pilot, "xyzxyz")


async def search_error(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "e")
    await type_text(pilot, "gia kind:monye")
    await press(pilot, "enter")


async def all_keys(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "f1")


async def correction_error(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "equals_sign", "delete")
    await type_text(pilot, "nhiều lắm")
    await press(pilot, "enter")


async def evidence_form(pilot: Pilot[None]) -> None:
    """The form for a new piece of evidence complains of the address that is missing."""
    await review_some_claims(pilot)
    await press(pilot, "w", "enter")


async def two_sources(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    for address in ("example.vn/tin", "thongke.example.vn"):
        await press(pilot, "w", *(["insert"] if address[0] == "t" else []))
        await type_text(pilot, address)
        await press(pilot, "enter")


async def tag_keys(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    for tag, key in (("mục tiêu", "k"), ("cấp tỉnh", "7")):
        await press(pilot, "t", *tag, "f2", key, "tab", "right", "enter", "enter", "escape")
    await press(pilot, "T")


async def every_remark(pilot: Pilot[None]) -> None:
    """Evidence, tag, note, article note and a moved end on the claims of one article."""
    await two_sources(pilot)
    await press(
        pilot, "escape", "l", "l", "t", *"mục tiêu", "f2", "tab", "right", "right", "enter", "enter", "escape"
    )
    await press(pilot, "N", *"hỏi tòa soạn", "enter", "S", "shift+left")


async def claim_selection(pilot: Pilot[None]) -> None:
    """Words are selected to add a claim by hand."""
    await review_some_claims(pilot)
    await press(pilot, "s", "ctrl+right", "enter")


async def goto_article(pilot: Pilot[None]) -> None:
    await review_some_claims(pilot)
    await press(pilot, "g")
    await type_text(pilot, "quang")


async def similar_claims(pilot: Pilot[None]) -> None:
    """One claim of the seeds, and those like it."""
    await review_some_claims(pilot)
    index_store(pilot)
    await go_to(pilot, "quang-ngai.txt", "100%")
    await press(pilot, "i")
    await press(pilot, "down")


async def orphans(pilot: Pilot[None]) -> None:
    """Two of the reviewed claims lost their place by an edit."""
    await review_some_claims(pilot)
    lose_reviewed_claims(pilot)
    await press(pilot, "o")


def scene_id(scene: Scene) -> str:
    return scene.__name__.replace("_", "-")


@pytest.fixture
def app(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App[None]:
    monkeypatch.setattr("tui.screens.dialogs.evidence.local_today", lambda: "2026-01-02")
    monkeypatch.setattr(
        "annotations.store.decisions.claim_decisions.utc_now", lambda: "2026-01-02T03:04:05.678Z"
    )
    return make_app(seeds, tmp_path / "soi.db")


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("scene", [review_some_claims, orphans], ids=scene_id)
def test_all_sizes(snap_compare: Compare, app: App[None], terminal: str, scene: Scene) -> None:
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=scene)


@pytest.mark.parametrize("terminal", SMALL)
@pytest.mark.parametrize("scene", [note, tags_picker, search, search_everywhere], ids=scene_id)
def test_small_terminals(snap_compare: Compare, app: App[None], terminal: str, scene: Scene) -> None:
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=scene)


@pytest.mark.parametrize(
    "scene", [search_without_match, search_error, evidence_form, claim_selection, goto_article], ids=scene_id
)
def test_standard_terminal(snap_compare: Compare, app: App[None], scene: Scene) -> None:
    assert snap_compare(app, terminal_size=TERMINALS["standard"], run_before=scene)


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_similar_claims(snap_compare: Compare, app: App[None], terminal: str, language: str) -> None:
    i18n.use(language)
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=similar_claims)


@pytest.mark.parametrize("terminal", SMALL)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("scene", [correction_error, two_sources, tag_keys, every_remark], ids=scene_id)
def test_remarks(snap_compare: Compare, app: App[None], terminal: str, language: str, scene: Scene) -> None:
    i18n.use(language)
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=scene)


@pytest.mark.parametrize("terminal", ["wide", "standard"])
@pytest.mark.parametrize(
    ("theme", "language"), [("soi-dark", "vi"), ("soi-light", "en"), ("soi-light", "vi")]
)
def test_themes_and_languages(
    snap_compare: Compare, seeds: Path, tmp_path: Path, terminal: str, theme: str, language: str
) -> None:
    i18n.use(language)
    app = make_app(seeds, tmp_path / "soi.db", theme=theme)
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=review_some_claims)


@pytest.mark.parametrize("terminal", SMALL)
@pytest.mark.parametrize("scene", [all_keys, note, tags_picker], ids=scene_id)
def test_vietnamese(snap_compare: Compare, app: App[None], terminal: str, scene: Scene) -> None:
    i18n.use("vi")
    assert snap_compare(app, terminal_size=TERMINALS[terminal], run_before=scene)


def test_nothing_to_review(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bad.txt").write_bytes("Đạt 62,8%".encode("utf-16")[:-1])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "absolute", lambda path: path)  # the message names no folder of this machine
    app = make_app(Path("corpus"), tmp_path / "soi.db")
    assert snap_compare(app, terminal_size=TERMINALS["standard"], run_before=settle)


def test_an_article_without_a_claim(snap_compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Không có con số nào ở đây.\n", encoding="utf-8")
    app = make_app(tmp_path / "corpus", tmp_path / "soi.db")
    assert snap_compare(app, terminal_size=TERMINALS["standard"], run_before=settle)


def test_a_terminal_too_small(snap_compare: Compare, app: App[None]) -> None:
    assert snap_compare(app, terminal_size=(28, 7), run_before=settle)
