"""The claims screen: sorting, filtering, opening a claim and coming back."""

from __future__ import annotations

import asyncio
from array import array
from pathlib import Path

import pytest
from textual.widgets import Input

from annotations.model import Article, Correction, Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.table.claim_order import Column, Order
from annotations.store.table.listing import Listing, ListingPart
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
from tests.tui.screens.claims_view import (
    CLAIMS,
    claim_ids,
    filter_claims,
    headline,
    lines,
    screen,
    table,
    verdicts,
)
from tui.review.screen import ReviewScreen
from tui.screens.claims import ClaimsScreen
from tui.widgets.lists.claims_table import ClaimsTable
from tui.widgets.query_line import QueryLine


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


@pytest.mark.parametrize("key", ["L", "ctrl+l"])
async def test_list_has_all_claims_of_the_corpus(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, key)
        assert len(table(pilot)) == CLAIMS == review_screen(pilot).session.progress.total
        head, first, *_ = lines(pilot)
        assert head.split()[0] == "kind"
        assert "article↑" in head
        assert first.split()[:4] == ["○", "level", "3,", "4"]
        assert headline(pilot).startswith("1/124 claims · by article ↑")


async def test_keys_move_the_cursor(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "down", "j", "j", "up")
        assert table(pilot).cursor == 2
        await press(pilot, "end")
        assert table(pilot).cursor == CLAIMS - 1
        assert table(pilot).row is not None
        await press(pilot, "pageup", "k")
        assert table(pilot).cursor == CLAIMS - 1 - (table(pilot).size.height - 1) - 1
        await press(pilot, "pagedown", "home")
        assert table(pilot).cursor == 0


async def test_enter_opens_the_claim_and_the_list_keeps_its_position(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "right", "right", "]", "end", "pageup")
        row, cursor = table(pilot).row, table(pilot).cursor
        assert row is not None
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert current_claim(pilot).id == row.claim.id
        await press(pilot, "v", "L")
        assert table(pilot).cursor == cursor
        reopened_row = table(pilot).row
        assert reopened_row is not None
        assert (reopened_row.claim.id, reopened_row.verdicts) == (row.claim.id, {"lan": Verdict.VERIFIED})


@pytest.mark.parametrize("key", ["escape", "L", "ctrl+l"])
async def test_review_shows_decisions_made_in_the_list(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "1")
        claim = claim_ids(pilot)[0]
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert review_screen(pilot).session.progress.reviewed == 1
        assert open_article(pilot).stance(claim)[0] is Verdict.VERIFIED


# Sorting ------------------------------------------------------------------------------------------------


async def test_sorting_by_keys_keeps_the_cursor_on_its_claim(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "down", "down")
        row = table(pilot).row
        assert row is not None
        await press(pilot, "right", "right", "ctrl+up")
        assert table(pilot).order == Order(Column.VALUE)
        assert table(pilot).row == row
        await press(pilot, "home")
        first = table(pilot).row
        assert first is not None
        assert first.claim.mention.value is not None
        await press(pilot, "]")
        assert table(pilot).order == Order(Column.VALUE, descending=True)
        await press(pilot, "left", "left", "ctrl+down")
        assert table(pilot).order == Order(Column.ARTICLE, descending=True)
        assert "by article ↓" in headline(pilot)


