"""Searching all articles of a store with one call; the app uses ``CorpusSearch``, which caches between searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.search import Query, parse
from annotations.search.passages import FoundArticle, best_first
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index, is_complete
from annotations.store.search.word_search import MOST_SEARCHED

if TYPE_CHECKING:
    from annotations.store.store import Store


class Answers(list[FoundArticle]):
    """Articles that answer a query, the best first; ``is_whole`` is False where others that may answer were left out."""

    is_whole = True


def search_articles(
    store: Store, query: str | Query, *, annotator: str | None = None, limit: int = 20
) -> Answers:
    """The best ``limit`` articles that answer a query, the best first, each with its best passages.

    The same store and query give the same articles in the same order. For words, the texts of up to 2,000 articles are
    searched, or of ``limit`` if that is more. The articles that are not in the search index are indexed first.
    ``annotator``: whose verdicts ``is:unreviewed`` concerns and whose corrections apply; None is anybody. Raises
    QueryError for a query that cannot be parsed.
    """
    parsed = query if isinstance(query, Query) else parse(query, complete=True)
    if not is_complete(store):
        for _progress in build_index(store):
            pass
    search = CorpusSearch(store, annotator=annotator)
    articles = search.search(parsed, most_searched=max(limit, MOST_SEARCHED))
    answers = Answers(best_first(articles)[:limit])
    answers.is_whole = search.is_whole
    return answers
