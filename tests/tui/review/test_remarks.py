"""Evidence, confidence, corrections, and remarks on an article, with keys."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from annotations.errors import StoreError
from annotations.model import ArticleReview, Correction, Evidence, Kind, Review
from annotations.store import Store
from annotations.store.decisions.log import read_log
from annotations.store.queries.claims import read_claim, read_mentions
from annotations.store.queries.reviews import read_article_reviews
from tests.tui.driving import (
    current_claim,
    go_to,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    type_text,
)
from tui.review.screen import ReviewScreen
from tui.screens.dialogs.evidence import EvidenceScreen
from tui.screens.dialogs.form import FormScreen
from tui.screens.dialogs.note import NoteScreen
from tui.widgets.lists.article_list import NOTE_SIGN, SEEN_SIGN, ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel

QUANG_NINH = "quang-ninh.txt"
TODAY = datetime.now().astimezone().date().isoformat()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def stored_review(path: Path, quote: str) -> Review:
    with Store.open(path) as opened:
        claim = next(claim for claim in read_mentions(opened, QUANG_NINH) if claim.mention.text == quote)
        claim_with_reviews = read_claim(opened, claim.id)
        assert claim_with_reviews is not None
        reviews = claim_with_reviews[1]
        return next((review for review in reviews if review.annotator == "lan"), Review(claim.id, "lan"))


def stored_article_review(path: Path, article: str = QUANG_NINH) -> ArticleReview | None:
    with Store.open(path) as opened:
        return next(iter(read_article_reviews(opened, [article], "lan")), None)


def panel_text(pilot: Pilot[None]) -> str:
    return review_screen(pilot).query_one(ClaimPanel).text


def complaint(pilot: Pilot[None], field: str) -> str:
    error = pilot.app.screen.query_one(f"#error-{field}")
    return str(error.render()) if error.display else ""


async def test_an_error_is_shown_until_its_field_changes(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "w", "enter")
        assert complaint(pilot, "url")
        await press(pilot, "tab", "x")
        assert complaint(pilot, "url"), "another field changed"
        await press(pilot, "shift+tab", "x")
        assert not complaint(pilot, "url")


async def fill(pilot: Pilot[None], field: str, typed: str) -> None:
    line = pilot.app.screen.query_one(f"#field-{field}", Input)
    line.focus()
    line.value = ""
    await type_text(pilot, typed)


def full_disk(*_: object, **__: object) -> None:
    raise StoreError("The disk is full.")


# Evidence -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["w", "5"])
async def test_evidence_is_stored_and_shown(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, key)
        await type_text(pilot, "example.vn/tin")
        await press(pilot, "tab")
        await type_text(pilot, "đạt 62,8%")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen), "the first piece is one form, and back"
        evidence = Evidence("https://example.vn/tin", "đạt 62,8%", TODAY)
        assert stored_review(store, "62,8%").evidence == (evidence,)
        assert "https://example.vn/tin “đạt 62,8%”" in panel_text(pilot)
        await press(pilot, "z")
        assert stored_review(store, "62,8%").evidence == ()
        assert "example.vn" not in panel_text(pilot)
        await press(pilot, "y")
        assert stored_review(store, "62,8%").evidence == (evidence,)


async def test_several_pieces_are_listed_changed_and_removed(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        for address in ("a.vn", "b.vn"):
            await press(pilot, "w", *(["+"] if address == "b.vn" else []))
            await type_text(pilot, address)
            await press(pilot, "enter")
        assert [evidence.url for evidence in stored_review(store, "62,8%").evidence] == [
            "https://a.vn",
            "https://b.vn",
        ]
        assert isinstance(pilot.app.screen, EvidenceScreen)
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await press(pilot, "enter")
        await fill(pilot, "seen", "18/5/2022")
        await press(pilot, "enter")
        assert stored_review(store, "62,8%").evidence[1] == Evidence("https://b.vn", "", "2022-05-18")
        await press(pilot, "up", "delete")
        assert [evidence.url for evidence in stored_review(store, "62,8%").evidence] == ["https://b.vn"]
        await press(pilot, "insert", "escape", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await press(pilot, "z", "z")
        assert [evidence.seen_on for evidence in stored_review(store, "62,8%").evidence] == [TODAY, TODAY]


@pytest.mark.parametrize(
    ("field", "typed", "word"),
    [
        ("url", "not an address", "web address"),
        ("url", "ftp://x.vn", "web address"),
        ("url", "http://[x", "web address"),
        ("seen", "2022-02-30", "no day"),
        ("seen", "2022", "no day"),
        ("seen", "2999-01-01", "yet to come"),
    ],
)
async def test_invalid_evidence(seeds: Path, store: Path, field: str, typed: str, word: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "w")
        await fill(pilot, "url", "a.vn")
        await fill(pilot, field, typed)
        await press(pilot, "enter")
        assert word in complaint(pilot, field)
        assert pilot.app.screen.query_one(f"#field-{field}", Input).has_focus
        assert pilot.app.screen.query_one(f"#field-{field}", Input).value == typed
        assert stored_review(store, "62,8%").evidence == ()
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_evidence_is_an_address_or_words(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "w", "enter")
        assert "Write where it was found" in complaint(pilot, "url")
        await fill(pilot, "quote", "Báo in, trang 3")
        await press(pilot, "enter")
        assert stored_review(store, "62,8%").evidence == (Evidence("", "Báo in, trang 3", TODAY),)


# Corrections -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["=", "7"])
async def test_a_correction(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, key)
        assert pilot.app.screen.query_one("#field-value", Input).value == "62,8"
        await fill(pilot, "value", "101 tỷ")
        assert "= percentage, 101,000,000,000 %" in str(pilot.app.screen.query_one("#explained").render())
        await fill(pilot, "unit", "VND")
        await press(pilot, "tab", "right", "right")
        await press(pilot, "enter")
        assert stored_review(store, "62,8%").correction == Correction("101000000000", "VND", Kind.MONEY)
        assert "money, 101,000,000,000 VND" in panel_text(pilot)
        assert "read as percentage, 62.8 %" in panel_text(pilot)
        await press(pilot, "z")
        assert stored_review(store, "62,8%").correction is None
        assert "read as" not in panel_text(pilot)
        await press(pilot, "f10")
        assert stored_review(store, "62,8%").correction == Correction("101000000000", "VND", Kind.MONEY)
        await press(pilot, key)
        await fill(pilot, "value", "62,8")
        await fill(pilot, "unit", "%")
        await press(pilot, "tab", "left", "left", "enter")
        assert stored_review(store, "62,8%").correction is None, "the extractor's value needs no correction"


async def test_an_invalid_value_is_shown_at_its_field(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "=")
        for typed in ("nhiều lắm", ""):
            await fill(pilot, "value", typed)
            await press(pilot, "enter")
            assert "rite" in complaint(pilot, "value")
        assert stored_review(store, "62,8%").correction is None
        await fill(pilot, "value", "1.000")
        await press(pilot, "enter")
        assert stored_review(store, "62,8%").correction == Correction(value="1000")


async def test_looking_at_a_correction_changes_nothing(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        for _ in range(12):
            await press(pilot, "=", "enter", "right")
        assert isinstance(pilot.app.screen, ReviewScreen)
        with Store.open(store) as opened:
            assert list(read_log(opened)) == []


@pytest.mark.parametrize(
    ("key", "method", "word"),
    [
        ("w", "set_evidence", "evidence"),
        ("=", "correct", "correction"),
        ("l", "set_confidence", "confidence low"),
    ],
)
async def test_failed_remark_stays(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch, key: str, method: str, word: str
) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        with monkeypatch.context() as patch:
            patch.setattr(Store, method, full_disk)
            await press(pilot, key)
            if key != "l":
                assert isinstance(pilot.app.screen, FormScreen)
                first = pilot.app.screen.query(Input).first()
                first.value = "9"
                if key == "w":
                    await fill(pilot, "url", "a.vn")
                await press(pilot, "enter")
                assert isinstance(pilot.app.screen, FormScreen), "the form stays with what was typed"
                assert pilot.app.screen.query(Input).first().value in {"9", "a.vn"}
            assert f"{word}: NOT STORED" in panel_text(pilot)
            assert any(
                "Not stored. The disk is full." in notification.message
                for notification in pilot.app._notifications
            )
        await press(pilot, "enter" if key != "l" else key)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "NOT STORED" not in panel_text(pilot)
        assert stored_review(store, "62,8%").decision


# Articles -----------------------------------------------------------------------------------------------


def painted_list(pilot: Pilot[None]) -> str:
    """The painted lines of the list of articles."""
    articles = review_screen(pilot).query_one(ArticleList)
    return "\n".join(strip.text for strip in articles.render_lines(Region(0, 0, *articles.outer_size)))


@pytest.mark.parametrize("key", ["S", "$"])
async def test_an_article_is_marked_as_seen(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        assert SEEN_SIGN not in painted_list(pilot)
        await press(pilot, key)
        article_review = stored_article_review(store)
        assert article_review
        assert article_review.is_seen
        assert painted_list(pilot).count(SEEN_SIGN) == 1
        assert SEEN_SIGN in str(review_screen(pilot).query_one("#headline").render())
        await press(pilot, "]", "z")
        assert open_article(pilot).id == QUANG_NINH, "undo goes where it was done"
        assert SEEN_SIGN not in painted_list(pilot)
        await press(pilot, "y")
        assert painted_list(pilot).count(SEEN_SIGN) == 1
        await press(pilot, key)
        article_review = stored_article_review(store)
        assert article_review
        assert not article_review.is_seen
    async with running(make_app(seeds, store)) as pilot:
        assert SEEN_SIGN not in painted_list(pilot)


@pytest.mark.parametrize("key", ["N", "ctrl+y"])
async def test_a_note_on_the_article(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, key)
        assert isinstance(pilot.app.screen, NoteScreen)
        await type_text(pilot, "[/x] hỏi tòa soạn")
        await press(pilot, "enter")
        assert "[/x] hỏi tòa soạn" in str(review_screen(pilot).query_one("#headline").render())
        assert NOTE_SIGN in painted_list(pilot)
        await press(pilot, "z")
        assert NOTE_SIGN not in painted_list(pilot)
        await press(pilot, "y")
        article_review = stored_article_review(store)
        assert article_review
        assert article_review.note == "[/x] hỏi tòa soạn"
    async with running(make_app(seeds, store)) as pilot:
        assert NOTE_SIGN in painted_list(pilot), "shown again after a restart"


async def test_a_note_on_the_article_that_cannot_be_stored_stays(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_app(seeds, store)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "set_article_note", full_disk)
            await press(pilot, "N", *"dài", "enter")
        assert isinstance(pilot.app.screen, NoteScreen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        article_review = stored_article_review(store, current_claim(pilot).article)
        assert article_review
        assert article_review.note == "dài"


async def test_a_note_of_somebody_else_is_shown_without_a_verdict(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        with Store.open(store) as other_connection:
            other_connection.set_note(current_claim(pilot).id, "minh", "của minh")
        await review_screen(pilot).check_store()
        assert "by minh" in panel_text(pilot)
        assert "của minh" in panel_text(pilot)


async def test_a_claim_and_its_evidence_are_copied(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "O")
        assert pilot.app.clipboard == ""
        await press(pilot, "Y")
        claim, sentence, source = pilot.app.clipboard.splitlines()
        assert claim == "62,8%"
        assert claim in sentence
        assert source == QUANG_NINH, "an article without a title goes by its file"
        await press(pilot, "w")
        await fill(pilot, "url", "https://bao.example/a")
        await press(pilot, "enter", "escape", "O")
        assert pilot.app.clipboard == "https://bao.example/a", "nothing here opens it"
