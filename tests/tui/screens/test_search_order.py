"""The corpus search of the app ends with the articles of ``soi search``, in the same order."""

from __future__ import annotations

from pathlib import Path

from annotations.claims.extractor import Extractor
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.search.article_search import search_articles
from tests.tui.driving import index_store, make_app, press, running, settle
from tui.screens.corpus_search import MAX_ARTICLES
from tui.widgets.lists.search_results import SearchResults
from tui.widgets.live_label import LiveLabel

ARTICLES = MAX_ARTICLES + 30


async def test_the_app_ends_with_the_answer_of_the_command(tmp_path: Path) -> None:
    corpus, path = tmp_path / "news", tmp_path / "soi.db"
    corpus.mkdir()
    for number in range(ARTICLES):
        line = f"Xã thứ {number} có hộ nghèo giảm.\n"
        (corpus / f"{number:03}.txt").write_text(line * (1 + number % 7), encoding="utf-8")
    with Store.open(path, create=True) as store:
        assert list(import_corpus(store, corpus, Extractor()))
        expected = [article.article for article in search_articles(store, "ho ngheo", limit=MAX_ARTICLES)]
    async with running(make_app(corpus, path)) as pilot:
        index_store(pilot)
        await press(pilot, "e", *"ho", "space", *"ngheo", "space")
        await settle(pilot)
        lines = pilot.app.screen.query_one(SearchResults).row_texts
        assert [line for line in lines if not line.startswith(" ")] == expected
        assert (
            f"the best {MAX_ARTICLES} of {ARTICLES} articles"
            in pilot.app.screen.query_one("#corpus-search-told", LiveLabel).text
        )