async def test_clicks_sort_mark_and_open(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        x = lines(pilot)[0].index("value")
        await pilot.click(ClaimsTable, offset=(x, 0))
        await settle(pilot)
        assert table(pilot).order == Order(Column.VALUE)
        await pilot.click(ClaimsTable, offset=(x, 0))
        await settle(pilot)
        assert table(pilot).order == Order(Column.VALUE, descending=True)
        await press(pilot, "home")
        await pilot.click(ClaimsTable, offset=(0, 3))
        await settle(pilot)
        assert table(pilot).cursor == 2
        assert len(table(pilot).marks) == 1
        row = table(pilot).row
        assert row is not None
        await pilot.click(ClaimsTable, offset=(20, 3), times=2)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert current_claim(pilot).id == row.claim.id


# Filtering ----------------------------------------------------------------------------------------------


async def test_filter_updates_the_list_while_typing(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "slash")
        await type_text(pilot, "kind:percentage value:>=90")
        assert len(table(pilot)) == 13
        await press(pilot, "enter")
        assert table(pilot).has_focus
        assert all(line.split()[1] == "percentage" for line in lines(pilot)[1:14])
        await press(pilot, "f5")
        await type_text(pilot, " xyzzy")
        assert len(table(pilot)) == 0
        assert "No claim answers this." in lines(pilot)[2]
        await press(pilot, "escape")
        assert len(table(pilot)) == 13
        assert screen(pilot).query_one(QueryLine).value == "kind:percentage value:>=90"


async def test_filter_finds_words_with_and_without_diacritics(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "dịch vụ công")
        matches = len(table(pilot))
        assert 0 < matches < CLAIMS
        await press(pilot, "slash", "ctrl+u")
        await type_text(pilot, "dich vu cong")
        assert len(table(pilot)) == matches


@pytest.mark.parametrize("key", ["tab", "right"])
async def test_the_filter_completes_keys_and_values(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        with Store.open(store) as other_store:
            claim = read_mentions(other_store, "quang-ninh.txt")[0].id
            other_store.change_tags([claim], "minh", on=["mục tiêu"])
        await press(pilot, "L", "slash")
        line = screen(pilot).query_one(QueryLine)
        await type_text(pilot, "ki")
        assert line.hint.split() == ["kind:"]
        await press(pilot, key)
        assert line.value == "kind:"
        assert line.hint.startswith("percentage count money")
        await press(pilot, "down", "down", key)
        assert line.value == "kind:money"
        await type_text(pilot, " tag:")
        assert line.hint.split() == ['"mục', 'tiêu"']
        await press(pilot, key)
        assert line.value == 'kind:money tag:"mục tiêu"'
        await press(pilot, *["left"] * 3)
        assert screen(pilot).query_one(Input).cursor_position == len(line.value) - 3


async def test_invalid_query_is_marked_at_its_error(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "tỉnh kind:monye")
        line = screen(pilot).query_one(QueryLine)
        assert "did you mean kind:money?" in line.hint
        assert line.hint.endswith("\n  tỉnh kind:monye\n            ^^^^^")
        assert screen(pilot).query_one(Input).has_focus
        await press(pilot, "backspace", "backspace", "backspace")
        assert line.hint.split() == ["money"]
        await press(pilot, "tab", "enter")
        assert table(pilot).has_focus


async def test_headline_names_the_listed_query_if_filter_is_invalid(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "is:reviewed kind:moni")
        assert "still the list of: is:reviewed" in headline(pilot)
        await press(pilot, "f6", "insert", "ctrl+a", "ctrl+t")
        assert isinstance(pilot.app.screen, ClaimsScreen)
        assert not table(pilot).marks


async def test_invalid_filter_without_focus_is_reset(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "kind:money")
        await press(pilot, "slash")
        screen(pilot).query_one(Input).value += " kind:moni"  # as from the clipboard
        await press(pilot, "enter")
        assert "still the list of: kind:money ·" in headline(pilot)
        await pilot.click(ClaimsTable, offset=(20, 2))
        await settle(pilot)
        line = screen(pilot).query_one(QueryLine)
        assert table(pilot).has_focus
        assert (line.value, line.hint) == ("kind:money", "")
        assert "still the list" not in headline(pilot)
        await press(pilot, "plus", "v")
        assert len(verdicts(store)) == len(table(pilot)) < CLAIMS


async def test_unfinished_filter_survives_a_switch_to_another_window(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "slash", *"kind:mon")
        for focus in (False, True):
            pilot.app.app_focus = focus
            await settle(pilot)
        assert screen(pilot).query_one(QueryLine).value == "kind:mon"
        assert screen(pilot).query_one(Input).has_focus


async def test_cancelled_filter_restores_the_cursor(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "end", "up", "up", "slash")
        row = table(pilot).row
        await type_text(pilot, "xyzzy")
        assert not table(pilot).numbers
        await press(pilot, "escape")
        assert table(pilot).cursor == CLAIMS - 3
        assert table(pilot).row == row


# Messages and corrections -----------------------------------------------------------------------------


async def test_messages_name_the_configured_keys(seeds: Path, store: Path) -> None:
    keys = {"claims.undo": "f14,z", "claims.list_again": "f13"}
    async with running(make_app(seeds, store, keys=keys)) as pilot:
        await press(pilot, "L", "space", "v")
        assert headline(pilot) == "1 claim: verified. f14 takes it back."
        with Store.open(store) as other_store:
            other_store.set_verdict(claim_ids(pilot)[1], "minh", Verdict.REFUTED)
        await screen(pilot)._check_store()
        await settle(pilot)
        await press(pilot, "down")
        assert "f13 lists anew" in headline(pilot)


async def test_rows_and_filters_use_the_corrected_reading(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store), size=(140, 24)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "kind:percentage value:62,8")
        with Store.open(store) as other_store:
            (claim,) = {row.claim.id for row in (table(pilot).row,) if row}
            other_store.correct(claim, "lan", Correction(value="9500", unit="hộ", kind=Kind.COUNT))
        await filter_claims(pilot, "kind:percentage value:62,8")
        assert claim not in claim_ids(pilot)
        await filter_claims(pilot, "kind:count value:>=9000 unit:hộ")
        assert claim_ids(pilot) == [claim]
        assert "→count" in lines(pilot)[1]
        assert "→9,500" in lines(pilot)[1]
        assert "→hộ" in lines(pilot)[1]


async def test_headline_says_that_the_list_is_still_growing(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        total = len(table(pilot))
        assert f"1/{total} claims" in headline(pilot)
        assert "counting" not in headline(pilot)
        part = ListingPart(array("q", table(pilot).numbers[:5]), (), is_first=True)
        screen(pilot)._show_part(part, None)
        screen(pilot)._update_headline()
        assert "1/5+ claims" in headline(pilot)
        assert "counting …" in headline(pilot)
        screen(pilot)._show_part(ListingPart(is_last=True), None)
        screen(pilot)._update_headline()
        assert "1/5 claims" in headline(pilot)


# Large lists ------------------------------------------------------------------------------------------

ARTICLES, CLAIMS_PER_ARTICLE = 100, 500


@pytest.fixture
def large(tmp_path: Path) -> tuple[Path, Path]:
    corpus, path = tmp_path / "corpus", tmp_path / "large.db"
    corpus.mkdir()
    (corpus / "00000.txt").write_text("Có 5 xã.", encoding="utf-8")
    line = "Xã số một có 1.234 hộ dân.\n"
    offset = line.index("1.234")
    with Store.open(path, create=True) as store:
        for number in range(1, ARTICLES + 1):
            mentions = [
                Mention(
                    start + offset,
                    start + offset + 5,
                    "1.234",
                    kind=list(Kind)[index % 5],
                    value=str(index),
                    unit="hộ",
                )
                for index, start in enumerate(range(0, CLAIMS_PER_ARTICLE * len(line), len(line)))
            ]
            name = f"{number:05}.txt"
            import_article(store, Article(name, str(corpus / name), line * CLAIMS_PER_ARTICLE), mentions, "1")
    return corpus, path


async def test_fifty_thousand_claims(large: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, path = large
    async with running(make_app(corpus, path)) as pilot:
        articles = [f"{number:05}.txt" for number in range(ARTICLES + 1)]
        await press(pilot, "L")
        screen(pilot)._articles = lambda: articles
        await press(pilot, "g")
        claims_table = table(pilot)
        assert len(claims_table) == ARTICLES * CLAIMS_PER_ARTICLE + 1
        await press(pilot, "end")
        assert claims_table.row is not None
        assert claims_table.row.claim.article == f"{ARTICLES:05}.txt"
        assert len(claims_table._rows) < 1000, "only what is near the cursor is loaded"
        await press(pilot, "right", "right", "]", "home")
        assert claims_table.row.claim.mention.value == str(CLAIMS_PER_ARTICLE - 1)
        await filter_claims(pilot, "value:>=490 kind:percentage article:00007")
        assert [row.claim.mention.value for row in claims_table._rows.values()] == ["495", "490"]
        await press(pilot, "plus", "v")
        assert len(verdicts(path)) == 2


async def test_newer_list_cancels_the_older_one(large: tuple[Path, Path]) -> None:
    corpus, path = large
    async with running(make_app(corpus, path)) as pilot:
        await press(pilot, "L")
        screen(pilot)._articles = lambda: [f"{number:05}.txt" for number in range(ARTICLES + 1)]
        for descending in (True, False, True):
            screen(pilot)._start_list(Listing(order=Order(Column.KIND, descending)))
            await asyncio.sleep(0)
        await settle(pilot)
        assert table(pilot).order == Order(Column.KIND, descending=True)
        assert len(table(pilot)) == ARTICLES * CLAIMS_PER_ARTICLE + 1
        assert not screen(pilot)._activity
