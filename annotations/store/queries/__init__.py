"""What a store is asked, by subject. The names that commands use load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.queries.orphans import count_orphans
    from annotations.store.queries.progress import read_progress

__all__ = ["count_orphans", "read_progress"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "count_orphans": "annotations.store.queries.orphans",
        "read_progress": "annotations.store.queries.progress",
    },
)
