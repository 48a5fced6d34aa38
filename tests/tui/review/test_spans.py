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


def held(path: Path, claim: str) -> Review:
    with Store.open(path) as opened:
        found = read_claim(opened, claim)
        assert found is not None
        return next((r for r in found[1] if r.annotator == "lan"), Review(claim, "lan"))


def claims(path: Path) -> list[str]:
    with Store.open(path) as opened:
        return [c.mention.text for c in read_mentions(opened, "a.txt") if c.mention.role is Role.CLAIM]


def told(pilot: Pilot[None]) -> str:
    return review_screen(pilot).query_one(ClaimPanel).text


def words(pilot: Pilot[None]) -> str:
    return open_article(pilot).quoted[1]


def highlighted(pilot: Pilot[None]) -> str:
    """The characters that are shown as the current claim."""
    highlights = review_screen(pilot).query_one(ArticleReader)._highlights
    text = highlights.display_text.text
    return "".join(text[i.start : i.end] for i in highlights.intervals(0, len(text)) if i.style == "current")


async def to(pilot: Pilot[None], quote: str) -> str:
    """Walk to a claim; gives its id."""
    await press(pilot, "ctrl+home")
    while words(pilot) != quote:
        await press(pilot, "right")
    return current_claim(pilot).id


# Adding -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["+", "8"])
async def test_a_claim_is_added_with_keys(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "62,8%")
        before = review_screen(pilot).session.progress.total
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
        assert words(pilot) == "dăm bảy", "and it is the current one"
        added = current_claim(pilot).id
        assert held(store, added).standing is Standing.ADDED
        assert "5–7 thôn" in told(pilot)
        assert "added by you" in told(pilot)
        assert review_screen(pilot).session.progress.total == before + 1
        assert highlighted(pilot) == "dăm bảy"
        await press(pilot, "v")
        assert held(store, added).verdict is Verdict.VERIFIED
        await press(pilot, "z", "z")
        assert "dăm bảy" not in claims(store)
        assert review_screen(pilot).session.progress.total == before
        await press(pilot, "y")
        assert "dăm bảy" in claims(store)
        assert words(pilot) == "dăm bảy"
        assert review_screen(pilot).session.progress.total == before + 1


