"""Similar claims: the lists, going to one of them; and the next claim on which annotators disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from annotations.errors import StoreError
from annotations.model import Correction, Verdict
from annotations.store import Store
from annotations.store.search.index import build_index
from annotations.store.search.similar import Similar
from tests.tui import driving
from tests.tui.driving import (
    claims,
    current_claim,
    go_to,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
)
from tui.screens import similar as similar_module
from tui.screens.similar import SimilarScreen
from tui.widgets.lists.similar_claims import SimilarClaimsList

TEXTS = {
    "a.txt": "Chuyển đổi số ở xã An Phú\n\nTỷ lệ dịch vụ công trực tuyến ở cấp xã đạt 41%. Xã có 628 hộ nghèo.",
    "b.txt": "Chuyển đổi [/x] số ở Quảng Ninh\n\nNay dịch vụ công trực tuyến tại nhiều nơi lên tới 90%. Có 97 hộ nghèo, 628 hộ nghèo.",
    "c.txt": "Giá vàng và giá gạo\n\nGiá vàng tăng 41%, giá gạo giảm 5%.",
    "d.txt": "Đàn trâu của huyện\n\nCó 3.333 con trâu.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    return corpus


async def index_store(pilot: Pilot[None]) -> None:
    with Store.open(review_screen(pilot).session.workspace.store) as store:
        for _ in build_index(store):
            pass
    await settle(pilot)


def option_lines(pilot: Pilot[None]) -> list[str]:
    options = pilot.app.screen.query_one(SimilarClaimsList)
    return [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]


def message(pilot: Pilot[None]) -> str:
    line = pilot.app.screen.query_one("#similar-told", Static)
    return str(line.content) if line.display else ""


@pytest.mark.parametrize("key", ["i", "ctrl+k"])
async def test_groups_of_same_value_and_other_value(folder: Path, tmp_path: Path, key: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await index_store(pilot)
        await go_to(pilot, "c.txt", "41%")
        await press(pilot, "v")
        await go_to(pilot, "a.txt", "41%")
        claim_before = current_claim(pilot)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, SimilarScreen)
        assert (
            str(pilot.app.screen.query_one("#similar-about", Static).content) == "Like 41% (percentage, 41 %)"
        )
        assert option_lines(pilot) == [
            "Same value and unit · 1",
            "✓ percentage, 41 % increase · Giá vàng và giá gạo\n  Giá vàng tăng 41%, giá gạo giảm 5%.",
            "Same thing, another value · 1",
            "○ percentage, up to 90 % · Chuyển đổi [/x] số ở Quảng Ninh\n  Nay dịch vụ công trực tuyến tại nhiều nơi lên tới 90%.",
        ]
        await press(pilot, "down", "enter")
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == ("b.txt", "90%")
        await press(pilot, "b")
        assert (open_article(pilot).id, current_claim(pilot)) == ("a.txt", claim_before)


async def test_similar_claim_in_the_same_article(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await index_store(pilot)
        await go_to(pilot, "b.txt", "628")
        await press(pilot, "i")
        assert [line.partition("\n")[0] for line in option_lines(pilot)] == [
            "Same value and unit · 1",
            "○ count, 628 hộ nghèo · Chuyển đổi số ở xã An Phú",
            "Same thing, another value · 1",
            "○ count, 97 hộ nghèo · Chuyển đổi [/x] số ở Quảng Ninh",
        ]
        await press(pilot, "end", "enter")
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == ("b.txt", "97")
        await press(pilot, "b")
        assert current_claim(pilot).mention.text == "628"


async def test_click_opens_the_claim_and_escape_stays(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await index_store(pilot)
        await go_to(pilot, "a.txt", "628")
        claim_before = current_claim(pilot)
        for leave in ("escape", "i", "ctrl+k"):
            await press(pilot, "i", leave)
            assert pilot.app.screen is review_screen(pilot)
            assert current_claim(pilot) == claim_before
        await press(pilot, "i")
        await pilot.click(SimilarClaimsList, offset=(5, 1))
        await settle(pilot)
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == ("b.txt", "628")


async def test_message_without_similar_claims(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await index_store(pilot)
        await go_to(pilot, "d.txt", "3.333")
        await press(pilot, "i")
        assert option_lines(pilot) == []
        assert message(pilot).startswith("No other claim has this value and unit")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SimilarScreen), "there is nowhere to go"
        await press(pilot, "escape")
        with Store.open(review_screen(pilot).session.workspace.store) as store:
            store.correct(current_claim(pilot).id, "lan", Correction(value=""))
        await review_screen(pilot).check_store()
        await press(pilot, "i")
        assert message(pilot) == "This claim has no value to compare with others."


async def test_claims_beyond_the_limit_are_counted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar_module, "MAX_CLAIMS", 2)
    (folder / "e.txt").write_text("Hộ nghèo của huyện\n\n" + "Huyện có 628 hộ nghèo. " * 5, encoding="utf-8")
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await index_store(pilot)
        await go_to(pilot, "a.txt", "628")
        await press(pilot, "i")
        lines = option_lines(pilot)
        assert lines[0] == "Same value and unit · 6"
        assert lines[3] == "  and 4 more"


async def test_store_failure_is_shown(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Similar:
        raise StoreError("The store is gone.")

    monkeypatch.setattr(similar_module, "similar_claims", fail)
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await press(pilot, "i")
        assert message(pilot) == "The store is gone."


async def test_claim_outside_the_open_corpus_cannot_be_opened(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "soi.db"
    async with running(make_app(folder, store)):
        pass
    (folder / "b.txt").unlink()
    async with running(make_app(folder, store)) as pilot:
        await go_to(pilot, "a.txt", "628")
        await press(pilot, "i")
        await press(pilot, "enter")
        assert open_article(pilot).id == "a.txt"
        assert "b.txt is in the store but not in this corpus" in driving.status_message(pilot)


async def test_no_comparison_without_a_current_claim(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("Không có gì.", encoding="utf-8")
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        assert open_article(pilot).current is None
        await press(pilot, "i")
        assert pilot.app.screen is review_screen(pilot)
        assert driving.status_message(pilot) == "There is no claim here."


@pytest.mark.parametrize("key", ["!", "apostrophe"])
async def test_key_goes_to_the_next_disputed_claim(folder: Path, tmp_path: Path, key: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        claim_before = current_claim(pilot)
        await press(pilot, key)
        assert driving.status_message(pilot) == "There is no claim on which annotators disagree."
        disputed = []
        for article, quote in (("a.txt", "628"), ("c.txt", "5%")):
            await go_to(pilot, article, quote)
            disputed.append(current_claim(pilot).id)
        with Store.open(review_screen(pilot).session.workspace.store) as store:
            store.set_verdicts(disputed, "minh", Verdict.REFUTED)
            store.set_verdicts(disputed, "hoa", Verdict.VERIFIED)
            store.set_verdict(claim_before.id, "hoa", Verdict.VERIFIED)
        await go_to(pilot, "a.txt", "41%")
        visited = []
        for _ in range(3):
            await press(pilot, key)
            visited.append(current_claim(pilot).id)
        assert visited == [*disputed, disputed[0]], "round the end"
        await press(pilot, "b")
        assert current_claim(pilot).id == disputed[1]
        with Store.open(review_screen(pilot).session.workspace.store) as store:
            store.set_verdict(disputed[0], "minh", Verdict.VERIFIED)
        await press(pilot, key)
        assert current_claim(pilot).id == disputed[1]
        assert driving.status_message(pilot) == "This is the only claim on which annotators disagree."
        assert len(claims(pilot)) == 2
