from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from annotations.claims import extract_claims
from annotations.model import Article
from annotations.store import Store
from tests.tui.driving import current, make_app, press, reading, running, settle, type_text
from tui.screens.search import SearchScreen
from tui.widgets.article_reader import ArticleReader
from tui.widgets.search_results import SearchResults

QUANG_NGAI = "quang-ngai.txt"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def shown(pilot: Pilot[None]) -> list[str]:
    results = pilot.app.screen.query_one(SearchResults)
    return [str(results.get_option_at_index(at).prompt) for at in range(results.option_count)]


def told(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#corpus-search-count", Static).content)


@pytest.mark.parametrize("key", ["e", "f7"])
async def test_finds_in_all_articles_and_goes_there(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        assert reading(pilot).id != QUANG_NGAI
        await press(pilot, key)
        assert isinstance(pilot.app.screen, SearchScreen)
        await type_text(pilot, "nhom kha cua bang")
        assert told(pilot).endswith("articles")
        assert "nhóm khá của bảng" in shown(pilot)[1], "the best comes first"
        await press(pilot, "enter")
        assert reading(pilot).id == QUANG_NGAI
        text = reading(pilot).opened.article.text
        assert text[reading(pilot).cursor :].startswith("nhóm khá của bảng") or current(pilot)
        reader = pilot.app.screen.query_one(ArticleReader)
        assert [
            reading(pilot).opened.article.text[start:end] for start, end in reader._highlights.matches
        ] == ["nhóm khá của bảng"]


async def test_filters_find_claims_and_enter_makes_them_current(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "kind:money value:>1tỷ")
        assert told(pilot) == "1 article"
        await press(pilot, "enter")
        assert (reading(pilot).id, current(pilot).mention.text) == (QUANG_NGAI, "101 tỷ")


async def test_the_arrows_walk_the_passages_while_one_types(seeds: Path, store: Path) -> None:
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


async def test_what_cannot_be_is_said_and_what_is_not_there_too(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "kind:monye")
        assert told(pilot) == "There is no kind:monye; did you mean kind:money?"
        assert shown(pilot) == []
        pilot.app.screen.query_one(Input).value = "xyzxyz"
        await settle(pilot)
        assert told(pilot) == "0 articles"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SearchScreen)


async def test_escape_leads_back_and_the_query_is_there_the_next_time(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        before = current(pilot)
        await press(pilot, "f7")
        await type_text(pilot, "quang nam")
        await press(pilot, "escape")
        assert current(pilot) == before
        await press(pilot, "f7")
        assert pilot.app.screen.query_one(Input).value == "quang nam"
        assert told(pilot).endswith("articles")


async def test_hostile_text_is_shown_as_it_is(seeds: Path, store: Path) -> None:
    with Store.open(store, create=True) as opened:
        text = "[/x] [@click=app.quit]dừng\x1b[2J[/] có 5 hộ"
        opened.import_article(
            Article("evil.txt", "evil.txt", text, title="[bold]\x1b]0;x"), extract_claims(text), "1"
        )
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "f7")
        await type_text(pilot, "dung co 5 ho")
        assert shown(pilot)[:2] == ["[bold]␛]0;x", "  [/x] [@click=app.quit]dừng␛[2J[/] có 5 hộ"]
        await press(pilot, "enter")
        assert reading(pilot).id != "evil.txt", "it is not in the corpus that is open"
