"""Findings of the checks, stored by article and annotator. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.findings.checking import all_are_checked, check_articles
    from annotations.store.findings.stored_findings import EXPORTED_FINDINGS, FINDINGS_OF_REVIEW

__all__ = ["EXPORTED_FINDINGS", "FINDINGS_OF_REVIEW", "all_are_checked", "check_articles"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "EXPORTED_FINDINGS": "annotations.store.findings.stored_findings",
        "FINDINGS_OF_REVIEW": "annotations.store.findings.stored_findings",
        "all_are_checked": "annotations.store.findings.checking",
        "check_articles": "annotations.store.findings.checking",
    },
)
