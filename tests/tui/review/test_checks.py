"""Findings on the review screen, with keys."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.errors import StoreError
from annotations.model import Correction
from annotations.store import Store, findings
from tests.tui.driving import (
    current_claim,
    go_to,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
    status_message,
    type_text,
)
from tui.language import i18n
from tui.widgets.panels.claim_panel import ClaimPanel

TEXTS = {
    "a.txt": "Tỉnh có 1.000 hộ, trong đó 628 hộ nghèo, chiếm 63,8%.\nXã có 9 thôn.",
    "b.txt": "Huyện có 20 xã.",
    "c.txt": "Đội xếp thứ 64/63 và thứ 12, tăng 3 bậc.",
}
NOT_628 = "≠ contradicted: 628 of 1.000 is 62,8%, not 63,8%. 628 ÷ 1.000 = 62,8%"
IS_628 = "≡ agrees: 628 ÷ 1.000 = 62,8%"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    return corpus


def panel(pilot: Pilot[None]) -> str:
    return review_screen(pilot).query_one(ClaimPanel).text


def messages(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def test_the_panel_shows_findings_in_words(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await go_to(pilot, "a.txt", "63,8%")
        assert NOT_628 in panel(pilot)
        await go_to(pilot, "a.txt", "628")
        assert NOT_628 in panel(pilot)
        await go_to(pilot, "a.txt", "9")
        assert "≠" not in panel(pilot)
        await go_to(pilot, "c.txt", "12")
        assert "⇒ implied: The rank before was 15. 12 + 3 = 15" in panel(pilot)
    i18n.use("vi")
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await go_to(pilot, "a.txt", "63,8%")
        assert "≠ mâu thuẫn: 628 trên 1.000 là 62,8%, không phải 63,8%." in panel(pilot)


@pytest.mark.parametrize("key", ['"', "ctrl+n"])
async def test_to_the_next_contradiction_in_any_article(folder: Path, tmp_path: Path, key: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        places = []
        for _ in range(3):
            await press(pilot, key)
            places.append((open_article(pilot).id, current_claim(pilot).mention.text))
        assert places == [("a.txt", "63,8%"), ("c.txt", "64/63"), ("a.txt", "63,8%")]
        await press(pilot, "b")
        assert current_claim(pilot).mention.text == "64/63"
        with Store.open(review_screen(pilot).session.workspace.store) as store:
            store.retire(current_claim(pilot).id, "lan")
        await press(pilot, key, key)
        assert status_message(pilot) == "This is the only claim that its article contradicts."


async def test_there_is_no_contradiction_or_not_all_is_checked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "c.txt"):
        (folder / name).unlink()
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await press(pilot, '"')
        assert status_message(pilot) == "There is no claim that its article contradicts."
        pilot.app.clear_notifications()
        monkeypatch.setattr(findings, "all_are_checked", lambda _store: False)
        await press(pilot, '"')
        assert status_message(pilot) == "Nothing found yet: not all articles are checked."


async def test_a_correction_and_its_undo_change_the_findings(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await go_to(pilot, "a.txt", "63,8%")
        await press(pilot, "=")
        await press(pilot, *["backspace"] * 4)
        await type_text(pilot, "62,8")
        await press(pilot, "enter")
        assert IS_628 in panel(pilot)
        await press(pilot, "z")
        assert NOT_628 in panel(pilot)
        await press(pilot, "y")
        assert IS_628 in panel(pilot)
        await go_to(pilot, "a.txt", "1.000")
        assert IS_628 in panel(pilot)
        await press(pilot, "-")
        await go_to(pilot, "a.txt", "63,8%")
        assert "628 ÷" not in panel(pilot), "a retired claim is not compared"


async def test_a_correction_by_another_program_changes_the_findings(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await go_to(pilot, "a.txt", "63,8%")
        with Store.open(review_screen(pilot).session.workspace.store) as store:
            store.correct(current_claim(pilot).id, "lan", Correction("62.8"))
        await review_screen(pilot).check_store()
        await settle(pilot)
        assert IS_628 in panel(pilot)


async def test_an_unchecked_store_is_checked_after_the_first_paint(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    async with running(make_app(folder, path)):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM checked")
    connection.commit()
    connection.close()
    async with running(make_app(folder, path)) as pilot:
        await go_to(pilot, "a.txt", "63,8%")
        assert NOT_628 in panel(pilot)


async def test_a_failing_store_is_reported(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bool:
        raise StoreError("The store is gone.")

    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        monkeypatch.setattr("tui.review.navigation.next_contradiction.next_contradicted_claim", fail)
        await press(pilot, '"')
        monkeypatch.setattr(findings, "check_articles", fail)
        await go_to(pilot, "a.txt", "9")
        await press(pilot, "-")
        assert messages(pilot).count("The store is gone.") == 2
