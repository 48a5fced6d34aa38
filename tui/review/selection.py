"""Selecting text: what the selected words are for, a new claim or the current claim's new span."""

from __future__ import annotations

from tui.review.added_claims import AddedClaims
from tui.review.decisions import Decisions
from tui.review.spans import SpanEditing


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

    async def use_selection(self, start: int, end: int) -> None:
        """Give the current claim the selected span, or ask for a claim to add there."""
        is_new_span, self._selects_new_span = self._selects_new_span, False
        if is_new_span:
            await self._spans.resize(start, end)
        else:
            await self._added_claims.add(start, end)
