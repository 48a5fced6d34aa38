"""Finding text again: inside one article as one types."""

from annotations.search.article import ArticleIndex, Match

__all__ = ["ArticleIndex", "Match"]
