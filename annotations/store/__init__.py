"""The store: the only package that touches the database."""

from __future__ import annotations

from annotations.store.articles import Imported, ImportReport
from annotations.store.store import Store

__all__ = ["ImportReport", "Imported", "Store"]
