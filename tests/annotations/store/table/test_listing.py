"""Lists of claims read part by part in a thread of their own."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.search.query import parse
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.search.index import build_index, is_complete
from annotations.store.table import row_numbers
from annotations.store.table.claim_order import Column, Order
from annotations.store.table.listing import Listing, ListingPart, read_listing
from tests.annotations.store.fixtures import article, filled, mentions


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a store with four claims."""
    path = tmp_path / "soi.db"
    filled(path).close()
    return path


async def parts_of(path: Path, listing: Listing) -> list[ListingPart]:
    return [part async for part in read_listing(path, listing, "lan")]


async def test_the_first_part_has_rows(path: Path) -> None:
    (part,) = await parts_of(path, Listing())
    assert (part.is_first, part.is_last) == (True, True)
    assert [row.claim.mention.text for row in part.rows] == ["628", "62,8%", "97", "48,5%"]
    assert list(part.numbers) == [row.number for row in part.rows]


async def test_further_parts_have_numbers_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_numbers, "FIRST", 1)
    monkeypatch.setattr(row_numbers, "CHUNK", 2)
    parts = await parts_of(path, Listing(order=Order(Column.VALUE)))
    assert [(len(part.numbers), len(part.rows)) for part in parts] == [(1, 1), (2, 0), (1, 0)]
    assert [part.is_first for part in parts] == [True, False, False]
    assert [part.is_last for part in parts] == [False, False, True]
    assert len({part.state for part in parts}) == len({part.edition for part in parts}) == 1


async def test_an_empty_list_has_a_first_and_last_part(path: Path) -> None:
    for listing in (Listing(parse("kind:money")), Listing(articles=())):
        (part,) = await parts_of(path, listing)
        assert (list(part.numbers), part.is_first, part.is_last) == ([], True, True)


async def test_a_query_with_words_builds_the_index(path: Path) -> None:
    progress, part = await parts_of(path, Listing(parse("huyện ")))
    assert progress.indexing == (1, 1)
    assert not progress.is_first
    assert len(part.numbers) == 4
    with Store.open(path) as store:
        assert is_complete(store)
    (part,) = await parts_of(path, Listing(parse("huyện ")))
    assert part.indexing is None


async def test_closing_the_generator_cancels_the_rest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.search.index.BATCH", 1)
    with Store.open(path) as store:
        for number in range(20):
            import_article(store, article(f"{number}.txt"), mentions(), "1")
    async with aclosing(read_listing(path, Listing(parse("huyện ")), "lan")) as parts:
        assert (await anext(parts)).indexing == (1, 21)
    with Store.open(path) as store:
        assert not is_complete(store)
        assert list(build_index(store)), "the index can be completed later"


async def test_a_store_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, but long enough for the header of one" * 50)
    with pytest.raises(StoreError):
        await parts_of(tmp_path / "text.db", Listing())
