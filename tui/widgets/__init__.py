"""The app's widgets, one per file; the package loads those that the first screen does without on their first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.widgets.article.article_search import ArticleSearch

__all__ = ["ArticleSearch"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "ArticleSearch": "tui.widgets.article.article_search",
    },
)
