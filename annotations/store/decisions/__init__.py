"""Decisions on claims and articles, and their log. The names that commands use load their modules when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.store.decisions.annotators import annotator_name
    from annotations.store.decisions.imported_annotations import import_annotations

__all__ = ["annotator_name", "import_annotations"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "annotator_name": "annotations.store.decisions.annotators",
        "import_annotations": "annotations.store.decisions.imported_annotations",
    },
)
