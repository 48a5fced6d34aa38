"""Searching all articles of a store with one call; the app uses ``CorpusSearch``, which caches between searches."""

from __future__ import annotations

import heapq
import sys
from typing import TYPE_CHECKING

from annotations.search import Query, parse
from annotations.search.passages import FoundArticle
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index, is_complete

if TYPE_CHECKING:
    from annotations.store.store import Store


def search_articles(
    store: Store, query: str | Query, *, annotator: str | None = None, limit: int = 20
) -> list[FoundArticle]:
    """The best ``limit`` articles that answer a query, the best first, each with its best passages.

    The same store and query give the same articles in the same order: every article that may answer is searched, which
    takes about a second for each 3,000 of them, and only the best ``limit`` are kept. The articles that are not in the
    search index are indexed first.
    ``annotator``: whose verdicts ``is:unreviewed`` concerns and whose corrections apply; None is anybody. Raises
    QueryError for a query that cannot be parsed.
    """
    parsed = query if isinstance(query, Query) else parse(query, complete=True)
    if not is_complete(store):
        for _progress in build_index(store):
            pass
    search = CorpusSearch(store, annotator=annotator)
    articles = search.search(parsed, most_searched=sys.maxsize)
    return heapq.nsmallest(limit, articles, key=lambda article: article.rank)