async def test_blanks_round_a_selection_are_no_part_of_the_claim(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "62,8%")
        await press(pilot, "+", "shift+right", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert review_screen(pilot).query_one(ArticleReader).selected, "of blanks alone there is no claim"
        await press(pilot, *["shift+right"] * len("kế hoạch"), "escape")
        await press(pilot, "+", *["right"] * len(" kế hoạch,"), *["shift+right"] * len(" dăm bảy "), "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        await type_text(pilot, "5..7")
        await press(pilot, "enter")
        assert words(pilot) == "dăm bảy"


async def test_a_claim_is_added_with_the_mouse_and_read_by_the_extractor(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Xem Chỉ thị 19 và 62,8% nữa.\n", encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        reader = review_screen(pilot).query_one(ArticleReader)
        column = reader.gutter.left + MARK_WIDTH + "Xem Chỉ thị 19".index("19")
        await pilot.mouse_down(reader, offset=(column, 0))
        await pilot.hover(reader, offset=(column + 2, 0))
        await pilot.mouse_up(reader, offset=(column + 2, 0))
        await settle(pilot)
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.query_one("#field-value", Input).value == "19"
        await press(pilot, "enter")
        assert words(pilot) == "19"
        assert "count, 19" in told(pilot)
        with Store.open(store) as opened:
            assert next(iter(read_mentions(opened, "a.txt"))).mention.role is Role.CLAIM, (
                "what was a reference"
            )


async def test_selecting_a_claim_there_is_goes_to_it(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "62,8%")
        await press(pilot, "s", "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert words(pilot) == "62,8%"
        assert claims(store) == [c for c in claims(store) if c], "none is added"
        with Store.open(store) as opened:
            assert list(read_log(opened)) == []


async def test_adding_is_given_up_with_escape(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        before = claims(store)
        await press(pilot, "+", "shift+right", "escape", "+", "shift+right", "enter", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert claims(store) == before


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
        claim = await to(pilot, "62,8%")
        await press(pilot, key)
        assert current_claim(pilot).id == claim, "the id stays"
        assert words(pilot) == span
        assert highlighted(pilot) == span
        start = TEXT.index("62,8%")
        review = held(store, claim)
        assert TEXT[start + review.start_shift : start + 5 + review.end_shift] == span
        await press(pilot, "z")
        assert words(pilot) == "62,8%"
        assert highlighted(pilot) == "62,8%"
        await press(pilot, "y")
        assert words(pilot) == span
        await press(pilot, "ctrl+home", "ctrl+end", "left")
        assert words(pilot) == span, "there again after going away"
    async with running(make_app(corpus, store)) as pilot:
        assert span in [await _words_after(pilot, n) for n in range(3)]


async def _words_after(pilot: Pilot[None], steps: int) -> str:
    await press(pilot, "ctrl+home", *["right"] * steps)
    return words(pilot)


async def test_no_wrong_number_is_left_behind_a_moved_end(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await to(pilot, "62,8%")
        await press(pilot, *["alt+shift+right"] * 3)
        assert words(pilot) == "8%"
        assert held(store, claim).correction == Correction(value="8")
        assert "read as percentage, 62.8 %" in told(pilot)
        await press(pilot, *["alt+shift+left"] * 3)
        assert held(store, claim).correction is None
        await press(pilot, *["shift+left"] * 5)
        assert words(pilot) == "6", "one character at least"
        assert held(store, claim).correction == Correction(value="6", unit="", kind=Kind.COUNT)


async def test_a_correction_by_hand_stays_when_the_ends_are_moved(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await to(pilot, "62,8%")
        with Store.open(store) as other:
            other.correct(claim, "lan", Correction(value="99"))
        await review_screen(pilot).check_store()
        await press(pilot, "shift+right", "shift+right")
        assert held(store, claim).correction == Correction(value="99")


@pytest.mark.parametrize("key", ["p", "9"])
async def test_the_ends_are_set_by_selecting(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = await to(pilot, "62,8%")
        await press(pilot, key, "w", "w", "enter")
        assert words(pilot) == "62,8% kế hoạch"
        assert current_claim(pilot).id == claim
        await press(pilot, key, "tab", "b", "enter")
        assert words(pilot) == "đạt 62,8% kế hoạch"
        await press(pilot, key, "w", "escape", "s", "W", "enter")
        assert isinstance(pilot.app.screen, FormScreen), "what is selected then is a new claim"


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


async def test_no_end_comes_to_stand_at_a_blank(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Tỉnh  chi 101 tỷ đồng \n  cho xã.\n\n", encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "101 tỷ")
        seen = {words(pilot)}
        for key, times in (
            ("shift+right", 12),
            ("alt+shift+left", 12),
            ("shift+left", 20),
            ("alt+shift+right", 8),
        ):
            for _ in range(times):
                await press(pilot, key)
                assert words(pilot) == words(pilot).strip()
                seen.add(words(pilot))
        assert "Tỉnh  chi 101 tỷ đồng \n  cho xã." in seen
        await press(pilot, *["alt+shift+left"] * 20)
        assert driving.status_message(pilot) == "There are no more words that way."


# Taking out and in --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["-", "delete"])
async def test_a_claim_is_retired_and_restored(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        total = review_screen(pilot).session.progress.total
        claim = await to(pilot, "62,8%")
        await press(pilot, key)
        assert held(store, claim).standing is Standing.RETIRED
        assert words(pilot) != "62,8%", "and on to the next one"
        assert review_screen(pilot).session.progress.total == total - 1
        assert "62,8%" not in [await _words_after(pilot, n) for n in range(3)], "hidden"
        await press(pilot, "z")
        assert held(store, claim).standing is None
        assert words(pilot) == "62,8%"
        assert review_screen(pilot).session.progress.total == total
        await press(pilot, "y")
        assert review_screen(pilot).session.progress.total == total - 1
        await press(pilot, "underscore")
        await to(pilot, "62,8%")
        assert "retired" in told(pilot)
        await press(pilot, "v")
        assert held(store, claim).verdict is None, "no verdict on what is retired"
        await press(pilot, key)
        assert held(store, claim).standing is None
        assert "retired" not in told(pilot)
        assert review_screen(pilot).session.progress.total == total
        await press(pilot, "shift+delete", "v")
        assert held(store, claim).verdict is Verdict.VERIFIED


async def test_retired_claims_are_shown_when_asked_for_and_can_be_clicked(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "101 tỷ")
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


async def test_undoing_an_added_claim_stays_where_it_was(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "62,8%")
        await press(pilot, "8", *["right"] * len(" kế hoạch, "), "shift+right", "W", "W", "enter")
        await press(pilot, "ctrl+u", "5", "enter")
        assert held(store, current_claim(pilot).id).standing is Standing.ADDED
        await press(pilot, "z")
        assert words(pilot) == "62,8%", "the claim before it, not the article's first"


async def test_an_added_claim_that_was_retired_comes_back(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "15")
        await press(pilot, "+", "right", "W", "enter", "enter")
        added = current_claim(pilot).id
        assert words(pilot) == "hộ"
        await press(pilot, "-", "_")
        await to(pilot, "hộ")
        await press(pilot, "-")
        assert held(store, added).standing is Standing.ADDED
        assert "hộ" in claims(store)
        assert (words(pilot), highlighted(pilot)) == ("hộ", "hộ"), "and is the current one still"


async def test_what_others_add_is_shown_where_one_reads(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text(TEXT + "Không có gì.\n" * 100, encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await to(pilot, "62,8%")
        reader = review_screen(pilot).query_one(ArticleReader)
        await press(pilot, *["down"] * 30)
        row = reader.scroll_offset.y
        assert row > 20
        at = TEXT.index("dăm bảy")
        with Store.open(store) as other:
            other.add_claim("a.txt", "minh", Mention(at, at + 7, "dăm bảy", kind=Kind.COUNT, value="5..7"))
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
async def test_what_cannot_be_stored_is_shown_as_not_stored(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch, method: str, keys: tuple[str, ...], word: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store)) as pilot:
        claim = await to(pilot, "62,8%")
        with monkeypatch.context() as patch:
            patch.setattr(Store, method, fail)
            await press(pilot, *keys)
        assert words(pilot) == "62,8%"
        assert f"{word}: NOT STORED" in told(pilot)
        await press(pilot, *keys)
        assert held(store, claim).decision


async def test_a_claim_that_cannot_be_added_stays_in_its_form(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store)) as pilot:
        before = claims(store)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "add_claim", fail)
            await press(pilot, "+", "right", "W", "enter", "enter")
            assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "enter")
        assert len(claims(store)) == len(before) + 1
