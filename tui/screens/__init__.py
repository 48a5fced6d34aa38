"""The screens over the review screen, one a file, each loaded when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.screens.claims import ClaimsScreen
    from tui.screens.corpus_search import SearchScreen
    from tui.screens.dashboard import DashboardScreen
    from tui.screens.orphans import OrphansScreen
    from tui.screens.similar import SimilarScreen

__all__ = ["ClaimsScreen", "DashboardScreen", "OrphansScreen", "SearchScreen", "SimilarScreen"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "ClaimsScreen": "tui.screens.claims",
        "DashboardScreen": "tui.screens.dashboard",
        "OrphansScreen": "tui.screens.orphans",
        "SearchScreen": "tui.screens.corpus_search",
        "SimilarScreen": "tui.screens.similar",
    },
)
