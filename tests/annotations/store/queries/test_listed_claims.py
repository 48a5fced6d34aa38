"""The claims that answer a query, and the articles, with one call each."""

from __future__ import annotations

import pytest

from annotations.errors import QueryError
from annotations.model import Verdict
from annotations.search import parse
from annotations.store import Store
from annotations.store.queries.listed_claims import list_claims
from annotations.store.search.article_search import search_articles


def quotes(store: Store, query: str = "", annotator: str | None = None) -> list[str]:
    return [row.claim.mention.text for row in list_claims(store, query, annotator=annotator)]


def test_claims_are_listed_by_position(store: Store) -> None:
    assert quotes(store) == ["628", "62,8%", "97", "48,5%"]
    assert quotes(store, "value:>=90") == ["628", "97"]
    assert quotes(store, "huyen") == quotes(store)


def test_filters_are_those_of_the_annotator(store: Store) -> None:
    first, second, *_ = [row.claim.id for row in list_claims(store)]
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    store.retire(second, "lan")
    assert quotes(store, "is:unreviewed", "lan") == ["97", "48,5%"]
    assert quotes(store, "is:unreviewed", "minh") == ["628", "62,8%", "97", "48,5%"]
    (row,) = list_claims(store, parse("verdict:verified "))
    assert row.verdicts == {"lan": Verdict.VERIFIED}


def test_articles_are_indexed_before_they_are_searched(store: Store) -> None:
    (article,) = search_articles(store, "thu tuc")
    assert (article.article, bool(article.passages)) == ("a.txt", True)
    assert search_articles(store, parse("thu tuc "), annotator="lan") == [article]
    assert search_articles(store, "thu tuc", limit=0) == []


def test_a_query_that_cannot_be_parsed_is_refused(store: Store) -> None:
    with pytest.raises(QueryError):
        quotes(store, "kind:monye")
    with pytest.raises(QueryError):
        search_articles(store, "kind:monye")
