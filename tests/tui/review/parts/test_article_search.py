"""Search in the open article without a screen: where a match leads."""

from __future__ import annotations

from types import SimpleNamespace

from annotations.search.matches import Match
from tests.tui.review.parts.review_parts import ReviewParts
from tui.review.navigation.back_and_forward import go_back_or_forward
from tui.widgets.article.article_search import ArticleSearch
from tui.widgets.lists.search_results import ResultPlace


class FakeSearch:
    """A search line that holds one match."""

    def __init__(self, match: Match | None) -> None:
        self.match = match
        self.position = "1/1"
        self.best_first = False
        self.origins: list[int] = []
        self.steps: list[int] = []
        self.result: Match | None = None

    async def open(self, origin: int) -> None:
        self.origins.append(origin)

    def step(self, step: int) -> None:
        self.steps.append(step)

    def toggle_order(self) -> None:
        self.best_first = not self.best_first

    def show_match(self, match: Match) -> None:
        self.result = match


def match_of(parts: ReviewParts, text: str) -> Match:
    start = parts.article.article.text.index(text)
    return Match(start, start + len(text), 100, ((start, start + len(text)),))


def use_search(parts: ReviewParts, match: Match | None) -> FakeSearch:
    search = FakeSearch(match)
    parts.view.search = search
    return search


async def test_search_begins_at_the_cursor_cancel_scrolls_back(parts: ReviewParts) -> None:
    await parts.open("a.txt", "372")
    search = use_search(parts, None)
    parts.view.reader.scroll_offset = SimpleNamespace(y=7)
    await parts.search.open()
    assert search.origins == [parts.article.cursor]
    parts.view.reader.scroll_offset.y = 30
    parts.search.cancel()
    assert parts.view.reader.scroll_offset.y == 7
    assert ("focus",) in parts.view.reader.calls


async def test_accepting_goes_to_the_claim_at_or_behind_the_match(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.search.accept(match_of(parts, "62,8"))
    assert parts.quote == "62,8%"
    await parts.search.accept(match_of(parts, "Không"))
    assert parts.quote == "62,8%"
    await parts.search.accept(match_of(parts, "24."))
    assert parts.quote == "2/9/2024"
    await go_back_or_forward(parts.navigator, -1)
    await go_back_or_forward(parts.navigator, -1)
    assert parts.quote == "628", "each accepted match is a jump"


async def test_accepting_without_a_match_stays(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.search.accept(None)
    assert parts.quote == "628"
    assert parts.view.reader.calls == [("focus",)]


async def test_a_step_leaves_no_claim_current_out_of_sight(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    search = use_search(parts, match_of(parts, "Không"))
    await parts.search.step(1)
    assert (search.steps, parts.quote, parts.view.message) == ([1], None, "match 1/1")
    search.match = match_of(parts, "8%")
    await parts.search.step(-1)
    assert parts.quote == "62,8%"
    search.match = None
    await parts.search.step(1)
    assert parts.view.message == "Nothing is found here: <review.search> searches."


async def test_the_order_of_steps(parts: ReviewParts) -> None:
    use_search(parts, None)
    await parts.search.toggle_order()
    await parts.search.toggle_order()
    assert parts.view.messages == ["Matches come best first.", "Matches come down the text."]


def test_each_part_of_a_match_is_highlighted(parts: ReviewParts) -> None:
    matches = [Match(0, 9, 90, ((0, 2), (5, 9))), Match(12, 14, 90, ((12, 14),))]
    parts.search.show_matches(ArticleSearch.MatchesChanged(matches, 1))
    parts.search.show_matches(ArticleSearch.MatchesChanged([], None))
    assert parts.view.reader.calls == [
        ("show_matches", [(0, 2), (5, 9), (12, 14)], 2),
        ("show_matches", [], None),
    ]


async def test_a_result_of_the_corpus_search(parts: ReviewParts) -> None:
    await parts.open("b.txt", "97")
    search = use_search(parts, None)
    start = len("Xã có 628 hộ và ")
    await parts.search.open_result(ResultPlace("a.txt", ((start, start + 3),), None))
    assert parts.place == ("a.txt", "372")
    assert search.result == Match(start, start + 3, 100, ((start, start + 3),))
    await go_back_or_forward(parts.navigator, -1)
    assert parts.place == ("b.txt", "97")
