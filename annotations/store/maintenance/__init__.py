"""Examining, rebuilding, merging and preparing whole stores. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.maintenance.merge import expect_store
    from annotations.store.maintenance.preparation import prepared_store

__all__ = ["expect_store", "prepared_store"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "expect_store": "annotations.store.maintenance.merge",
        "prepared_store": "annotations.store.maintenance.preparation",
    },
)
