"""The claims that resemble one: those with its value, and those of the same thing with another."""

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
from tui.language.numbers import count, day
from tui.language.wording import SIGNS
from tui.widgets.marked_text import match_pieces
from tui.widgets.panels.claim_text import VERDICT_STYLES, mention_text

_QUOTE = "bold underline"


class SimilarClaimsList(OptionList):
    """Two groups of claims, each with how many there are; what is no claim cannot be stopped at."""

    class PlaceChosen(Message):
        """A claim was chosen to be gone to."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._claims: list[SimilarClaim | None] = []

    def show(self, similar: Similar) -> None:
        """Show both groups, and put the cursor on the first claim."""
        self._claims.clear()
        self.clear_options()
        self._add_group(_("Same value and unit"), similar.same_value)
        self._add_group(_("Same thing, another value"), similar.other_value)
        self.action_first()

    def _add_group(self, name: str, group: SimilarClaims) -> None:
        many = "" if group.is_complete else "+"
        title = Content.assemble((name, "bold $text-accent"), f" · {count(group.total)}{many}")
        self._add(None, title)
        for one in group.claims:
            self._add(one, _headline(one) + Content("\n") + _passage(one))
        if more := group.total - len(group.claims):
            self._add(None, Content("  " + _("and {n} more").format(n=f"{count(more)}{many}")))

    def _add(self, claim: SimilarClaim | None, shown: Content) -> None:
        self._claims.append(claim)
        self.add_option(Option(shown, disabled=claim is None))

    @property
    def place(self) -> Place | None:
        """Where the claim under the cursor stands."""
        return None if self.highlighted is None else self._place(self.highlighted)

    def _place(self, index: int) -> Place | None:
        if (one := self._claims[index]) is None:
            return None
        return Place(one.claim.article, one.claim.id, one.claim.mention.start)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what was clicked."""
        event.stop()
        if place := self._place(event.option_index):
            self.post_message(self.PlaceChosen(place))


def _headline(one: SimilarClaim) -> Content:
    about = [visible(part) for part in (one.title or one.claim.article, day(one.published or "")) if part]
    return Content.assemble(
        (f"{SIGNS[one.verdict]} ", VERDICT_STYLES[one.verdict]),
        (mention_text(one.corrected_mention), "bold"),
        ("".join(f" · {part}" for part in about), "dim"),
    )


def _passage(one: SimilarClaim) -> Content:
    passage = one.passage
    pieces = match_pieces(passage.text, passage.text_start, passage.spans)
    return Content.assemble("  ", *((piece, _QUOTE if quote else "") for piece, quote in pieces))
