"""Reading a corpus: files become articles, or errors. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.corpus.failures import article_failures
    from annotations.corpus.header import Header, read_header
    from annotations.corpus.reader import count_files, read_corpus

__all__ = ["Header", "article_failures", "count_files", "read_corpus", "read_header"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "Header": "annotations.corpus.header",
        "article_failures": "annotations.corpus.failures",
        "count_files": "annotations.corpus.reader",
        "read_corpus": "annotations.corpus.reader",
        "read_header": "annotations.corpus.header",
    },
)
