"""Search results: rows, cursor and clicks; how results are handed to the list."""

from __future__ import annotations

import time
from threading import Event, Thread

import pytest
from textual.app import App, ComposeResult

from annotations.search.passages import FoundArticle, Passage
from tui.screens.corpus_search import BATCH_SIZE, ArticleBatches
from tui.store.thread import GilPause
from tui.widgets.lists.search_results import ResultPlace, SearchResults

LONG = "Dịch vụ công trực tuyến của tỉnh đạt 62,8% vào cuối năm, hơn một năm trước."


def found_article(article: str, *texts: str, hits: int | None = None) -> FoundArticle:
    passages = tuple(Passage(0, 4, 100, text, 0, ((0, 4),)) for text in texts)
    return FoundArticle(
        article,
        f"Tin {article}",
        "Báo",
        None,
        100,
        passages=passages,
        hits=len(texts) if hits is None else hits,
    )


class ResultsApp(App[None]):
    CSS = "SearchResults { scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-x: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self.chosen_places: list[ResultPlace] = []

    def compose(self) -> ComposeResult:
        yield SearchResults()

    def on_search_results_place_chosen(self, message: SearchResults.PlaceChosen) -> None:
        self.chosen_places.append(message.place)

    @property
    def results(self) -> SearchResults:
        return self.query_one(SearchResults)

    def screen_lines(self) -> list[str]:
        return [self.results.render_line(y).text.rstrip() for y in range(self.results.size.height)]


async def test_articles_stand_above_their_passages() -> None:
    async with ResultsApp().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, ResultsApp)
        app.results.show([found_article("a", "Năm nay", hits=3), found_article("b")])
        assert app.screen_lines()[:5] == ["Tin a · Báo", "  Năm nay", "    and 2 more", "Tin b · Báo", ""]
        assert app.results.place == ResultPlace("a", ((0, 4),), None)


async def test_cursor_stops_at_places_and_wraps_around() -> None:
    async with ResultsApp().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, ResultsApp)
        app.results.move(1)
        assert app.results.place is None
        app.results.show([found_article("a", "Năm nay", "Năm kia", hits=9)])
        app.results.add([found_article("b")])
        stops: list[str] = []
        for _ in range(4):
            assert app.results.place
            stops.append(app.results.place.article)
            app.results.move(1)
        assert stops == ["a", "a", "b", "a"]
        app.results.move(-2)
        assert app.results.place
        assert app.results.place.article == "b"
        assert app.results.cursor_moved


async def test_long_passages_wrap_at_each_width() -> None:
    async with ResultsApp().run_test(size=(40, 8)) as pilot:
        app = pilot.app
        assert isinstance(app, ResultsApp)
        app.results.show([found_article(str(index), LONG) for index in range(20)])
        await pilot.pause()
        assert [line.lstrip() for line in app.screen_lines()[1:3]] == [
            "Dịch vụ công trực tuyến của tỉnh đạt",
            "62,8% vào cuối năm, hơn một năm",
        ]
        for _ in range(19):
            app.results.move(1)
        await pilot.pause()
        assert "trước." in app.screen_lines()[-1], "the cursor is in the viewport"
        await pilot.resize_terminal(100, 8)
        await pilot.pause()
        assert app.results.virtual_size.height == 40
        assert LONG in app.screen_lines()[-1]
        assert app.results.row_texts[1] == f"  {LONG}"


async def test_click_chooses_the_place_under_it() -> None:
    async with ResultsApp().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, ResultsApp)
        app.results.show([found_article("a", "Năm nay"), found_article("b", "Năm kia")])
        await pilot.pause()
        for y in (0, 3, 7):
            await pilot.click(SearchResults, offset=(4, y))
        assert [place.article for place in app.chosen_places] == ["b"]


def test_first_article_is_passed_on_at_once() -> None:
    batch_sizes: list[int] = []
    batches = ArticleBatches(lambda articles: batch_sizes.append(len(articles)))
    for index in range(2 * BATCH_SIZE + 3):
        batches.add(found_article(str(index)))
    batches.post()
    batches.post()
    assert batch_sizes == [1, BATCH_SIZE, BATCH_SIZE, 2]


def test_what_is_held_is_handed_on_while_nothing_else_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    batch_sizes: list[int] = []
    batches = ArticleBatches(lambda articles: batch_sizes.append(len(articles)))
    for index in range(3):
        batches.add(found_article(str(index)))
    assert batch_sizes == [1]
    monkeypatch.setattr("tui.screens.corpus_search.BATCH_SECONDS", 0)
    batches.post_if_due()
    assert batch_sizes == [1, 2]


def test_a_thread_that_breathes_lets_others_run() -> None:
    stop = Event()

    def work() -> None:
        gil_pause = GilPause()
        while not stop.is_set():
            gil_pause.pause()

    thread = Thread(target=work)
    thread.start()
    longest_wait = 0.0
    for _ in range(20):
        start = time.perf_counter()
        time.sleep(0.001)
        longest_wait = max(longest_wait, time.perf_counter() - start)
    stop.set()
    thread.join()
    assert longest_wait < 1  # hundredths of a second in truth
