"""What is true where a claim is wrong, corrections of the words around a number, and sources that are no web page."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.model import EvidenceKind, Review
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import make_app, press, running, status_message
from tui.app import SoiApp
from tui.widgets.panels.claim_panel import ClaimPanel


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


@pytest.fixture
def app(tmp_path: Path, store: Path) -> SoiApp:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Giá tăng gần 600 đồng/kg, có 20 hộ.", encoding="utf-8")
    return make_app(tmp_path / "corpus", store)


def first_review(path: Path) -> Review:
    with Store.open(path) as store:
        claim = read_mentions(store, "a.txt")[0]
        return next(review for review in read_reviews(store, "a.txt") if review.claim == claim.id)


async def test_the_true_value_of_a_refuted_claim(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "r", "A", *"1.250", "enter", "left")
        review = first_review(store)
        assert (review.verdict, review.actual_value, review.actual_unit) == ("refuted", "1250", "VND")
        assert review.correction is None, "what the article says is another thing"
        assert "really 1,250 VND" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, "z")
        assert status_message(pilot) == "Undone: what is true"
        assert first_review(store).actual_value is None


async def test_no_number_is_refused(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "A", *"62,8,1", "enter")
        assert pilot.app.screen.query_one("#error-value").display
        await press(pilot, *["backspace"] * 6, "enter")
        with Store.open(store) as opened:
            assert not read_reviews(opened, "a.txt")


async def test_a_corrected_value_keeps_the_words_around_it(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "=", *["backspace"] * 3, *"700", "enter")
        with Store.open(store) as opened:
            mention = first_review(store).corrected_mention(read_mentions(opened, "a.txt")[0].mention)
        assert (mention.value, mention.modifier, mention.per) == ("700", "almost", "kg")
        assert mention.direction == "increase"


async def test_a_word_around_the_number_is_put_right(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "=", *["tab"] * 6, *["backspace"] * 2, *"tạ", "enter")
        with Store.open(store) as opened:
            mention = first_review(store).corrected_mention(read_mentions(opened, "a.txt")[0].mention)
        assert (mention.value, mention.modifier, mention.per) == ("600", "almost", "tạ")


async def test_evidence_may_be_a_letter(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "w", *"so 12/CV", "tab", *"600", "tab", "tab", "right", "tab", *"3", "enter")
        (evidence,) = first_review(store).evidence
        assert (evidence.kind, evidence.source, evidence.page) == (EvidenceKind.LETTER, "so 12/CV", "3")
        assert evidence.quote == "600"
        assert "letter: so 12/CV p. 3" in pilot.app.screen.query_one(ClaimPanel).text


async def test_a_web_source_has_to_be_an_address(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "w", *"so 12/CV", "enter")
        assert pilot.app.screen.query_one("#error-url").display
