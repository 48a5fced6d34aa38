"""The store: the only package that touches the database. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.store import Store, open_store

__all__ = ["Store", "open_store"]

__getattr__, __dir__ = lazy_names(
    __name__, {"Store": "annotations.store.store", "open_store": "annotations.store.store"}
)
