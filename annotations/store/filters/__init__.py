"""The filters of a query as SQL conditions. The names load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.filters.filter_conditions import review_condition
    from annotations.store.filters.value_conditions import VALUE_KEYS, value_condition

__all__ = ["VALUE_KEYS", "review_condition", "value_condition"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "VALUE_KEYS": "annotations.store.filters.value_conditions",
        "review_condition": "annotations.store.filters.filter_conditions",
        "value_condition": "annotations.store.filters.value_conditions",
    },
)
