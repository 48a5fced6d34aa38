"""The reader's highlights against the store's offsets, cell by cell."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from rich.cells import cell_len

from annotations.model import Role
from tests.tui.driving import current, make_app, press, reading, running, settle
from tui.widgets.article_reader import ArticleReader


def highlighted(reader: ArticleReader, style: str) -> str:
    """The characters drawn in a style, over all lines, without what lies between."""
    found: list[str] = []
    for line in range(len(reader._wrapping)):
        start, end = reader._wrapping.line(line)
        assert reader._draw(line).text == reader._wrapping.text[start:end]
        found += [
            reader._wrapping.text[max(start, interval.start) : min(end, interval.end)]
            for interval in reader._intervals(start, end)
            if interval.style == style
        ]
    return "".join(found).replace(" ", "")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("width", [20, 41, 80, 121, 200])
async def test_what_is_highlighted_is_what_is_stored(
    seeds: Path, tmp_path: Path, width: int, form: Literal["NFC", "NFD"]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = unicodedata.normalize(form, (seeds / "quang-ninh.txt").read_text(encoding="utf-8"))
    (corpus / "a.txt").write_text(f"日本 👨‍👩‍👧 {text}", encoding="utf-8")
    async with running(make_app(corpus, tmp_path / "soi.db"), size=(max(40, width), 40)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        reader._wrap(width)
        opened = reading(pilot).opened
        for role, style in ((Role.CLAIM, "unreviewed"), (Role.REFERENCE, "other")):
            spans = [c.mention.text for c in opened.mentions if c.mention.role == role]
            wanted = "".join(unicodedata.normalize("NFC", span) for span in spans)
            assert highlighted(reader, style) == wanted.replace(" ", "")
        for line in range(len(reader._wrapping)):
            start, end = reader._wrapping.line(line)
            assert cell_len(reader._wrapping.text[start:end]) <= width


async def test_the_current_claim_is_always_in_sight(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        for size in ((80, 24), (40, 12), (140, 45)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            for _ in range(4):
                await press(pilot, *["right"] * 5)
                row = reader._wrapping.line_of(current(pilot).mention.start) - reader.scroll_offset.y
                assert 0 <= row < reader.scrollable_content_region.height
            await press(pilot, "]")


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


async def test_an_article_of_ten_megabytes_opens(seeds: Path, tmp_path: Path) -> None:
    text = (seeds / "quang-ninh.txt").read_text(encoding="utf-8").replace("\n", " ")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "big.txt").write_text((text + "\n") * 300, encoding="utf-8")
    async with running(make_app(corpus, tmp_path / "soi.db")) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        before = current(pilot)
        await press(pilot, "v", "right")
        assert current(pilot) != before
        assert len(reader._wrapping) > 10_000
        assert len(reader._lines) < 500, "only what was in sight is drawn"
