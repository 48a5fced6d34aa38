from __future__ import annotations

import time
from threading import Event, Thread

import pytest
from textual.app import App, ComposeResult

from annotations.search.passages import FoundArticle, Passage
from tui.screens.search import HANDFUL, Handfuls
from tui.store.thread import GilPause
from tui.widgets.lists.search_results import ResultPlace, SearchResults

LONG = "Dịch vụ công trực tuyến của tỉnh đạt 62,8% vào cuối năm, hơn một năm trước."


def found(name: str, *texts: str, hits: int | None = None) -> FoundArticle:
    passages = tuple(Passage(0, 4, 100, text, 0, ((0, 4),)) for text in texts)
    return FoundArticle(
        name, f"Tin {name}", "Báo", None, 100, passages=passages, hits=len(texts) if hits is None else hits
    )


class Shown(App[None]):
    CSS = "SearchResults { scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-x: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[ResultPlace] = []

    def compose(self) -> ComposeResult:
        yield SearchResults()

    def on_search_results_place_chosen(self, message: SearchResults.PlaceChosen) -> None:
        self.chosen.append(message.place)

    @property
    def results(self) -> SearchResults:
        return self.query_one(SearchResults)

    def drawn(self) -> list[str]:
        return [self.results.render_line(y).text.rstrip() for y in range(self.results.size.height)]


async def test_draws_each_article_above_its_passages_and_says_how_many_more() -> None:
    async with Shown().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, Shown)
        app.results.show([found("a", "Năm nay", hits=3), found("b")])
        assert app.drawn()[:5] == ["Tin a · Báo", "  Năm nay", "    and 2 more", "Tin b · Báo", ""]
        assert app.results.place == ResultPlace("a", ((0, 4),), None)


async def test_the_cursor_stops_at_places_alone_and_goes_round() -> None:
    async with Shown().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, Shown)
        app.results.move(1)
        assert app.results.place is None
        app.results.show([found("a", "Năm nay", "Năm kia", hits=9)])
        app.results.add([found("b")])
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


async def test_long_passages_break_and_break_anew_in_another_width() -> None:
    async with Shown().run_test(size=(40, 8)) as pilot:
        app = pilot.app
        assert isinstance(app, Shown)
        app.results.show([found(str(number), LONG) for number in range(20)])
        await pilot.pause()
        assert [line.lstrip() for line in app.drawn()[1:3]] == [
            "Dịch vụ công trực tuyến của tỉnh đạt",
            "62,8% vào cuối năm, hơn một năm",
        ]
        for _ in range(19):
            app.results.move(1)
        await pilot.pause()
        assert "trước." in app.drawn()[-1], "the cursor is in sight"
        await pilot.resize_terminal(100, 8)
        await pilot.pause()
        assert app.results.virtual_size.height == 40
        assert LONG in app.drawn()[-1]
        assert app.results.lines[1] == f"  {LONG}"


async def test_a_click_goes_to_the_place_below_it_and_nowhere_else() -> None:
    async with Shown().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, Shown)
        app.results.show([found("a", "Năm nay"), found("b", "Năm kia")])
        await pilot.pause()
        for y in (0, 3, 7):
            await pilot.click(SearchResults, offset=(4, y))
        assert [place.article for place in app.chosen] == ["b"]


def test_the_first_article_is_handed_on_at_once_and_the_others_together() -> None:
    told: list[int] = []
    handfuls = Handfuls(lambda articles: told.append(len(articles)))
    for number in range(2 * HANDFUL + 3):
        handfuls.add(found(str(number)))
    handfuls.end()
    handfuls.end()
    assert told == [1, HANDFUL, HANDFUL, 2]


def test_what_is_held_is_handed_on_while_nothing_else_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    handfuls = Handfuls(lambda articles: told.append(len(articles)))
    for number in range(3):
        handfuls.add(found(str(number)))
    assert told == [1]
    monkeypatch.setattr("tui.screens.search.HANDFUL_SECONDS", 0)
    handfuls.tell()
    assert told == [1, 2]


def test_a_thread_that_breathes_lets_another_one_work() -> None:
    done = Event()

    def works() -> None:
        gil_pause = GilPause()
        while not done.is_set():
            gil_pause.pause()

    working = Thread(target=works)
    working.start()
    waited = 0.0
    for _ in range(20):
        begun = time.perf_counter()
        time.sleep(0.001)
        waited = max(waited, time.perf_counter() - begun)
    done.set()
    working.join()
    assert waited < 1  # hundredths of a second in truth
