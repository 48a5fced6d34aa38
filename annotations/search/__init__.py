"""Finding text again: the query language of the program, and search inside one article as one types."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.search.article_index import ArticleIndex
    from annotations.search.clauses import Query
    from annotations.search.completion import completions
    from annotations.search.matches import Match
    from annotations.search.query import parse

__all__ = ["ArticleIndex", "Match", "Query", "completions", "parse"]

_MODULES = {
    "ArticleIndex": "article_index", "Match": "matches", "Query": "clauses", "completions": "completion", "parse": "query",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Loaded when asked for: whoever only shows what was found need not pay for what finds it.
    if name in _MODULES:
        return getattr(import_module(f"annotations.search.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
