"""Selecting text: what the selected words are for, a new claim or the current claim's new span."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.added_claims import AddedClaims
from tui.review.decisions import Decisions
from tui.review.spans import SpanEditing
from tui.widgets.article.article_reader import ArticleReader


class SelectionUse:
    """Starts selections in the article and uses what was selected."""

    def __init__(self, decisions: Decisions, spans: SpanEditing, added_claims: AddedClaims) -> None:
        self._session, self._view, self._decisions = decisions.session, decisions.view, decisions
        self._spans, self._added_claims = spans, added_claims
        self._selects_new_span = False  # whether the selection is the current claim's new span

    def select(self, *, from_claim: bool = True) -> None:
        """Start selecting text, from the current claim on or from behind it, to add a claim."""
        self._selects_new_span = False
        reader = self._view.reader
        reader.focus()
        reader.action_select(claim=from_claim)

    def select_new_span(self) -> None:
        """Start selecting the current claim's new span, from its present one."""
        if self._decisions.decidable_claim() is not None:
            self.select()
            self._selects_new_span = True

    def cancel(self) -> None:
        """Forget what the selection was for."""
        self._selects_new_span = False

    def ask_use(self) -> None:
        """Say which keys use the text that the mouse has selected."""
        keys = {
            name: self._view.key_of_screen(ArticleReader, f"selection.{name}")
            for name in ("take", "span", "copy")
        }
        self._view.show_message(
            _("Selected: {take} adds a claim · {span} moves this one here · {copy} copies").format(**keys)
        )

    async def use_selection(self, start: int, end: int, purpose: str = "") -> None:
        """Give the current claim the selected span, or ask for a claim to add there."""
        is_new_span, self._selects_new_span = self._selects_new_span or purpose == "span", False
        if is_new_span:
            await self._spans.resize(start, end)
        else:
            await self._added_claims.add(start, end)
