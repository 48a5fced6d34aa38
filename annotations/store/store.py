"""The store: one SQLite file with texts, articles, claims and what was decided of them."""

from __future__ import annotations

from annotations.store.articles.article_import import Articles
from annotations.store.decisions.log import Log
from annotations.store.decisions.tags import TagVocabulary
from annotations.store.decisions.undo import Undoing
from annotations.store.findings.stored_findings import Findings
from annotations.store.queries.disputes import Disputes
from annotations.store.queries.orphans import Orphans
from annotations.store.queries.outline_query import Outlines
from annotations.store.queries.reviews import Reviews


class Store(Articles, Undoing, Reviews, Outlines, Disputes, Findings, Orphans, Log, TagVocabulary):
    """One connection to a store; open with ``Store.open`` and use it from the thread that did.

    Every method raises StoreError, with a sentence that says what to do, where SQLite cannot do its part.
    A method that writes returns after the commit: what it wrote survives a crash.
    """
