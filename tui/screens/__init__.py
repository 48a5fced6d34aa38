"""The screens over the review screen, one a file, each loaded when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.screens.adjudication import AdjudicationScreen
    from tui.screens.claims import ClaimsScreen
    from tui.screens.corpus_search import SearchScreen
    from tui.screens.dashboard import DashboardScreen
    from tui.screens.help import HelpScreen
    from tui.screens.orphans import OrphansScreen
    from tui.screens.palette import CommandProvider, PaletteCommand, ThemesProvider, key_commands
    from tui.screens.similar import SimilarScreen

__all__ = [
    "AdjudicationScreen",
    "ClaimsScreen",
    "CommandProvider",
    "DashboardScreen",
    "HelpScreen",
    "OrphansScreen",
    "PaletteCommand",
    "SearchScreen",
    "SimilarScreen",
    "ThemesProvider",
    "key_commands",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "AdjudicationScreen": "tui.screens.adjudication",
        "ClaimsScreen": "tui.screens.claims",
        "CommandProvider": "tui.screens.palette",
        "DashboardScreen": "tui.screens.dashboard",
        "HelpScreen": "tui.screens.help",
        "OrphansScreen": "tui.screens.orphans",
        "PaletteCommand": "tui.screens.palette",
        "SearchScreen": "tui.screens.corpus_search",
        "SimilarScreen": "tui.screens.similar",
        "ThemesProvider": "tui.screens.palette",
        "key_commands": "tui.screens.palette",
    },
)
