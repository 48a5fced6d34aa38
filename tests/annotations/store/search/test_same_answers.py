"""One store and one query have one answer: all articles that match, in one order, whatever the clock says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from annotations.model import Article
from annotations.search import parse
from annotations.search.passages import best_first
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.search import CorpusSearch, build_index
from annotations.store.search.article_search import search_articles

ARTICLES = 350  # more than are looked at in any slice of time
RUNS = 10
QUERIES = ["ho ngheo", "dich vu cog", '"hộ nghèo"', "giam ho", "thu 7", "article:1"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Articles of which every one has the common words, seldom side by side."""
    path: Path = tmp_path_factory.mktemp("same") / "soi.db"
    with Store.open(path, create=True) as opened:
        for number in range(ARTICLES):
            words = "hộ nghèo" if number % 3 else "nghèo, trong đó có hộ"
            text = f"Xã thứ {number} có {words} giảm.\n" * (1 + number % 5) + "Dịch vụ công ở xã."
            import_article(opened, Article(f"{number}.txt", f"/c/{number}.txt", text), [], "1")
        list(build_index(opened))
        yield opened


def answer(store: Store, query: str) -> list[tuple[str, float, int]]:
    articles = best_first(CorpusSearch(store).search(parse(query, complete=True)))
    return [(article.article, article.score, article.hits) for article in articles]


@pytest.mark.parametrize("query", QUERIES, ids=[f"query{n}" for n in range(len(QUERIES))])
def test_ten_runs_give_the_same(query: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answer(store, query)
    for run in range(1, RUNS):
        # A clock that runs slower or faster, as on a busy machine or a quick one.
        ticks = count()
        clock = lambda ticks=ticks, run=run: next(ticks) * 0.0005 * run**2  # noqa: E731
        monkeypatch.setattr("annotations.store.search.word_search.monotonic", clock)
        assert answer(store, query) == first


def test_every_article_that_has_the_words_is_an_answer(store: Store) -> None:
    assert len(answer(store, '"hộ nghèo"')) == sum(number % 3 > 0 for number in range(ARTICLES))
    assert len(answer(store, "xa giam")) == len(answer(store, "dich vu cog")) == ARTICLES
    assert len(search_articles(store, "xa giam", limit=ARTICLES + 1)) == ARTICLES


def test_the_best_are_the_beginning_of_all(store: Store) -> None:
    everything = [article.article for article in search_articles(store, "ho ngheo", limit=ARTICLES)]
    for limit in (1, 20, 100):
        assert [article.article for article in search_articles(store, "ho ngheo", limit=limit)] == everything[
            :limit
        ]


def test_a_search_that_leaves_articles_out_says_so(store: Store) -> None:
    corpus_search = CorpusSearch(store)
    query = parse("ho ngheo", complete=True)
    assert len(list(corpus_search.search(query, most_searched=50))) == 50
    assert not corpus_search.is_whole
    assert len(list(corpus_search.search(query))) > 50
    assert corpus_search.is_whole


def test_one_call_searches_every_article(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [article.article for article in search_articles(store, "ho ngheo", limit=ARTICLES)]
    monkeypatch.setattr("annotations.store.search.corpus_search.MOST_SEARCHED", 10)
    monkeypatch.setattr("annotations.store.search.word_search.MOST_SEARCHED", 10)
    assert [article.article for article in search_articles(store, "ho ngheo", limit=5)] == everything[:5]
