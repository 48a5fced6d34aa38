"""The store: the only package that touches the database."""

from __future__ import annotations

from annotations.store.store import Imported, Store

__all__ = ["Imported", "Store"]
