"""The reader: highlights against the offsets in the store, scrolling, and long articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from annotations.claims import extract_claims
from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.model import Article, Claim, Mention, Role
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.outline_query import read_outline
from annotations.text import show
from tests.tui.driving import (
    claims,
    current_claim,
    make_app,
    open_article,
    press,
    running,
    settle,
    status_message,
)
from tui.widgets.article.article_lines import ArticleLines
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.article.highlights import Highlights
from tui.widgets.article.wrapping import Wrapping

WIDTHS = [20, 26, 38, 50, 64, 80, 121, 200]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def with_wide_characters(text: str) -> str:
    """Put characters of two cells, or joined of several code points, before every number."""
    prefixes = [
        "日本",
        "👨‍👩‍👧",
        "🇻🇳",
        "👍🏽 ",
        "ｆ",
        "e\u0323\u0302 ",
        "dichvucongtructuyenquocgiaxuyensuot" * 3,
    ]
    words = text.split(" ")
    return " ".join(
        f"{prefixes[i % len(prefixes)]}{word}" if any(map(str.isdigit, word)) else word
        for i, word in enumerate(words)
    )


def articles(corpus: Path) -> list[Article]:
    entries = list(read_corpus(corpus))
    assert entries
    assert not any(isinstance(entry, CorpusError) for entry in entries)
    return [entry for entry in entries if isinstance(entry, Article)]


def import_mentions(article: Article, store: Store) -> list[Claim]:
    import_article(store, article, extract_claims(article.text, published=article.published), "test")
    return read_mentions(store, article.id)


def cells(text: str) -> list[str]:
    """The characters that take cells, without combining marks."""
    return [char for char in text if cell_len(char)]


def styles_by_character(highlights: Highlights, wrapping: Wrapping) -> list[set[str]]:
    """The names of the styles of each character of the display text, from rendered lines."""
    reader = ArticleLines()
    reader._highlights, reader._wrapping = highlights, wrapping
    reader._style = lambda names: names  # type: ignore[assignment, method-assign, return-value]  # names for colours
    styles: list[set[str]] = [set() for _ in wrapping.text]
    for line in range(len(wrapping)):
        start, end = wrapping.line(line)
        strip = reader._text_line(line)
        assert strip.text == wrapping.text[start:end]
        assert cell_len(strip.text) <= wrapping.width
        offset = start
        for segment in strip:
            for _ in segment.text:
                styles[offset].update(segment.style or ())  # type: ignore[arg-type]
                offset += 1
        assert offset == end
    return styles


@pytest.mark.parametrize("shape", [str, nfd, with_wide_characters], ids=lambda shape: shape.__name__)
def test_highlights(corpus: Path, tmp_path: Path, shape: Callable[[str], str]) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        for article in articles(corpus):
            text = shape(article.text)
            mentions = import_mentions(
                Article(article.id, article.source, text, published=article.published), store
            )
            assert mentions
            display_text = show(text)
            outline = read_outline(store, article.id, "lan")
            highlights = Highlights(display_text, outline)
            highlighted_offsets = {
                offset
                for mention in (claim.mention for claim in mentions)
                for offset in range(mention.extent_start, mention.extent_end)
            }
            for width in WIDTHS:
                styles = styles_by_character(highlights, Wrapping(display_text.text, width))
                for claim in mentions:
                    check(styles, display_text.text, claim.mention, display_text.from_source)
                styled_offsets = {
                    display_text.to_source(offset) for offset, names in enumerate(styles) if names
                }
                assert styled_offsets <= highlighted_offsets, "only mentions are highlighted"


def check(styles: list[set[str]], text: str, mention: Mention, from_source: Callable[[int], int]) -> None:
    """Assert that every character of a mention but blanks has the style of its role and kind."""
    start, end = from_source(mention.start), from_source(mention.end)
    assert unicodedata.normalize("NFC", mention.text) == text[start:end]
    style = "unreviewed" if mention.role is Role.CLAIM else "other"
    for offset in range(start, end):
        assert style in styles[offset] or text[offset] in " \n", (mention, offset)
    if mention.role is Role.CLAIM and mention.kind:
        for offset in range(from_source(mention.extent_start), from_source(mention.extent_end)):
            assert mention.kind.value in styles[offset] or text[offset] in " \n"


async def test_the_screen_draws_the_current_claim_and_its_sentence(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        await press(pilot, *["right"] * 7)
        styles = styles_by_character(reader._highlights, reader._wrapping)
        mention = current_claim(pilot).mention
        start, end = open_article(pilot).sentence()
        assert start <= mention.start < end
        text = reader._wrapping.text
        assert {offset for offset, style_names in enumerate(styles) if "current" in style_names} >= {
            offset for offset in range(mention.start, mention.end) if text[offset] not in " \n"
        }
        sentence = [offset for offset, style_names in enumerate(styles) if "sentence" in style_names]
        assert (sentence[0], sentence[-1]) == (start, end - 1)


async def test_the_current_claim_is_always_in_sight(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        for size in ((80, 24), (40, 12), (140, 45)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            for _ in range(4):
                await press(pilot, *["right"] * 5)
                row = reader._wrapping.line_of(current_claim(pilot).mention.start) - reader.scroll_offset.y
                assert 0 <= row < reader.scrollable_content_region.height
            await press(pilot, "]")


async def test_steps_scroll_only_near_the_edge(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader, height = pilot.app.screen.query_one(ArticleReader), 0
        for key in ("right", "left"):
            scrolls = 0
            for _ in claims(pilot)[1:]:
                old_scroll = reader.scroll_offset.y
                await press(pilot, key)
                row = reader._wrapping.line_of(current_claim(pilot).mention.start) - reader.scroll_offset.y
                height = reader.scrollable_content_region.height
                if (scroll := reader.scroll_offset.y) != old_scroll:
                    scrolls += 1
                    at_an_end = scroll in (0, reader.max_scroll_y)
                    assert at_an_end or height // 3 <= row <= height - height // 3, "room for the next steps"
            assert 0 < scrolls < len(claims(pilot)) / 2


async def test_scrolling_by_keys(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        await press(pilot, "end")
        await pilot.wait_for_animation()
        assert reader.scroll_offset.y == reader.max_scroll_y > 0
        await press(pilot, "home")
        await pilot.wait_for_animation()
        assert reader.scroll_offset.y == 0
        await press(pilot, "down")
        await pilot.wait_for_animation()
        assert reader.scroll_offset.y == 1


@pytest.mark.parametrize("keys", [("h", "d"), ("ctrl+o", "ctrl+d")], ids=["letters", "ctrl"])
async def test_other_numbers_and_dates_can_be_switched_off(tmp_path: Path, keys: tuple[str, str]) -> None:
    (tmp_path / "a.txt").write_text(
        "Theo Nghị quyết số 15, ngày 3/5/2021 xã có 628 hộ.\n\nNgày 4/6/2021 có 372 hộ.", encoding="utf-8"
    )
    async with running(make_app(tmp_path, tmp_path / "soi.db")) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)

        def style_names() -> set[str]:
            return set().union(*styles_by_character(reader._highlights, reader._wrapping))

        mention_texts = [claim.mention.text for claim in claims(pilot)]
        assert {"other", "date", "count"} <= style_names()
        await press(pilot, ">", keys[0])
        assert "other" not in style_names()
        await press(pilot, keys[1])
        assert "date" not in style_names()
        assert "count" in style_names()
        await press(pilot, "<")
        visited = [current_claim(pilot).mention.text]
        for _ in mention_texts:
            await press(pilot, "right")
            visited += (
                [current_claim(pilot).mention.text]
                if current_claim(pilot).mention.text not in visited
                else []
            )
        assert visited == ["628", "372"], "dates are skipped"
        await press(pilot, "<", "v", "v", "enter")
        assert "but 2 dates" in status_message(pilot)
        await press(pilot, *keys)
        assert {"other", "date", "count"} <= style_names()
        await press(pilot, "enter")
        assert current_claim(pilot).mention.text not in visited


async def test_an_article_of_ten_megabytes_opens(seeds: Path, tmp_path: Path) -> None:
    text = (seeds / "quang-ninh.txt").read_text(encoding="utf-8").replace("\n", " ")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "big.txt").write_text((text + "\n") * 300, encoding="utf-8")
    async with running(make_app(corpus, tmp_path / "soi.db")) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        first = current_claim(pilot)
        await press(pilot, "v", "right")
        assert current_claim(pilot) != first
        assert len(reader._line_cache) < 500, "only lines of the viewport are rendered"
        await pilot.app.workers.wait_for_complete()
        assert reader._wrapping.is_complete
        assert reader.virtual_size.height == len(reader._wrapping) > 10_000


async def test_going_to_the_end_of_a_long_article_wraps_all_of_it(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Một xã có 12 thôn.\n" * 20_000, encoding="utf-8")
    async with running(make_app(corpus, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        reader._wrap(40)
        assert not reader._wrapping.is_complete
        await press(pilot, "end")
        await pilot.wait_for_animation()
        assert reader._wrapping.is_complete
        assert reader.scroll_offset.y == reader.max_scroll_y > 19_000
        reader._wrap(40)
        await press(pilot, "<", ">")
        line = reader._wrapping.line_of(current_claim(pilot).mention.start)
        assert 0 <= line - reader.scroll_offset.y < 24
