"""Numeric claims in Vietnamese news: extracts every number of a text with its role, kind, value and unit.

The guideline is ``docs/claims.md``; the words are in ``lexicon.toml``. The names load their modules when first used: the
patterns of the extraction take longer to compile than the program takes to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.claims.extraction import extract_claims
    from annotations.claims.extractor_name import extractor_name
    from annotations.claims.lexicon import Lexicon, load_lexicon
    from annotations.claims.selected_spans import correction_of_moved, read_span

__all__ = ["Lexicon", "correction_of_moved", "extract_claims", "extractor_name", "load_lexicon", "read_span"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "Lexicon": "annotations.claims.lexicon",
        "correction_of_moved": "annotations.claims.selected_spans",
        "extract_claims": "annotations.claims.extraction",
        "extractor_name": "annotations.claims.extractor_name",
        "load_lexicon": "annotations.claims.lexicon",
        "read_span": "annotations.claims.selected_spans",
    },
)
