"""Claims added, moved, retired and restored, with keys and mouse."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from annotations.errors import StoreError
from annotations.model import Correction, Kind, Mention, Review, Role, Standing, Verdict
from annotations.store import Store
from annotations.store.decisions.log import read_log
from annotations.store.queries.claims import read_claim, read_mentions
from tests.tui import driving
from tests.tui.driving import (
    current_claim,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
    type_text,
)
from tui.review.screen import ReviewScreen
from tui.screens.dialogs.form import FormScreen
from tui.widgets.article.article_lines import MARK_WIDTH
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_panel import ClaimPanel

TEXT = "Tỉnh chi 101 tỷ đồng cho xã.\nHuyện đạt 62,8% kế hoạch, dăm bảy thôn; 15 hộ nghèo.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def stored_review(path: Path, claim: str) -> Review:
    with Store.open(path) as opened:
        claim_with_reviews = read_claim(opened, claim)
        assert claim_with_reviews is not None
        reviews = claim_with_reviews[1]
        return next((review for review in reviews if review.annotator == "lan"), Review(claim, "lan"))


def claims(path: Path) -> list[str]:
    with Store.open(path) as opened:
        return [
            claim.mention.text for claim in read_mentions(opened, "a.txt") if claim.mention.role is Role.CLAIM
        ]


def panel_text(pilot: Pilot[None]) -> str:
    return review_screen(pilot).query_one(ClaimPanel).text


def words(pilot: Pilot[None]) -> str:
    return open_article(pilot).quotation[1]


def highlighted(pilot: Pilot[None]) -> str:
    """The characters that are shown as the current claim."""
    highlights = review_screen(pilot).query_one(ArticleReader)._highlights
    text = highlights.display_text.text
    return "".join(
        text[interval.start : interval.end]
        for interval in highlights.intervals(0, len(text))
        if interval.style == "current"
    )


async def go_to_quote(pilot: Pilot[None], quote: str) -> str:
    """Go to a claim, with keys; returns its id."""
    await press(pilot, "ctrl+home")
    while words(pilot) != quote:
        await press(pilot, "right")
    return current_claim(pilot).id


# Adding -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["+", "8"])
async def test_a_claim_is_added_with_keys(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "62,8%")
        former_total = review_screen(pilot).session.progress.total
        # From behind 62,8%: over `kế hoạch,` to `dăm bảy`, which is then stretched over.
        await press(
            pilot, key, *["right"] * len(" kế hoạch, "), "shift+right", "shift+right", "W", "W", "enter"
        )
        assert isinstance(pilot.app.screen, FormScreen)
        assert "dăm bảy" in str(pilot.app.screen.query_one(".dialog-title").render())
        line = pilot.app.screen.query_one("#field-value", Input)
        line.value = ""
        await type_text(pilot, "5..7")
        await press(pilot, "tab", *"thôn", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert words(pilot) == "dăm bảy", "it is the current claim"
        added = current_claim(pilot).id
        assert stored_review(store, added).standing is Standing.ADDED
        assert "5–7 thôn" in panel_text(pilot)
        assert "added by you" in panel_text(pilot)
        assert review_screen(pilot).session.progress.total == former_total + 1
        assert highlighted(pilot) == "dăm bảy"
        await press(pilot, "v")
        assert stored_review(store, added).verdict is Verdict.VERIFIED
        await press(pilot, "z", "z")
        assert "dăm bảy" not in claims(store)
        assert review_screen(pilot).session.progress.total == former_total
        await press(pilot, "y")
        assert "dăm bảy" in claims(store)
        assert words(pilot) == "dăm bảy"
        assert review_screen(pilot).session.progress.total == former_total + 1


async def test_blanks_around_a_selection_are_left_out(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "62,8%")
        await press(pilot, "+", "shift+right", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert review_screen(pilot).query_one(ArticleReader).selected, "blanks alone are no claim"
        await press(pilot, *["shift+right"] * len("kế hoạch"), "escape")
        await press(pilot, "+", *["right"] * len(" kế hoạch,"), *["shift+right"] * len(" dăm bảy "), "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        await type_text(pilot, "5..7")
        await press(pilot, "enter")
        assert words(pilot) == "dăm bảy"


async def test_claim_is_added_with_the_mouse(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Xem Chỉ thị 19 và 62,8% nữa.\n", encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        reader = review_screen(pilot).query_one(ArticleReader)
        column = reader.gutter.left + MARK_WIDTH + "Xem Chỉ thị 19".index("19")
        await pilot.mouse_down(reader, offset=(column, 0))
        await pilot.hover(reader, offset=(column + 2, 0))
        await pilot.mouse_up(reader, offset=(column + 2, 0))
        await settle(pilot)
        assert not isinstance(pilot.app.screen, FormScreen), "what to do with the selection is asked first"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.query_one("#field-value", Input).value == "19"
        await press(pilot, "enter")
        assert words(pilot) == "19"
        assert "count, 19" in panel_text(pilot)
        with Store.open(store) as opened:
            assert next(iter(read_mentions(opened, "a.txt"))).mention.role is Role.CLAIM, (
                "a reference became a claim"
            )


async def test_selecting_an_existing_claim_goes_to_it(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "62,8%")
        await press(pilot, "s", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert words(pilot) == "62,8%"
        assert claims(store) == [quote for quote in claims(store) if quote], "none is added"
        with Store.open(store) as opened:
            assert list(read_log(opened)) == []


async def test_escape_cancels_adding(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        former_claims = claims(store)
        await press(pilot, "+", "shift+right", "escape", "+", "shift+right", "enter", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert claims(store) == former_claims


# Moving the ends ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "span"),
    [
        ("shift+right", "62,8% k"),
        ("shift+left", "62,8"),
        ("ctrl+shift+right", "62,8% kế"),
        ("alt+shift+right", "2,8%"),
        ("alt+shift+left", "t 62,8%"),
        ("alt+ctrl+shift+left", "đạt 62,8%"),
        ("alt+ctrl+left", "đạt 62,8%"),
    ],
)
async def test_an_end_moves_with_a_key(corpus: Path, store: Path, key: str, span: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await go_to_quote(pilot, "62,8%")
        await press(pilot, key)
        assert current_claim(pilot).id == claim, "the id stays"
        assert words(pilot) == span
        assert highlighted(pilot) == span
        start = TEXT.index("62,8%")
        review = stored_review(store, claim)
        assert TEXT[start + review.start_shift : start + 5 + review.end_shift] == span
        await press(pilot, "z")
        assert words(pilot) == "62,8%"
        assert highlighted(pilot) == "62,8%"
        await press(pilot, "y")
        assert words(pilot) == span
        await press(pilot, "ctrl+home", "ctrl+end", "left")
        assert words(pilot) == span, "still there after moving away"
    async with running(make_app(corpus, store)) as pilot:
        assert span in [await _words_after(pilot, steps) for steps in range(3)]


async def _words_after(pilot: Pilot[None], steps: int) -> str:
    await press(pilot, "ctrl+home", *["right"] * steps)
    return words(pilot)


async def test_a_moved_end_corrects_the_value(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await go_to_quote(pilot, "62,8%")
        await press(pilot, *["alt+shift+right"] * 3)
        assert words(pilot) == "8%"
        assert stored_review(store, claim).correction == Correction(value="8")
        assert "read as percentage, 62.8 %" in panel_text(pilot)
        await press(pilot, *["alt+shift+left"] * 3)
        assert stored_review(store, claim).correction is None
        await press(pilot, *["shift+left"] * 5)
        assert words(pilot) == "6", "one character at least"
        assert stored_review(store, claim).correction == Correction(value="6", unit="", kind=Kind.COUNT)


async def test_a_moved_end_keeps_a_correction(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await go_to_quote(pilot, "62,8%")
        with Store.open(store) as other_connection:
            other_connection.correct(claim, "lan", Correction(value="99"))
        await review_screen(pilot).check_store()
        await press(pilot, "shift+right", "shift+right")
        assert stored_review(store, claim).correction == Correction(value="99")


@pytest.mark.parametrize("key", ["p", "9"])
async def test_the_ends_are_set_by_selecting(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await go_to_quote(pilot, "62,8%")
        await press(pilot, key, "w", "w", "enter")
        assert words(pilot) == "62,8% kế hoạch"
        assert current_claim(pilot).id == claim
        await press(pilot, key, "tab", "b", "enter")
        assert words(pilot) == "đạt 62,8% kế hoạch"
        await press(pilot, key, "w", "escape", "s", "W", "enter")
        assert isinstance(pilot.app.screen, FormScreen), "the next selection is a new claim"


async def test_ends_move_by_graphemes(corpus: Path, store: Path) -> None:
    text = unicodedata.normalize("NFD", "Chi 5 tỷ đồng 👨‍👩‍👧 nữa.\n")
    (corpus / "a.txt").write_text(text, encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, *["shift+right"] * 4)
        assert unicodedata.normalize("NFC", words(pilot)) == "5 tỷ đồng"
        await press(pilot, "shift+right")
        assert words(pilot).endswith("👨‍👩‍👧")
        await press(pilot, "shift+left", "shift+left")
        assert unicodedata.normalize("NFC", words(pilot)) == "5 tỷ đồn"


async def test_an_end_is_never_a_blank(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Tỉnh  chi 101 tỷ đồng \n  cho xã.\n\n", encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "101 tỷ")
        spans = {words(pilot)}
        for key, times in (
            ("shift+right", 12),
            ("alt+shift+left", 12),
            ("shift+left", 20),
            ("alt+shift+right", 8),
        ):
            for _ in range(times):
                await press(pilot, key)
                assert words(pilot) == words(pilot).strip()
                spans.add(words(pilot))
        assert "Tỉnh  chi 101 tỷ đồng \n  cho xã." in spans
        await press(pilot, *["alt+shift+left"] * 20)
        assert driving.status_message(pilot) == "There are no more words that way."


# Retiring --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["-", "delete"])
async def test_a_claim_is_retired_and_restored(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        total = review_screen(pilot).session.progress.total
        claim = await go_to_quote(pilot, "62,8%")
        await press(pilot, key)
        assert stored_review(store, claim).standing is Standing.RETIRED
        assert words(pilot) != "62,8%", "and on to the next one"
        assert review_screen(pilot).session.progress.total == total - 1
        assert "62,8%" not in [await _words_after(pilot, steps) for steps in range(3)], "hidden"
        await press(pilot, "z")
        assert stored_review(store, claim).standing is None
        assert words(pilot) == "62,8%"
        assert review_screen(pilot).session.progress.total == total
        await press(pilot, "y")
        assert review_screen(pilot).session.progress.total == total - 1
        await press(pilot, "underscore")
        await go_to_quote(pilot, "62,8%")
        assert "retired" in panel_text(pilot)
        await press(pilot, "v")
        assert stored_review(store, claim).verdict is None, "no verdict on what is retired"
        await press(pilot, key)
        assert stored_review(store, claim).standing is None
        assert "retired" not in panel_text(pilot)
        assert review_screen(pilot).session.progress.total == total
        await press(pilot, "shift+delete", "v")
        assert stored_review(store, claim).verdict is Verdict.VERIFIED


async def test_retired_claims_are_shown_and_clicked(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "101 tỷ")
        await press(pilot, "-", "ctrl+end")
        reader = review_screen(pilot).query_one(ArticleReader)
        column = reader.gutter.left + MARK_WIDTH + TEXT.index("101")
        await pilot.click(reader, offset=(column, 0))
        await settle(pilot)
        assert words(pilot) != "101 tỷ"
        await press(pilot, "_")
        await pilot.click(reader, offset=(column, 0))
        await settle(pilot)
        assert words(pilot) == "101 tỷ"


async def test_undoing_an_added_claim_stays_near(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "62,8%")
        await press(pilot, "8", *["right"] * len(" kế hoạch, "), "shift+right", "W", "W", "enter")
        await press(pilot, "ctrl+u", "5", "enter")
        assert stored_review(store, current_claim(pilot).id).standing is Standing.ADDED
        await press(pilot, "z")
        assert words(pilot) == "62,8%", "the claim before it, not the article's first"


async def test_an_added_claim_that_was_retired_comes_back(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "15")
        await press(pilot, "+", "right", "W", "enter", "enter")
        added = current_claim(pilot).id
        assert words(pilot) == "hộ"
        await press(pilot, "-", "_")
        await go_to_quote(pilot, "hộ")
        await press(pilot, "-")
        assert stored_review(store, added).standing is Standing.ADDED
        assert "hộ" in claims(store)
        assert (words(pilot), highlighted(pilot)) == ("hộ", "hộ"), "and is the current one still"


async def test_a_claim_that_somebody_adds_is_shown_in_place(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text(TEXT + "Không có gì.\n" * 100, encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await go_to_quote(pilot, "62,8%")
        reader = review_screen(pilot).query_one(ArticleReader)
        await press(pilot, *["down"] * 30)
        row = reader.scroll_offset.y
        assert row > 20
        start = TEXT.index("dăm bảy")
        with Store.open(store) as other_connection:
            other_connection.add_claim(
                "a.txt", "minh", Mention(start, start + 7, "dăm bảy", kind=Kind.COUNT, value="5..7")
            )
        await review_screen(pilot).check_store()
        await settle(pilot)
        assert reader.scroll_offset.y == row, "without moving"
        assert (words(pilot), highlighted(pilot)) == ("62,8%", "62,8%")
        await press(pilot, "right")
        assert words(pilot) == "dăm bảy"


@pytest.mark.parametrize(
    ("method", "keys", "word"),
    [
        ("resize", ("shift+left",), "the span 62,8"),
        ("retire", ("-",), "retired"),
    ],
)
async def test_failed_change_is_shown(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch, method: str, keys: tuple[str, ...], word: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store)) as pilot:
        claim = await go_to_quote(pilot, "62,8%")
        with monkeypatch.context() as patch:
            patch.setattr(Store, method, fail)
            await press(pilot, *keys)
        assert words(pilot) == "62,8%"
        assert f"{word}: NOT STORED" in panel_text(pilot)
        await press(pilot, *keys)
        assert stored_review(store, claim).decision


async def test_a_claim_that_cannot_be_added_stays_in_its_form(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store)) as pilot:
        former_claims = claims(store)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "add_claim", fail)
            await press(pilot, "+", "right", "W", "enter", "enter")
            assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "enter")
        assert len(claims(store)) == len(former_claims) + 1
