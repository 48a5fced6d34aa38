"""Articles of a store: import, versions, and the claims of edited texts. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.articles.corpus_import import find_stored_articles, import_corpus, own_articles
    from annotations.store.articles.dry_run import plan_import
    from annotations.store.articles.extraction_queue import available_processors
    from annotations.store.articles.reanchoring import find_again
    from annotations.store.articles.rereading import find_reread

__all__ = [
    "available_processors",
    "find_again",
    "find_reread",
    "find_stored_articles",
    "import_corpus",
    "own_articles",
    "plan_import",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "available_processors": "annotations.store.articles.extraction_queue",
        "find_again": "annotations.store.articles.reanchoring",
        "find_reread": "annotations.store.articles.rereading",
        "find_stored_articles": "annotations.store.articles.corpus_import",
        "import_corpus": "annotations.store.articles.corpus_import",
        "own_articles": "annotations.store.articles.corpus_import",
        "plan_import": "annotations.store.articles.dry_run",
    },
)
