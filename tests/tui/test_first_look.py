"""The first screen: all of it at once, where the annotator left, and before the corpus is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.model import Verdict
from annotations.store import Store
from tests.tui.driving import current_claim, make_app, open_article, press, review_screen, running
from tui.review.first_paint import read_first_paint
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel


async def test_what_was_left_is_there_without_the_corpus_being_read(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "soi.db"
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "]", "v", "right", "left", "t", *"new", "enter", "escape", "]", "[")
        total = review_screen(pilot).session.progress.total
        left, message = current_claim(pilot).id, pilot.app.screen.query_one(ClaimPanel).text
    monkeypatch.setattr("annotations.store.articles.corpus_import.import_corpus", lambda *_: iter(()))
    async with running(make_app(seeds, store)) as pilot:
        assert current_claim(pilot).id == left
        assert pilot.app.screen.query_one(ClaimPanel).text == message
        assert "#new" in message
        assert pilot.app.screen.query_one(ArticleReader).display
        assert (
            review_screen(pilot).session.progress.reviewed,
            review_screen(pilot).session.progress.total,
        ) == (1, total)
        assert len(pilot.app.screen.query_one(ArticleList)) == 5


async def test_worker_processes_read_for_the_app(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.articles.extraction_queue.FIRST_CHARACTERS", 100)
    monkeypatch.setattr("annotations.store.articles.extraction_queue.available_processors", lambda: 2)
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        assert len(pilot.app.screen.query_one(ArticleList)) == 5
        assert not review_screen(pilot).corpus.problems


async def test_foreign_writes_lose_and_double_nothing(seeds: Path, tmp_path: Path) -> None:
    store = tmp_path / "soi.db"
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "v", "left")
        first = current_claim(pilot).id
    async with running(make_app(seeds, store)) as pilot:
        with Store.open(store) as opened:
            opened.set_verdict(first, "minh", Verdict.REFUTED)
        await review_screen(pilot).check_store()
        assert [review.annotator for review in open_article(pilot).other_reviews] == ["minh"]


async def test_the_list_follows_the_corpus_where_files_came_and_went(tmp_path: Path) -> None:
    corpus, store = tmp_path / "corpus", tmp_path / "soi.db"
    corpus.mkdir()
    for name in "bdf":
        (corpus / f"{name}.txt").write_text(f"Tin {name}\n\nXã có 12 thôn.", encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "]")
        assert open_article(pilot).id == "d.txt"
    (corpus / "b.txt").unlink()
    (corpus / "a.txt").write_text("Tin a\n\nXã có 9 thôn.", encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        assert open_article(pilot).id == "d.txt"
        assert list(review_screen(pilot).session.progress.articles) == ["a.txt", "d.txt", "f.txt"]
        listed = pilot.app.screen.query_one(ArticleList)
        assert [row.article for row in listed._rows] == ["a.txt", "d.txt", "f.txt"]
        assert review_screen(pilot).session.progress.total == 3
        await press(pilot, "[")
        assert open_article(pilot).id == "a.txt"
        await press(pilot, "a", "down", "down", "enter")
        assert open_article(pilot).id == "f.txt"
    (corpus / "f.txt").unlink()
    async with running(make_app(corpus, store)) as pilot:
        assert open_article(pilot).id == "a.txt", "what is gone is not read on"
        assert len(pilot.app.screen.query_one(ArticleList)) == 2


def test_a_store_that_knows_nothing_gives_nothing_to_open(tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        first_paint = read_first_paint(store, "lan", "/corpus")
    assert (first_paint.contents, first_paint.claim, first_paint.progress) == (None, None, ())
    assert first_paint.token == (0, 0, 0)


async def test_a_first_look_that_fails_leaves_the_rest_to_do_its_work(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("The disk failed.")

    monkeypatch.setattr("tui.review.screen.read_first_paint", fails)
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        assert current_claim(pilot)
