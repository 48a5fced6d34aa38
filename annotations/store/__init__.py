"""The store: the only package that touches the database."""

from __future__ import annotations

from annotations.store.store import Store

__all__ = ["Store"]
