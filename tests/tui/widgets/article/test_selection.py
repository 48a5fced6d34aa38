"""Selecting text in the reader, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import split_graphemes
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from annotations.claims import extract_claims
from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.outline import Outline
from annotations.store.queries.outline_query import read_outline
from annotations.text import show
from tests.tui.driving import make_app, open_article, press, review_screen, running
from tui.widgets.article.article_lines import MARK_WIDTH
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.article.selection import Caret, Selection
from tui.widgets.article.wrapping import Wrapping

TEXT = "Xã có 1.234 hộ, đạt 62,8%.\nMột 👨‍👩‍👧 nhà e\u0323\u0302 日本 xong"


class ReaderApp(App[None]):
    """An app with a reader only; ``posted`` holds the selected texts, None for a cancelled selection."""

    def __init__(self, text: str, outline: Outline) -> None:
        super().__init__()
        self.text, self.outline = text, outline
        self.posted: list[str | None] = []

    def compose(self) -> ComposeResult:
        yield ArticleReader()

    def on_mount(self) -> None:
        reader = self.query_one(ArticleReader)
        reader.show_article(show(self.text), self.outline)
        reader.focus()

    @on(ArticleReader.SpanSelected)
    def selected(self, message: ArticleReader.SpanSelected) -> None:
        self.posted.append(self.text[message.start : message.end])

    @on(ArticleReader.SelectionCancelled)
    def cancelled(self) -> None:
        self.posted.append(None)


@pytest.fixture
def app(tmp_path: Path) -> ReaderApp:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        import_article(store, Article("a", "a", TEXT), extract_claims(TEXT), "1")
        return ReaderApp(TEXT, read_outline(store, "a", "lan"))


async def press_keys(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def start_selection(pilot: Pilot[None], mention: int | None = None) -> ArticleReader:
    reader = pilot.app.query_one(ArticleReader)
    if mention is not None:
        reader.show_current(mention, (0, 10))
    reader.action_select()
    return reader


async def test_selection_starts_at_the_current_claim_and_stretches(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 10)) as pilot:
        reader = start_selection(pilot, 0)
        assert reader.selected == (6, 11)
        await press_keys(pilot, "right", "w", "enter")
        assert app.posted == ["1.234 hộ"]
        assert reader.selected is None


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (("shift+right", "shift+right"), "Xã"),
        (("w", "shift+end"), "có 1.234 hộ, đạt 62,8%."),
        (("w", "w", "W"), "1.234"),
        (("ctrl+right", "ctrl+right", "ctrl+shift+right"), "1.234"),
        (("w", "w", "right", "space", "w", "w", "left"), "1.234 h"),
        (("end", "B", "B"), "62,8%."),
        (("end", "shift+home"), "Xã có 1.234 hộ, đạt 62,8%."),
        (("down", "w", "right", "shift+right"), "👨‍👩‍👧"),
        (("w", "w", "w", "b", "space", "w", "tab", "b"), "có 1.234"),
        (("shift+down", "shift+up", "shift+right"), "X"),
    ],
    ids=[
        "characters",
        "words",
        "number",
        "ctrl-word",
        "extend",
        "words-back",
        "home",
        "emoji",
        "other-end",
        "lines",
    ],
)
async def test_selection_moves_by_grapheme_word_and_line(
    app: ReaderApp, keys: tuple[str, ...], selected: str
) -> None:
    async with app.run_test(size=(60, 10)) as pilot:
        start_selection(pilot)
        await press_keys(pilot, *keys, "enter")
        assert app.posted == [selected]


async def test_nothing_selected_is_not_posted_and_esc_gives_up(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 10)) as pilot:
        reader = start_selection(pilot)
        await press_keys(pilot, "enter", "right", "enter")
        assert app.posted == []
        assert reader.selected is not None
        await press_keys(pilot, "escape", "escape")
        assert app.posted == [None]
        assert reader._highlights.selection is None


async def test_offsets_are_those_of_the_stored_text_in_its_own_form(tmp_path: Path) -> None:
    text = "Ho\u0300a co\u0301 12 xa\u0303"
    with Store.open(tmp_path / "soi.db", create=True) as store:
        import_article(store, Article("a", "a", text), extract_claims(text), "1")
        app = ReaderApp(text, read_outline(store, "a", "lan"))
    async with app.run_test(size=(60, 10)) as pilot:
        start_selection(pilot)
        await press_keys(pilot, "W", "enter")
        start_selection(pilot)
        await press_keys(pilot, "right", "shift+right", "enter")
        assert app.posted == ["Ho\u0300a", "o\u0300"]


async def test_a_drag_selects_and_a_click_does_not(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 10)) as pilot:
        reader = app.query_one(ArticleReader)
        await pilot.mouse_down(reader, offset=(MARK_WIDTH + 6, 0))
        await pilot.hover(reader, offset=(MARK_WIDTH + 9, 0))
        assert reader.selected == (6, 9)
        await pilot.hover(reader, offset=(MARK_WIDTH + 11, 0))
        await pilot.mouse_up(reader, offset=(MARK_WIDTH + 11, 0))
        await pilot.pause()
        assert app.posted == [], "what the selection is for is asked only now"
        assert reader.selected == (6, 11)
        await press_keys(pilot, "enter")
        assert app.posted == ["1.234"]
        await pilot.click(reader, offset=(MARK_WIDTH + 2, 0))
        assert app.posted == ["1.234"]
        assert reader.selected is None
        await pilot.double_click(reader, offset=(MARK_WIDTH + 7, 0))
        await pilot.pause()
        assert app.posted == ["1.234", "1.234"], "a double click asks for the word"


async def test_a_selection_is_copied(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 10)) as pilot:
        start_selection(pilot)
        await press_keys(pilot, "shift+right", "shift+right", "y")
        assert app.posted == [None]
        assert app.clipboard == TEXT[: len(app.clipboard)] != ""


async def test_no_key_decides_while_selecting(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    async with running(make_app(tmp_path, tmp_path / "soi.db")) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        for key in ("s", "|"):
            await press(pilot, key, "v", "1", "r", "x", "4", "j", "]", "g", "n", "t", "slash")
            assert reader.selected is not None
            assert pilot.app.screen is review_screen(pilot)
            assert review_screen(pilot).session.progress.reviewed == 0
            await press(pilot, "escape")
            assert reader.selected is None
        old_index = open_article(pilot).index
        await press(pilot, "right")
        assert open_article(pilot).index != old_index, "afterwards the keys are the screen's again"


@example("1\u200d ", 2, [("edge", 1)])
@given(
    st.text(st.sampled_from("ab 1.,%\nđ日😀👍🏽\u0301\u200d"), min_size=1, max_size=60),
    st.integers(2, 12),
    st.lists(st.tuples(st.sampled_from(["character", "word", "line", "edge"]), st.sampled_from([1, -1]))),
)
def test_a_caret_never_stands_in_a_grapheme(text: str, width: int, steps: list[tuple[str, int]]) -> None:
    display_text = show(text).text
    wrapping = Wrapping(display_text, width)
    caret, selection = Caret(wrapping), Selection(0, 0)
    moves = {
        "character": caret.move_by_character,
        "word": caret.move_by_word,
        "line": caret.move_by_line,
        "edge": caret.move_to_edge,
    }
    for unit, step in steps:
        selection = selection.with_head(moves[unit](selection.head, step), extend=step > 0)
        start, end = selection.span
        assert 0 <= start <= end <= len(display_text)
        assert selection.head in grapheme_boundaries(wrapping)


def grapheme_boundaries(wrapping: Wrapping) -> set[int]:
    """All boundaries between graphemes; a newline is a grapheme of its own."""
    boundaries, offset = {len(wrapping.text)}, 0
    for paragraph in wrapping.text.split("\n"):
        boundaries |= {offset + start for start, _, _ in split_graphemes(paragraph)[0]}
        boundaries.add(offset + len(paragraph))
        offset += len(paragraph) + 1
    return boundaries
