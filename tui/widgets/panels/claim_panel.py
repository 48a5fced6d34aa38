"""The current claim: what it says, its value, verdict, tags, note, and what others said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from annotations.model import Claim, Finding, Review
from annotations.store.decisions.tags import Tag
from annotations.text import visible
from tui.language.i18n import _
from tui.widgets.border_titles import BorderTitles
from tui.widgets.line_cache import LineCache, changed_lines
from tui.widgets.panels.claim_text import (
    finding_lines,
    other_review_lines,
    reading_lines,
    review_lines,
    unstored_lines,
)


class ClaimPanel(BorderTitles, LineCache, ScrollView):
    """Shows one claim; everything in it is data, so nothing of it is read as markup. Tab and arrows scroll it.

    Only the lines that are others than before are painted, as it is filled anew with every key.
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        # There are none, and looking for them is a fifth of drawing.
        self.set_reactive(Widget.auto_links, False)

    def show_claim(
        self,
        claim: Claim,
        place: str,
        quoted: tuple[str, str, str],
        review: Review | None,
        others: Sequence[Review],
        tags: Mapping[str, Tag],
        unstored: str | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Show a claim, its place among the article's (``3/30``), the annotator's review and the others'.

        ``quoted`` are the words of the claim between those around it, ``tags`` those of the store by name;
        ``unstored`` is what the store did not take: it is shown as such until it does; ``findings`` are what the
        article says of the claim.
        """
        self.retitle(title=_("Claim {place}").format(place=place))
        before, words, behind = map(visible, quoted)
        self.scroll_home(animate=False, immediate=True)
        self._tell(
            Content.assemble(
                *unstored_lines(unstored),
                (words, "bold reverse"),
                "  ",
                *reading_lines(claim.mention, review.correction if review else None),
                "\n",
                *review_lines(review, tags),
                *finding_lines(findings),
                (f"\n\n{before}", "$text-muted"),
                (words, "bold underline"),
                (behind, "$text-muted"),
                *([("\n", "")] if others else []),
                *other_review_lines(others, claim.mention),
            )
        )

    def show_none(self, walked: int, claims: int, key_of: Callable[[str], str]) -> None:
        """Say that no claim is current, and how to go on.

        ``claims`` is how many the article has, ``walked`` through how many of them one goes; ``key_of`` gives the
        key in use of an action.
        """
        self.retitle(title=_("Claim"))
        told = _("There is no claim in this article.")
        if walked:
            told = _("No claim here: {next} goes to the next one, {previous} to the one before.").format(
                next=key_of("review.next_claim"), previous=key_of("review.previous_claim")
            )
        elif claims:
            told = _("This article's only claims are dates, which are skipped: {key} shows them.")
            told = told.format(key=key_of("review.toggle_dates"))
        self._tell(Content.styled(told, "$text-muted"))

    def _tell(self, content: Content) -> None:
        before = self._lines
        if not self._replace_content(content):
            return
        self._take_lines()
        width = self.size.width
        if lines := changed_lines(before, self._lines):
            self.refresh(*(Region(0, y, width, 1) for y in lines))

    @property
    def _line_width(self) -> int:
        return self.scrollable_content_region.width

    def _take_lines(self) -> None:
        """Let one scroll through all lines, if they are more than there is room for."""
        room = self.scrollable_content_region.size
        if room.width:
            lines = len(self._render_text(room.width))
            # Laid out anew only where it is another size than before: a key would be answered noticeably later.
            self.virtual_size = Size(room.width, lines) if lines > room.height else Size(0, 0)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._take_lines()

    def watch_show_vertical_scrollbar(self) -> None:
        """Leave room for it."""
        self.call_after_refresh(self._take_lines)

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        return super().render_line(y + self.scroll_offset.y)
