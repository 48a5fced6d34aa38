"""Finding text again: the query language of the program, and search inside one article as one types."""

from annotations.search.article import ArticleIndex, Match
from annotations.search.clauses import Query
from annotations.search.completion import completions
from annotations.search.query import parse

__all__ = ["ArticleIndex", "Match", "Query", "completions", "parse"]
