"""The query language, and the search inside one article.

The names load their modules at first use: ``rapidfuzz`` must not be imported before the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.search.article_index import ArticleIndex
    from annotations.search.clauses import Query
    from annotations.search.completion import completions
    from annotations.search.matches import Match
    from annotations.search.query import parse

__all__ = ["ArticleIndex", "Match", "Query", "completions", "parse"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "ArticleIndex": "annotations.search.article_index",
        "Match": "annotations.search.matches",
        "Query": "annotations.search.clauses",
        "completions": "annotations.search.completion",
        "parse": "annotations.search.query",
    },
)
