"""Search in a store: the full-text index, and what uses it. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.search.claim_query import query_condition
    from annotations.store.search.corpus_search import CorpusSearch
    from annotations.store.search.index import build_index, is_complete
    from annotations.store.search.similar import similar_claims

__all__ = ["CorpusSearch", "build_index", "is_complete", "query_condition", "similar_claims"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "CorpusSearch": "annotations.store.search.corpus_search",
        "build_index": "annotations.store.search.index",
        "is_complete": "annotations.store.search.index",
        "query_condition": "annotations.store.search.claim_query",
        "similar_claims": "annotations.store.search.similar",
    },
)
