"""The review screen and its parts. Parts that the first paint does without are loaded behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.review.article_search import SearchControl
    from tui.review.corpus import CorpusReader
    from tui.review.decisions import Decisions
    from tui.review.navigator import Navigator
    from tui.review.remarks import Remarks
    from tui.review.spans import SpanEditing
    from tui.review.tags import TagEditing

__all__ = [
    "CorpusReader", "Decisions", "Navigator", "Remarks", "SearchControl", "SpanEditing", "TagEditing",
]  # fmt: skip

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "CorpusReader": "tui.review.corpus",
        "Decisions": "tui.review.decisions",
        "Navigator": "tui.review.navigator",
        "Remarks": "tui.review.remarks",
        "SearchControl": "tui.review.article_search",
        "SpanEditing": "tui.review.spans",
        "TagEditing": "tui.review.tags",
    },
)
