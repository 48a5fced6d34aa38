"""The current claim: what it says, its value, verdict, tags, note, and what others said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from annotations.model import Claim, Mention, Review, Verdict
from annotations.text import visible
from tui.i18n import _
from tui.widgets.titled import Titled
from tui.wording import SIGNS, kind_name, rate, role_name, verdict_name, whole, word_name

STYLES = {
    None: "$text-muted",
    Verdict.VERIFIED: "$text-success",
    Verdict.REFUTED: "$text-error",
    Verdict.UNVERIFIABLE: "$text-warning",
    Verdict.NOT_A_CLAIM: "$text-muted",
}

Line = tuple[str, str]


def reading(mention: Mention) -> str:
    """What a mention says, in one line: ``money, almost 101000000000 VND``."""
    value = mention.value or "?"
    modifier, direction = word_name(mention.modifier or ""), word_name(mention.direction or "")
    words = (modifier, value, whole(mention), mention.unit, rate(mention), direction)
    told = " ".join(visible(word) for word in words if word)
    return f"{kind_name(mention.kind) if mention.kind else role_name(mention.role)}, {told}"


def _review_lines(review: Review | None) -> Iterator[Line]:
    verdict = review.verdict if review else None
    yield f"{SIGNS[verdict]} {verdict_name(verdict)}", f"bold {STYLES[verdict]}"
    if review and review.tags:
        yield "\n" + " ".join(f"#{visible(tag)}" for tag in review.tags), "$text-accent"
    if review and review.note:
        yield f"\n“{visible(review.note)}”", "italic"


def _unstored_lines(verdict: Verdict | None) -> Iterator[Line]:
    if verdict is not None:
        told = _("! {verdict}: NOT STORED, give it again").format(verdict=verdict_name(verdict))
        yield f"\n{told}", "bold $text-error"


def _others_lines(reviews: Sequence[Review]) -> Iterator[Line]:
    for review in reviews:
        who = _("{verdict} by {annotator}, {date}").format(
            verdict=verdict_name(review.verdict),
            annotator=visible(review.annotator),
            date=review.decided_at[:10],
        )
        note = f" “{visible(review.note)}”" if review.note else ""
        yield f"\n{SIGNS[review.verdict]} {who}{note}", STYLES[review.verdict]


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
            self.retitle(title=_("Claim"))
            self._tell(Content.styled(_("There is no claim in this article."), "$text-muted"))
            return
        mention = claim.mention
        self.retitle(title=_("Claim {place}").format(place=place))
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
                    [
                        (
                            "\n" + _("or {reading}?").format(reading=visible(mention.alternative)),
                            "$text-warning",
                        )
                    ]
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
