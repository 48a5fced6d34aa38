"""Pictures of the screens at fixed sizes; `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import
from annotations.store.search.index import build_index
from tests.tui.driving import go_to, make_app, press, review_screen, settle, type_text
from tui.app import SoiApp
from tui.language import i18n
from tui.styles import themes

Compare = Callable[..., bool]
SIZES = [(140, 45), (80, 24), (40, 12)]
BOTH = [(140, 45), (80, 24)]


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


async def with_keys(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    await press(pilot, "f1")


async def searching_everywhere(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    await press(pilot, "f7")
    await type_text(pilot, "dich vu cog kind:percentage")


async def correcting(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    await press(pilot, "equals_sign", "delete")
    await type_text(pilot, "nhiều lắm")
    await press(pilot, "enter")


async def giving_evidence(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    for address in ("example.vn/tin", "thongke.example.vn"):
        await press(pilot, "w", *(["insert"] if address[0] == "t" else []))
        await type_text(pilot, address)
        await press(pilot, "enter")


async def tagging_by_key(pilot: Pilot[None]) -> None:
    await some_decided(pilot)
    for tag, key in (("mục tiêu", "k"), ("cấp tỉnh", "7")):
        await press(pilot, "t", *tag, "f2", key, "tab", "right", "enter", "enter", "escape")
    await press(pilot, "T")


async def with_all_said(pilot: Pilot[None]) -> None:
    await giving_evidence(pilot)
    await press(
        pilot, "escape", "l", "l", "t", *"mục tiêu", "f2", "tab", "right", "right", "enter", "enter", "escape"
    )
    await press(pilot, "N", *"hỏi tòa soạn", "enter", "S", "shift+left")
    await settle(pilot)


@pytest.fixture
def app(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App[None]:
    monkeypatch.setattr("tui.screens.dialogs.evidence.local_today", lambda: "2026-01-02")
    monkeypatch.setattr(
        "annotations.store.decisions.claim_decisions.utc_now", lambda: "2026-01-02T03:04:05.678Z"
    )
    return make_app(seeds, tmp_path / "soi.db")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_review(snap_compare: Compare, app: App[None], size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=some_decided)


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
@pytest.mark.parametrize(
    "doing", [noting, tagging, searching, searching_everywhere], ids=lambda doing: doing.__name__
)
def test_doing(
    snap_compare: Compare, app: App[None], size: tuple[int, int], doing: Callable[[Pilot[None]], None]
) -> None:
    assert snap_compare(app, terminal_size=size, run_before=doing)


async def comparing(pilot: Pilot[None]) -> None:
    """One claim of the seeds, and those like it."""
    await some_decided(pilot)
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        for _ in build_index(store):
            pass
    await go_to(pilot, "quang-ngai.txt", "100%")
    await press(pilot, "i")
    await press(pilot, "down")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_comparing(snap_compare: Compare, app: App[None], size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    assert snap_compare(app, terminal_size=size, run_before=comparing)


SAYING = [correcting, giving_evidence, tagging_by_key, with_all_said]


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("doing", SAYING, ids=lambda doing: doing.__name__)
def test_saying_more(
    snap_compare: Compare,
    app: App[None],
    size: tuple[int, int],
    language: str,
    doing: Callable[[Pilot[None]], None],
) -> None:
    i18n.use(language)
    assert snap_compare(app, terminal_size=size, run_before=doing)


@pytest.mark.parametrize("size", BOTH, ids=str)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN_THEMES])
def test_both_themes_and_languages(
    snap_compare: Compare, seeds: Path, tmp_path: Path, size: tuple[int, int], language: str, theme: str
) -> None:
    i18n.use(language)
    app = make_app(seeds, tmp_path / "soi.db", theme=theme)
    assert snap_compare(app, terminal_size=size, run_before=some_decided)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
@pytest.mark.parametrize("doing", [with_keys, noting, tagging], ids=lambda doing: doing.__name__)
def test_doing_in_vietnamese(
    snap_compare: Compare, app: App[None], size: tuple[int, int], doing: Callable[[Pilot[None]], None]
) -> None:
    i18n.use("vi")
    assert snap_compare(app, terminal_size=size, run_before=doing)


def test_nothing_to_review(snap_compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bad.txt").write_bytes("Đạt 62,8%".encode("utf-16"))
    chosen = make_app(Path("corpus"), tmp_path / "soi.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert snap_compare(chosen, terminal_size=(80, 24), run_before=settle)


def test_an_article_without_a_claim(snap_compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Không có con số nào ở đây.\n", encoding="utf-8")
    app = make_app(tmp_path / "corpus", tmp_path / "soi.db")
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)


def test_a_terminal_too_small(snap_compare: Compare, app: App[None]) -> None:
    assert snap_compare(app, terminal_size=(28, 7), run_before=settle)


EDITS = {"62,8%": "63,8%", "372": "trên ba trăm", "Tỉnh": "Toàn tỉnh"}


async def edited(pilot: Pilot[None]) -> None:
    """Two of the reviewed claims lost their place by an edit."""
    app = pilot.app
    assert isinstance(app, SoiApp)
    await some_decided(pilot)
    await settle(pilot)
    desk = review_screen(pilot).session.workspace
    text = (desk.corpus / "quang-ninh.txt").read_text(encoding="utf-8")
    for old, new in EDITS.items():
        text = text.replace(old, new)
    article = Article("quang-ninh.txt", str(desk.corpus / "quang-ninh.txt"), text)
    with Store.open(desk.store) as store:
        extract_and_import(store, article, desk.extractor)
    await press(pilot, "o")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_orphans(snap_compare: Compare, app: App[None], size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=edited)
