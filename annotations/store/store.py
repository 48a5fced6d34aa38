"""The store: one SQLite file with texts, articles, claims and what was decided of them."""

from __future__ import annotations

from annotations.store.articles import Articles
from annotations.store.disputes import Disputes
from annotations.store.findings import Findings
from annotations.store.log import Log
from annotations.store.orphans import Orphans
from annotations.store.outlines import Outlines
from annotations.store.reviews import Reviews
from annotations.store.undoing import Undoing
from annotations.store.vocabulary import TagVocabulary


class Store(Articles, Undoing, Reviews, Outlines, Disputes, Findings, Orphans, Log, TagVocabulary):
    """One connection to a store; open with ``Store.open`` and use it from the thread that did.

    Every method raises StoreError, with a sentence that says what to do, where SQLite cannot do its part.
    A method that writes returns after the commit: what it wrote survives a crash.
    """
