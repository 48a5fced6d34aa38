"""A corpus of thousands of articles: listed, left, opened again and decided on without waiting."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import current_claim, make_app, open_article, press, review_screen, running
from tui.widgets.lists.article_list import ArticleList

ARTICLES = 3000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(ARTICLES):
        text = f"Tin số hóa thứ {number}\n\nXã có {number + 1000} hộ dân, đạt 62,8% kế hoạch.\n"
        (corpus / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return corpus


async def test_thousands_of_articles(large: Path, tmp_path: Path) -> None:
    store = tmp_path / "soi.db"
    async with running(make_app(large, store)) as pilot:
        article_list = pilot.app.screen.query_one(ArticleList)
        assert len(article_list) == ARTICLES
        await press(pilot, "a", "end", "enter")
        assert open_article(pilot).id == f"{ARTICLES - 1:05}.txt"
        assert article_list.scroll_offset.y == article_list.max_scroll_y > 0, "the open article is in sight"
        former_claim = current_claim(pilot)
        start = time.perf_counter()
        await press(pilot, "v")
        assert time.perf_counter() - start < 5, "a decision must not read the whole corpus"
        assert review_screen(pilot).session.progress.reviewed == 1
        with Store.open(store) as opened:
            assert [review.verdict for review in read_reviews(opened, f"{ARTICLES - 1:05}.txt")] == [
                Verdict.VERIFIED
            ]
        assert current_claim(pilot) != former_claim
    async with running(make_app(large, store)) as pilot:
        assert len(pilot.app.screen.query_one(ArticleList)) == ARTICLES
        assert open_article(pilot).id == f"{ARTICLES - 1:05}.txt"


async def test_two_corpora_with_the_same_file_names(tmp_path: Path) -> None:
    store = tmp_path / "soi.db"
    for name, text in (("A", "Huyện có 12 xã."), ("B", "Tỉnh chi 34 tỷ đồng.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(text, encoding="utf-8")
        (tmp_path / name / f"{name}.txt").write_text(f"Có 5 hộ ở {name}.", encoding="utf-8")
    async with running(make_app(tmp_path / "A", store)) as pilot:
        assert current_claim(pilot).mention.text == "12"
        await press(pilot, "v")
    app = make_app(tmp_path / "B", store)
    async with running(app) as pilot:
        assert list(review_screen(pilot).session.progress.articles) == ["B.txt"], (
            "A's article is not shown as B's"
        )
        assert any("another article of that name" in problem for problem in app.problems)
