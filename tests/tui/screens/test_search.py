"""The search of all articles, with keys: queries, results, errors, and going to a passage."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from annotations.claims import extract_claims
from annotations.model import Article
from annotations.search.clauses import Key
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.search.index import is_complete
from annotations.store.table.claim_table import ClaimTable
from tests.tui.driving import (
    claims,
    current_claim,
    key_event,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
    type_text,
)
from tui.review.screen import ReviewScreen
from tui.screens.corpus_search import SearchScreen
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.search_results import SearchResults
from tui.widgets.live_label import LiveLabel
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.query_line import QueryLine

QUANG_NGAI = "quang-ngai.txt"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def result_lines(pilot: Pilot[None]) -> list[str]:
    return pilot.app.screen.query_one(SearchResults).row_texts


def message(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#corpus-search-told", LiveLabel).text


@pytest.mark.parametrize("key", ["e", "f7"])
async def test_enter_goes_to_a_passage_of_another_article(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        assert open_article(pilot).id != QUANG_NGAI
        await press(pilot, key)
        assert isinstance(pilot.app.screen, SearchScreen)
        await type_text(pilot, "nhom kha cua bang")
        assert message(pilot) == "1 article"
        assert "nhóm khá của bảng" in result_lines(pilot)[1], "the best comes first"
        await press(pilot, "enter")
        assert open_article(pilot).id == QUANG_NGAI
        text, start = open_article(pilot).article.text, current_claim(pilot).mention.start
        assert "nhóm khá của bảng" in text[:start], "the first claim behind it"
        assert not [c for c in claims(pilot) if text.index("nhóm khá của bảng") <= c.mention.start < start]
        reader = pilot.app.screen.query_one(ArticleReader)
        assert [
            open_article(pilot).contents.article.text[start:end] for start, end in reader._highlights.matches
        ] == ["nhóm khá của bảng"]


async def test_filters_find_claims_and_enter_makes_them_current(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "kind:money value:>1tỷ")
        assert message(pilot) == "1 article"
        await press(pilot, "enter")
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == (QUANG_NGAI, "101 tỷ")


TEXT = "Thôn Trên có 5 hộ nghèo.\n\nThôn Dưới không có hộ nào, tỉnh có 62,8% và 7 hộ.\n\nHết bài rồi."


@pytest.fixture
def village(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Tin đầu tiên có 3 hộ.", encoding="utf-8")
    (corpus / "b.txt").write_text(TEXT, encoding="utf-8")
    return corpus


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("thon duoi", "62,8%"),
        ("5 ho ngheo", "5"),
        ("thon duoi kind:count", "7"),
        ("kind:count thon tren", "5"),
        ("ho kind:percentage", "62,8%"),
        ("article:b.txt", "5"),
    ],
    ids=[
        "claim-after-words",
        "claim-in-words",
        "kind-after-words",
        "kind-in-words",
        "kind-beside-words",
        "article",
    ],
)
async def test_enter_goes_to_claim(village: Path, store: Path, query: str, quote: str) -> None:
    async with running(make_app(village, store)) as pilot:
        await press(pilot, "e")
        await type_text(pilot, query)
        await press(pilot, "enter")
        assert (open_article(pilot).id, current_claim(pilot).mention.text) == ("b.txt", quote)


async def test_passage_after_the_last_claim_has_no_current_claim(village: Path, store: Path) -> None:
    async with running(make_app(village, store)) as pilot:
        await press(pilot, "e")
        await type_text(pilot, "het bai roi")
        await press(pilot, "enter")
        assert (open_article(pilot).id, open_article(pilot).current) == ("b.txt", None)
        panel = pilot.app.screen.query_one(ClaimPanel)
        assert panel.text.startswith("No claim here")
        await press(pilot, "left")
        assert current_claim(pilot).mention.text == "7"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Không có gì.", "There is no claim"), ("Họp ngày 3/2/2024.", "only claims are dates")],
    ids=["no-claim", "only-dates"],
)
async def test_the_panel_says_why_no_claim_is_current(
    tmp_path: Path, store: Path, text: str, sentence: str
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(text, encoding="utf-8")
    async with running(make_app(tmp_path / "corpus", store)) as pilot:
        await press(pilot, "d", "right_square_bracket")
        screen = review_screen(pilot)
        await screen.loader.go(None, 0)
        assert sentence in pilot.app.screen.query_one(ClaimPanel).text


async def test_message_and_footer_fit_forty_columns(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store), size=(40, 12)) as pilot:
        await press(pilot, "e")
        await type_text(pilot, "dich vu cong")
        line = pilot.app.screen.query_one("#corpus-search-told", LiveLabel)
        assert len(message(pilot)) <= line.content_region.width
        shown_keys = {
            active.binding.id for active in pilot.app.screen.active_bindings.values() if active.binding.show
        }
        assert {"corpus_search.choose", "corpus_search.down", "corpus_search.up"} <= shown_keys


async def test_arrows_move_through_passages_while_typing(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "dich vu cog truc tuyen")
        results = pilot.app.screen.query_one(SearchResults)
        first = results.place
        await press(pilot, "down")
        assert results.place != first
        await press(pilot, "up")
        assert results.place == first
        assert pilot.app.screen.query_one(Input).has_focus


async def test_invalid_query_and_empty_result_have_messages(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "dich vu cong kind:monye so")
        assert message(pilot) == "still what answers: dich vu cong kind"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SearchScreen)
        line = pilot.app.screen.query_one(QueryLine)
        assert line.hint.splitlines() == [
            "There is no kind:monye; did you mean kind:money?",
            "  dich vu cong kind:monye so",
            "                    ^^^^^",
        ]
        assert line.query_one(Input).cursor_position == len("dich vu cong kind:monye")
        line.query_one(Input).value = "xyzxyz"
        await settle(pilot)
        assert message(pilot) == "Nothing answers this: xyzxyz"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SearchScreen)


async def test_line_completes_keys_and_values(village: Path, store: Path) -> None:
    async with running(make_app(village, store)) as pilot:
        await press(pilot, "t")
        await type_text(pilot, "nghèo")
        await press(pilot, "enter", "escape", "e")
        line = pilot.app.screen.query_one(QueryLine)
        await type_text(pilot, "ho ki")
        assert line.hint.split() == ["kind:"]
        await press(pilot, "tab")
        assert line.value == "ho kind:"
        await press(pilot, "down", "tab")
        assert line.value == "ho kind:count", (
            "while a filter has no value, the arrows go through what is offered"
        )
        assert result_lines(pilot)[0].startswith("b")
        await type_text(pilot, " tag:n")
        await press(pilot, "right")
        assert line.value == "ho kind:count tag:nghèo"


async def test_index_is_checked_again_only_after_a_write(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = []

    def count_lookup(opened: Store) -> bool:
        stores.append(opened)
        return is_complete(opened)

    monkeypatch.setattr("tui.screens.corpus_search.is_complete", count_lookup)
    async with running(make_app(seeds, store)) as pilot:
        await review_screen(pilot).check_store()  # the place is written now, not in between
        await press(pilot, "f7")
        await type_text(pilot, "quang nam")
        assert len(stores) == 1
        with Store.open(store) as opened:
            import_article(opened, Article("new.txt", "new.txt", "Quảng Nam mới"), [], "1")
        await type_text(pilot, " m")
        assert len(stores) == 2
        assert message(pilot).endswith("the index is still being built")


async def test_escape_keeps_the_query_for_the_next_time(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        claim_before = current_claim(pilot)
        await press(pilot, "f7")
        await type_text(pilot, "quang nam")
        await press(pilot, "escape")
        assert current_claim(pilot) == claim_before
        await press(pilot, "f7")
        assert pilot.app.screen.query_one(Input).value == "quang nam"
        assert message(pilot).endswith("articles")


async def test_markup_and_control_characters_are_shown_literally(seeds: Path, store: Path) -> None:
    with Store.open(store, create=True) as opened:
        text = "[/x] [@click=app.quit]dừng\x1b[2J[/] có 5 hộ"
        import_article(
            opened, Article("evil.txt", "evil.txt", text, title="[bold]\x1b]0;x"), extract_claims(text), "1"
        )
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "dung co 5 ho")
        assert result_lines(pilot)[:2] == ["[bold]␛]0;x", "  [/x] [@click=app.quit]dừng␛[2J[/] có 5 hộ"]
        await press(pilot, "enter")
        assert open_article(pilot).id != "evil.txt", "it is not in the corpus that is open"


async def test_screen_can_be_left_before_the_vocabulary_is_read(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vocabulary arrives between the unmounting of the query line and of the results."""
    started, unmounting, answered = threading.Event(), threading.Event(), threading.Event()
    vocabulary, close = ClaimTable.vocabulary, StoreThread.close

    def slow_vocabulary(table: ClaimTable) -> dict[Key, list[str]]:
        started.set()
        assert unmounting.wait(10)
        return vocabulary(table)

    def close_and_signal(thread: StoreThread) -> None:
        close(thread)
        answered.set()

    async def wait_for_answer(results: SearchResults) -> None:
        unmounting.set()
        await asyncio.to_thread(answered.wait, 10)
        for _ in range(100):
            await asyncio.sleep(0)

    monkeypatch.setattr(ClaimTable, "vocabulary", slow_vocabulary)
    monkeypatch.setattr(StoreThread, "close", close_and_signal)
    monkeypatch.setattr(SearchResults, "on_unmount", wait_for_answer, raising=False)
    async with running(make_app(seeds, store)) as pilot:
        pilot.app.post_message(key_event("e"))
        await asyncio.to_thread(started.wait, 10)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert pilot.app.is_running
