"""The library behind ``soi``: articles, numeric claims, checks, reviews in a store, search and exports.

``docs/library.md`` describes each name. The names load their modules when first used (PEP 562), so that ``import
annotations`` is quick; there is no terminal and no printing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.checks import check, says
    from annotations.claims import Lexicon, extract_claims, load_lexicon
    from annotations.claims.extractor import Extractor
    from annotations.corpus import read_corpus
    from annotations.errors import CorpusError, QueryError, SoiError, StoreError, UsageError
    from annotations.exports import FORMATS
    from annotations.exports.consensus import Consensus
    from annotations.exports.contents import ExportOptions
    from annotations.model import (
        Article,
        Claim,
        Confidence,
        Correction,
        Evidence,
        EvidenceKind,
        Finding,
        Kind,
        Mention,
        Review,
        Role,
        Verdict,
    )
    from annotations.search.article_index import ArticleIndex
    from annotations.search.query import parse as parse_query
    from annotations.store.articles.corpus_import import ImportProgress, extract_and_import, import_corpus
    from annotations.store.articles.dry_run import plan_import
    from annotations.store.backup import back_up
    from annotations.store.decisions.log import read_log
    from annotations.store.export import export
    from annotations.store.maintenance.doctor import examine, rebuild
    from annotations.store.maintenance.merge import merge
    from annotations.store.queries.agreement import measure_agreement
    from annotations.store.queries.listed_claims import list_claims
    from annotations.store.queries.statistics import statistics
    from annotations.store.search.article_search import search_articles
    from annotations.store.search.similar import similar_claims
    from annotations.store.store import Store, open_store

__all__ = [
    "FORMATS",
    "Article",
    "ArticleIndex",
    "Claim",
    "Confidence",
    "Consensus",
    "CorpusError",
    "Correction",
    "Evidence",
    "EvidenceKind",
    "ExportOptions",
    "Extractor",
    "Finding",
    "ImportProgress",
    "Kind",
    "Lexicon",
    "Mention",
    "QueryError",
    "Review",
    "Role",
    "SoiError",
    "Store",
    "StoreError",
    "UsageError",
    "Verdict",
    "back_up",
    "check",
    "examine",
    "export",
    "extract_and_import",
    "extract_claims",
    "import_corpus",
    "list_claims",
    "load_lexicon",
    "measure_agreement",
    "merge",
    "open_store",
    "parse_query",
    "plan_import",
    "read_corpus",
    "read_log",
    "rebuild",
    "says",
    "search_articles",
    "similar_claims",
    "statistics",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "Article": "annotations.model",
        "ArticleIndex": "annotations.search.article_index",
        "Claim": "annotations.model",
        "Confidence": "annotations.model",
        "CorpusError": "annotations.errors",
        "Correction": "annotations.model",
        "Evidence": "annotations.model",
        "EvidenceKind": "annotations.model",
        "Extractor": "annotations.claims.extractor",
        "Consensus": "annotations.exports.consensus",
        "ExportOptions": "annotations.exports.contents",
        "FORMATS": "annotations.exports",
        "Finding": "annotations.model",
        "ImportProgress": "annotations.store.articles.corpus_import",
        "Kind": "annotations.model",
        "Lexicon": "annotations.claims",
        "Mention": "annotations.model",
        "QueryError": "annotations.errors",
        "Review": "annotations.model",
        "Role": "annotations.model",
        "SoiError": "annotations.errors",
        "Store": "annotations.store.store",
        "StoreError": "annotations.errors",
        "UsageError": "annotations.errors",
        "Verdict": "annotations.model",
        "back_up": "annotations.store.backup",
        "check": "annotations.checks",
        "examine": "annotations.store.maintenance.doctor",
        "export": "annotations.store.export",
        "extract_and_import": "annotations.store.articles.corpus_import",
        "extract_claims": "annotations.claims",
        "import_corpus": "annotations.store.articles.corpus_import",
        "measure_agreement": "annotations.store.queries.agreement",
        "list_claims": "annotations.store.queries.listed_claims",
        "load_lexicon": "annotations.claims",
        "merge": "annotations.store.maintenance.merge",
        "open_store": "annotations.store.store",
        "plan_import": "annotations.store.articles.dry_run",
        "parse_query": "annotations.search.query:parse",
        "read_corpus": "annotations.corpus",
        "read_log": "annotations.store.decisions.log",
        "rebuild": "annotations.store.maintenance.doctor",
        "says": "annotations.checks",
        "search_articles": "annotations.store.search.article_search",
        "similar_claims": "annotations.store.search.similar",
        "statistics": "annotations.store.queries.statistics",
    },
)
