"""The current claim: what it says, its value, verdict, tags, note, and what others said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from annotations.model import Claim, Mention, Review, Verdict
from annotations.text import visible
from tui.widgets.titled import Titled

# Each verdict has a sign of its own: colour alone tells some people, and some terminals, nothing.
SIGNS = {
    None: ("○", "unreviewed", "$text-muted"),
    Verdict.VERIFIED: ("✓", "verified", "$text-success"),
    Verdict.REFUTED: ("✗", "refuted", "$text-error"),
    Verdict.UNVERIFIABLE: ("?", "unverifiable", "$text-warning"),
    Verdict.NOT_A_CLAIM: ("–", "not a claim", "$text-muted"),
}

Line = tuple[str, str]


def reading(mention: Mention) -> str:
    """What a mention says, in one line: ``money, almost 101000000000 VND``."""
    value = mention.value or "?"
    whole = f"of {mention.of}" if mention.of else ""
    unit = (mention.unit or "") + (f" per {mention.per}" if mention.per else "")
    words = (mention.modifier, value, whole, unit, mention.direction)
    told = " ".join(
        visible(word).replace("_", " ") if word == mention.modifier else visible(word)
        for word in words
        if word
    )
    return f"{mention.kind.value if mention.kind else mention.role.value}, {told}"


def _review_lines(review: Review | None) -> Iterator[Line]:
    sign, label, style = SIGNS[review.verdict if review else None]
    yield f"{sign} {label}", f"bold {style}"
    if review and review.tags:
        yield "\n" + " ".join(f"#{visible(tag)}" for tag in review.tags), "$text-accent"
    if review and review.note:
        yield f"\n“{visible(review.note)}”", "italic"


def _unstored_lines(verdict: Verdict | None) -> Iterator[Line]:
    if verdict is not None:
        yield f"\n! {SIGNS[verdict][1]}: NOT STORED, give it again", "bold $text-error"


def _others_lines(reviews: Sequence[Review]) -> Iterator[Line]:
    for review in reviews:
        sign, label, style = SIGNS[review.verdict]
        note = f" “{visible(review.note)}”" if review.note else ""
        yield f"\n{sign} {label} by {visible(review.annotator)}, {review.decided_at[:10]}{note}", style


class ClaimPanel(Titled, VerticalScroll):
    """Shows one claim; everything in it is data, so nothing of it is read as markup. Tab and arrows scroll it."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(markup=False)

    @property
    def told(self) -> str:
        """What it shows, as plain text."""
        return str(self.query_one(Static).content)

    def show_claim(
        self,
        claim: Claim | None,
        place: str,
        review: Review | None,
        others: Sequence[Review],
        unstored: Verdict | None = None,
    ) -> None:
        """Show a claim, its place among the article's (``3/30``), the annotator's review and the others'.

        ``unstored`` is a verdict that the store did not take: it is shown as such until it does.
        """
        if claim is None:
            self.retitle(title="Claim")
            self._tell(Content.styled("No claim here.", "$text-muted"))
            return
        mention = claim.mention
        self.retitle(title=f"Claim {place}")
        context = (
            (f"\n\n…{visible(claim.prefix)}", "$text-muted"),
            (visible(mention.text), "bold underline"),
            (f"{visible(claim.suffix)}…", "$text-muted"),
        )
        self.scroll_home(animate=False, immediate=True)
        self._tell(
            Content.assemble(
                (visible(mention.text), "bold reverse"),
                "  ",
                (reading(mention), ""),
                *([(f"\n= {visible(mention.resolved)}", "$text-muted")] if mention.resolved else []),
                *(
                    [(f"\nor {visible(mention.alternative)}?", "$text-warning")]
                    if mention.alternative
                    else []
                ),
                "\n",
                *_review_lines(review),
                *_unstored_lines(unstored),
                *context,
                *([("\n", "")] if others else []),
                *_others_lines(others),
            )
        )

    def _tell(self, content: Content) -> None:
        """Show another text, laying the screen out anew only where it does not fit as the one before."""
        static = self.query_one(Static)
        static.update(content, layout=False)
        width, room = static.size.width, self.scrollable_content_region.height
        if not width or max(content.get_height({}, width), room) != static.size.height:
            static.refresh(layout=True)
