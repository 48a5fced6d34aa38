"""The list of claims similar to a claim."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from annotations.review.jumps import Place
from annotations.store.search.similar import Similar
from annotations.store.search.similar_ranking import SimilarClaim, SimilarClaims
from annotations.text import visible
from tui.language.i18n import _
from tui.language.numbers import format_count, format_day
from tui.language.wording import SIGNS
from tui.widgets.marked_text import match_pieces
from tui.widgets.panels.claim_text import VERDICT_STYLES, mention_text

_QUOTE_STYLE = "bold underline"


class SimilarClaimsList(OptionList):
    """Two groups: claims with the same value, and claims about the same thing with another value.

    The cursor stops at claims only; titles and counts are disabled options.
    """

    class PlaceChosen(Message):
        """The user chose a claim to go to."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._claims: list[SimilarClaim | None] = []  # by the index of the option

    def show(self, similar: Similar) -> None:
        """Replace both groups, and put the cursor on the first claim."""
        self._claims.clear()
        self.clear_options()
        self._add_group(_("Same value and unit"), similar.same_value)
        self._add_group(_("Same thing, another value"), similar.other_value)
        self.action_first()

    def _add_group(self, title: str, group: SimilarClaims) -> None:
        at_least = "" if group.is_complete else "+"
        self._add(
            None, Content.assemble((title, "bold $text-accent"), f" · {format_count(group.total)}{at_least}")
        )
        for similar_claim in group.claims:
            self._add(similar_claim, _headline(similar_claim) + Content("\n") + _passage(similar_claim))
        if hidden := group.total - len(group.claims):
            self._add(None, Content("  " + _("and {n} more").format(n=f"{format_count(hidden)}{at_least}")))

    def _add(self, similar_claim: SimilarClaim | None, prompt: Content) -> None:
        self._claims.append(similar_claim)
        self.add_option(Option(prompt, disabled=similar_claim is None))

    @property
    def place(self) -> Place | None:
        """The place of the claim under the cursor."""
        return None if self.highlighted is None else self._place(self.highlighted)

    def _place(self, index: int) -> Place | None:
        if (similar_claim := self._claims[index]) is None:
            return None
        claim = similar_claim.claim
        return Place(claim.article, claim.id, claim.mention.start)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the clicked claim."""
        event.stop()
        if place := self._place(event.option_index):
            self.post_message(self.PlaceChosen(place))


def _headline(similar_claim: SimilarClaim) -> Content:
    title = similar_claim.title or similar_claim.claim.article
    source = [visible(part) for part in (title, format_day(similar_claim.published or "")) if part]
    return Content.assemble(
        (f"{SIGNS[similar_claim.verdict]} ", VERDICT_STYLES[similar_claim.verdict]),
        (mention_text(similar_claim.corrected_mention), "bold"),
        ("".join(f" · {part}" for part in source), "dim"),
    )


def _passage(similar_claim: SimilarClaim) -> Content:
    passage = similar_claim.passage
    pieces = match_pieces(passage.text, passage.text_start, passage.spans)
    return Content.assemble("  ", *((piece, _QUOTE_STYLE if matched else "") for piece, matched in pieces))
