"""Which widgets, screens and app answer to a key together, for every place the focus can be.

A new screen or widget with keys needs a chain here; tests/tui/keys/test_keys.py finds bindings that have none.
"""

from __future__ import annotations

from textual.containers import ScrollableContainer
from textual.widgets import DataTable, Input, OptionList, TextArea

from tui.app import SoiApp
from tui.keys.actions import FocusChain, KeyActions
from tui.review.screen import ReviewScreen
from tui.screens.adjudication import AdjudicationScreen
from tui.screens.agreement import AgreementScreen
from tui.screens.claims import ClaimsScreen
from tui.screens.corpus_search import SearchScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.dialogs.evidence import EvidenceScreen
from tui.screens.dialogs.form import FormScreen
from tui.screens.dialogs.goto import GotoScreen
from tui.screens.dialogs.note import NoteScreen
from tui.screens.dialogs.tag_keys import TagKeysScreen
from tui.screens.dialogs.tags import TagsScreen
from tui.screens.help import HelpScreen
from tui.screens.orphans import OrphansScreen
from tui.screens.similar import SimilarScreen
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.article.article_search import ArticleSearch
from tui.widgets.choice import Choice
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.lists.claims_table import ClaimsTable
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.query_line import QueryLine

FOCUS_CHAINS: tuple[FocusChain, ...] = (
    (ArticleReader, ReviewScreen, SoiApp),
    (ArticleList, ReviewScreen, SoiApp),
    (ClaimPanel, ScrollableContainer, ReviewScreen, SoiApp),
    (ArticleReader, OrphansScreen, SoiApp),
    (ArticleReader, AdjudicationScreen, SoiApp),
    (OptionList, AdjudicationScreen, SoiApp),
    (ClaimsTable, ClaimsScreen, SoiApp),
    (Input, QueryLine, ClaimsScreen, SoiApp),
    (ScrollableContainer, DashboardScreen, SoiApp),
    (DataTable, AgreementScreen, SoiApp),
    (Input, GotoScreen, SoiApp),
    (Input, QueryLine, SearchScreen, SoiApp),
    (OptionList, SimilarScreen, SoiApp),
    (Input, ArticleSearch, ReviewScreen, SoiApp),
    (TextArea, NoteScreen, SoiApp),
    (Input, TagsScreen, SoiApp),
    (TagKeysScreen, SoiApp),
    (Input, HelpScreen, SoiApp),
    (Input, FormScreen, SoiApp),
    (Choice, FormScreen, SoiApp),
    (OptionList, EvidenceScreen, SoiApp),
)
KEY_ACTIONS = KeyActions(FOCUS_CHAINS)
