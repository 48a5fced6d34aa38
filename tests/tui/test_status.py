"""What the screen says of the last key, of what is being read, and of what is gone: in one line, as long as it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets._toast import Toast

from annotations.claims.extractor import Extractor
from annotations.errors import StoreError
from annotations.model import Correction, Kind, Verdict
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.outline_query import read_outline
from annotations.store.queries.reviews import read_reviews
from tests.tui.cli.commands import soi
from tests.tui.driving import (
    current_claim,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
    status_message,
)
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.status import Headline, Status

A = "Xã đạt 62,8% kế hoạch, thu 5 tỷ đồng.\nNgày 3/5/2021 có 628 hộ.\n"
B = "Huyện có 15 thôn.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(A, encoding="utf-8")
    (folder / "b.txt").write_text(B, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


async def test_status_names_the_decision_until_the_next_key(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        assert status_message(pilot) == ""
        await press(pilot, "v")
        decided = "62,8% verified · w evidence · z undo"
        assert status_message(pilot) == f"✓ {decided} · 3 left here, 4 in all"
        await press(pilot, "right")
        assert status_message(pilot) == ""
        await press(pilot, "left", "r", "x")
        assert status_message(pilot).endswith("not a claim · w evidence · z undo · 1 left here, 2 in all")
        await press(pilot, "v")
        assert "verified · w evidence · z undo" in status_message(pilot)
        await press(pilot, "u")
        assert status_message(pilot).endswith("unverifiable · w evidence · z undo · Every claim is reviewed.")
        await press(pilot, "right")
        assert "no claim further down: ] leads" in status_message(pilot)
        await press(pilot, "]")
        assert status_message(pilot) == "This is the last article."
        assert not pilot.app._notifications


@pytest.mark.parametrize(
    ("keys", "undone"),
    [
        (["v"], "verified"),
        (["v", "left", "c"], "cleared"),
        (["V"], "verified"),
        (["l"], "confidence low"),
        (["n", *"xem", "enter"], "note"),
        (["t", *"gap", "enter", "escape"], "+#gap"),
        (["t", *"gap", "enter", "enter", "escape"], "−#gap"),
        (["shift+left"], "moved ends"),
        (["-"], "retired"),
        (["=", *["backspace"] * 5, "9", "9", "enter"], "correction"),
        (["w", *"https://x.vn", "enter"], "evidence"),
        (["S"], "article seen"),
        (["S", "S"], "article not seen"),
        (["N", "a", "enter"], "note on the article"),
    ],
)
async def test_undo_and_redo_messages(corpus: Path, store: Path, keys: list[str], undone: str) -> None:
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        await press(pilot, *keys)
        assert not isinstance(pilot.app.focused, Input)
        await press(pilot, "z")
        assert status_message(pilot) == f"Undone: {undone}"
        await press(pilot, "y")
        assert status_message(pilot) == f"Done again: {undone}"


async def test_the_same_again_is_not_said_to_be_a_step(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Đạt 5%. Tăng 5%. Giảm 7%.", encoding="utf-8")
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        await press(pilot, "V")
        assert status_message(pilot).startswith("verified: 2 claims of 5 %; z takes it back")
        await press(pilot, "z")
        assert status_message(pilot) == "Undone: verified, 2 claims"
        await press(pilot, "y", "V")
        assert status_message(pilot).startswith("verified already: all of 5 %")


async def test_where_there_are_few_lines_it_is_said_in_the_headline(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store), size=(40, 12)) as pilot:
        headline = pilot.app.screen.query_one(Headline)
        first_line = str(headline.content)
        assert first_line.startswith("0/4 of 0/5")
        await press(pilot, "v")
        assert str(headline.content) == "✓ 62,8% verified · w evidence · z undo"
        assert not pilot.app.screen.query_one(Status).display
        await press(pilot, "!")
        assert headline.size.height == 2, "a long sentence may take another line"
        await press(pilot, "right")
        assert str(headline.content).startswith("1/4 of 1/5")
        assert headline.size.height == 1


async def test_where_there_is_no_room_for_it_less_is_said(corpus: Path, store: Path) -> None:
    """The text would move by a line, and back with the next key."""
    async with running(make_app(corpus, store), size=(34, 24)) as pilot:
        line = pilot.app.screen.query_one(Status)
        await press(pilot, "u")
        assert status_message(pilot) == "? 62,8% unverifiable"
        assert line.size.height == 1
        await pilot.resize_terminal(60, 24)
        await press(pilot, "u")
        assert status_message(pilot).endswith("unverifiable · w evidence · z undo")


async def test_a_click_ends_it_too(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        await press(pilot, "v")
        assert status_message(pilot)
        await pilot.click(ArticleReader, offset=(2, 0))
        await settle(pilot)
        assert status_message(pilot) == ""


async def test_what_is_passed_by_stays_said(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        await press(pilot, "d")
        assert status_message(pilot) == "Dates are skipped."
        await press(pilot, "_", "right")
        assert status_message(pilot) == "dates skipped · retired claims shown"
        await press(pilot, "d", "_", "right")
        assert status_message(pilot) == ""


async def test_the_panel_names_the_keys_in_use(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Ngày 3/5/2021 họp.", encoding="utf-8")
    changed = {
        "review.toggle_dates": "f8",
        "review.match_order": "f13",
        "review.next_claim": "f9",
        "review.undo": "f14",
    }
    async with running(make_app(corpus, store, keys=changed), size=(80, 24)) as pilot:
        await press(pilot, "f8", "]", "[")
        assert "f8 shows them" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, "]", "f5", *"Huyện", "enter", ".")
        assert "f9 goes to the next one" in pilot.app.screen.query_one(ClaimPanel).text


# What is gone -------------------------------------------------------------------------------------------


async def test_articles_that_are_gone_are_told(corpus: Path, store: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.txt").write_text("Có 3 xã.", encoding="utf-8")
    assert "no longer" not in soi("import", str(corpus), str(elsewhere), "--store", str(store)).stdout
    (corpus / "b.txt").unlink()
    told_gone = "1 article of the store is no longer in the corpus; what was decided on it is kept: b.txt."
    assert told_gone in soi("import", str(corpus), "--store", str(store)).stdout
    async with running(make_app(corpus, store), size=(120, 30)) as pilot:
        assert status_message(pilot) == told_gone, "c.txt is where it was, in another corpus"
        await press(pilot, "right")
        assert status_message(pilot) == ""


def test_only_the_first_of_many_that_are_gone_are_named(corpus: Path, store: Path) -> None:
    for n in range(5):
        (corpus / f"x{n}.txt").write_text(f"{B} Lần {n}.", encoding="utf-8")
    soi("import", str(corpus), "--store", str(store))
    for n in range(5):
        (corpus / f"x{n}.txt").unlink()
    assert "5 articles of the store are no longer in the corpus" in (
        out := soi("import", str(corpus), "--store", str(store)).stdout
    )
    assert "x0.txt, x1.txt, x2.txt, …." in out


# What is being read -------------------------------------------------------------------------------------


def test_file_count_is_known_before_reading(corpus: Path, store: Path) -> None:
    with Store.open(store, create=True) as opened:
        first, *_remainder, last = import_corpus(opened, corpus, Extractor())
        assert (first.articles, first.files, first.is_done) == ([], 2, False)
        assert last.is_done
        assert [part.is_done for part in import_corpus(opened, corpus, Extractor())] == [True]


async def test_before_the_first_article_no_useless_key_is_shown(corpus: Path, store: Path) -> None:
    app = make_app(corpus, store)
    async with running(app, size=(80, 24)) as pilot:
        screen = review_screen(pilot)
        screen.view.show_corpus_state(2, 40, [], finished=False)
        assert status_message(pilot) == "2 of 40 articles read…"
        assert "2 of 40" in str(screen.query_one("#state", Static).content)
        assert "█·" in str(screen.query_one("#state", Static).content)
        screen.view.show_corpus_state(2, 40, [], finished=True)
        assert status_message(pilot) == ""
        screen.session.article = None
        ids = {active.binding.id for active in screen.active_bindings.values()}
        assert {"app.keys", "app.quit", "review.claims"} <= ids
        assert not {"review.verify", "review.next_claim", "review.search"} & ids


# Kinds, forms -------------------------------------------------------------------------------------------


async def test_a_claim_is_highlighted_by_the_kind_it_is_held_to_be_of(corpus: Path, store: Path) -> None:
    def styles() -> set[str]:
        highlights = review_screen(pilot).query_one(ArticleReader)._highlights
        start = A.index("62,8")
        return {i.style for i in highlights.intervals(start, start + 1)}

    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        assert "percentage" in styles()
        with Store.open(store) as opened:
            opened.correct(current_claim(pilot).id, "lan", Correction(kind=Kind.MONEY))
        await review_screen(pilot).check_store()
        assert "money" in styles()
        await press(pilot, "z")
        assert "percentage" in styles()
        await press(pilot, "y")
        assert "money" in styles()
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        assert "money" in styles()


async def test_kinds_of_many_claims_follow_the_first_paint(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("annotations.store.queries.outline_query", "tui.review.article_loader"):
        monkeypatch.setattr(f"{place}.CORRECTED_AT_ONCE", 2)
    soi("import", str(corpus), "--store", str(store))
    with Store.open(store) as opened:
        claim = next(c for c in read_mentions(opened, "a.txt") if c.mention.text == "3/5/2021")
        opened.correct(claim.id, "lan", Correction(kind=Kind.COUNT))
        assert read_outline(opened, "a.txt", "lan").is_date(
            read_outline(opened, "a.txt", "lan").index(claim.id) or 0
        )
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        await press(pilot, "d")
        assert len(open_article(pilot)) == 4, "it is no date and not passed by"
        await press(pilot, "v", "v", "v", "left")
        assert current_claim(pilot).id == claim.id
        with Store.open(store) as opened:
            verdicts = [review.verdict for review in read_reviews(opened, "a.txt")]
        assert verdicts.count(Verdict.VERIFIED) == 3


@pytest.mark.parametrize("key", ["=", "w", "n", "t", "g"])
async def test_dialog_shows_its_focus_in_twelve_lines(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store), size=(40, 12)) as pilot:
        await press(pilot, key)
        screen = pilot.app.screen
        for _ in range(4):
            focused = screen.focused
            assert focused is not None
            for box in screen.query(VerticalScroll):
                assert box.region.contains_region(focused.region), "scrolled to where one types"
            assert focused.region.bottom <= 11, "above the keys"
            await press(pilot, "tab")


async def test_that_nothing_is_stored_is_said_until_it_is(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store), size=(40, 12)) as pilot:
        panel = pilot.app.screen.query_one(ClaimPanel)
        with monkeypatch.context() as broken:
            broken.setattr(Store, "set_verdict", fail)
            await press(pilot, "v")
        assert status_message(pilot) == ""
        assert panel.text.startswith("! verified: NOT STORED"), "before all else, where there are few lines"
        assert [n.message for n in pilot.app._notifications] == ["Not stored. The disk is full."]
        for toast in pilot.app.screen.query(Toast):
            assert not toast.region.overlaps(panel.region)
        with monkeypatch.context() as broken:
            broken.setattr(Store, "set_verdict", fail)
            await press(pilot, "v", "r")
        assert len(pilot.app._notifications) == 1, "not the same again and again over the text"
        await press(pilot, "v")
        assert status_message(pilot).startswith("✓ 62,8% verified")
        assert not pilot.app._notifications


async def test_all_of_a_long_note_can_be_scrolled_to(corpus: Path, store: Path) -> None:
    async with running(make_app(corpus, store), size=(80, 24)) as pilot:
        panel = pilot.app.screen.query_one(ClaimPanel)
        assert not panel.show_vertical_scrollbar
        panel._show(Content("năm mươi " * 80 + "hết"))
        await settle(pilot)
        assert panel.show_vertical_scrollbar
        panel.scroll_end(animate=False, immediate=True)
        await settle(pilot)
        last = panel.render_line(panel.scrollable_content_region.height - 1)
        assert "hết" in last.text
        assert last.cell_length == panel.scrollable_content_region.width
        panel._show(Content("hết"))
        await settle(pilot)
        assert not panel.show_vertical_scrollbar
        assert panel.scroll_offset.y == 0
