"""Examining, rebuilding, merging and preparing whole stores. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.maintenance.doctor import schema_problems
    from annotations.store.maintenance.foreign_store import expect_store
    from annotations.store.maintenance.merge import preview_merge
    from annotations.store.maintenance.merge_decisions import Signature
    from annotations.store.maintenance.preparation import filled_store, prepared_store, readable_store
    from annotations.store.validation.flaws import FLAW_SENTENCES

__all__ = [
    "FLAW_SENTENCES",
    "Signature",
    "expect_store",
    "filled_store",
    "prepared_store",
    "preview_merge",
    "quarantine",
    "readable_store",
    "schema_problems",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "FLAW_SENTENCES": "annotations.store.validation.flaws",
        "Signature": "annotations.store.maintenance.merge_decisions",
        "expect_store": "annotations.store.maintenance.foreign_store",
        "filled_store": "annotations.store.maintenance.preparation",
        "prepared_store": "annotations.store.maintenance.preparation",
        "readable_store": "annotations.store.maintenance.preparation",
        "preview_merge": "annotations.store.maintenance.merge",
        "quarantine": "annotations.store.maintenance.quarantine:quarantine",
        "schema_problems": "annotations.store.maintenance.doctor",
    },
)
