"""The panel that shows the current claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from annotations.model import Claim, Finding, Mention, Review
from annotations.store.decisions.tags import Tag
from annotations.text import visible
from tui.language.i18n import _
from tui.widgets.border_titles import BorderTitles
from tui.widgets.line_cache import LineCache, changed_lines
from tui.widgets.panels.claim_text import (
    HINTS,
    finding_lines,
    former_reading_lines,
    mention_lines,
    missing_remarks,
    other_review_lines,
    review_lines,
    unstored_lines,
)


class ClaimPanel(BorderTitles, LineCache, ScrollView):
    """Shows one claim with its reviews and findings; Tab focuses the panel, arrows scroll it.

    The panel is filled anew with every key, so it repaints only the lines that changed. Texts are data, never markup.
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        # Looking for links would take a fifth of the time of rendering, and there are none.
        self.set_reactive(Widget.auto_links, False)
        self._hints: tuple[str, ...] = ()  # action ids
        self._hint_texts: dict[str, str] = {}  # by action id: its key and what it adds

    def show_claim(
        self,
        claim: Claim,
        position: str,
        quoted: tuple[str, str, str],
        review: Review | None,
        other_reviews: Sequence[Review],
        tags: Mapping[str, Tag],
        unstored: str | None = None,
        findings: Sequence[Finding] = (),
        former_reading: Mention | None = None,
        key_of: Callable[[str], str] | None = None,
    ) -> None:
        """Show a claim and what is known about it.

        Args:
            claim: the claim.
            position: its number among the claims of the article, such as ``3/30``.
            quoted: the text before the claim, of the claim, and behind it.
            review: the annotator's review.
            other_reviews: the reviews of other annotators.
            tags: the tags of the store by name, for their colours.
            unstored: a change that the store refused, shown until the store accepts it.
            findings: what the checks say about the claim.
            former_reading: how the claim was read when the annotator decided, if it is read otherwise now.
            key_of: the key of an action id, for the hints in the last row if it is empty; None for no hints.

        """
        self._set_hints(missing_remarks(review) if key_of else (), key_of)
        self.retitle(title=_("Claim {place}").format(place=position))
        prefix, quote, suffix = map(visible, quoted)
        self.scroll_home(animate=False, immediate=True)
        self._show(
            Content.assemble(
                *unstored_lines(unstored),
                (quote, "bold reverse"),
                "  ",
                *mention_lines(claim.mention, review.correction if review else None),
                *former_reading_lines(former_reading),
                "\n",
                *review_lines(review, tags),
                *finding_lines(findings),
                (f"\n\n{prefix}", "$text-muted"),
                (quote, "bold underline"),
                (suffix, "$text-muted"),
                *([("\n", "")] if other_reviews else []),
                *other_review_lines(other_reviews, claim.mention),
            )
        )

    def show_none(self, stops: int, claims: int, key_of: Callable[[str], str]) -> None:
        """Say that no claim is current, and which key helps.

        ``claims`` counts the claims of the article, ``stops`` those at which the keys for the next and the previous
        claim stop; ``key_of`` gives the key of an action id.
        """
        self.retitle(title=_("Claim"))
        self._set_hints((), None)
        message = _("There is no claim in this article.")
        if stops:
            message = _("No claim here: {next} goes to the next one, {previous} to the one before.").format(
                next=key_of("review.next_claim"), previous=key_of("review.previous_claim")
            )
        elif claims:
            message = _("This article's only claims are dates, which are skipped: {key} shows them.")
            message = message.format(key=key_of("review.toggle_dates"))
        self._show(Content.styled(message, "$text-muted"))

    def _set_hints(self, hints: tuple[str, ...], key_of: Callable[[str], str] | None) -> None:
        if key_of is not None:
            for action in set(hints) - self._hint_texts.keys():
                self._hint_texts[action] = f"{key_of(action)} {_(HINTS[action])}"
        if hints != self._hints:
            self._hints = hints
            region = self.scrollable_content_region
            self.refresh(Region(0, region.height - 1, region.width, 1))

    def _hint_line(self, width: int) -> Strip:
        """The hints that fit in one line, faint."""
        text = ""
        for action in self._hints:
            longer = f"{text} · {self._hint_texts[action]}" if text else self._hint_texts[action]
            if cell_len(longer) > width:
                break
            text = longer
        content = Content.styled(text, "dim $text-muted")
        return Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)[0]

    def _show(self, content: Content) -> None:
        old_lines = self._lines
        if not self._replace_content(content):
            return
        self._update_virtual_size()
        width = self.size.width
        if changes := changed_lines(old_lines, self._lines):
            self.refresh(*(Region(0, y, width, 1) for y in changes))

    @property
    def _line_width(self) -> int:
        return self.scrollable_content_region.width

    def _update_virtual_size(self) -> None:
        """Make the panel scrollable if its lines do not fit."""
        region = self.scrollable_content_region.size
        if region.width:
            lines = len(self._render_text(region.width))
            # Setting another size asks for a layout, which takes longer than the rest of a key.
            self.virtual_size = Size(region.width, lines) if lines > region.height else Size(0, 0)

    def on_resize(self) -> None:
        """Wrap the lines at the new width."""
        self._update_virtual_size()

    def watch_show_vertical_scrollbar(self) -> None:
        """Wrap the lines at the width that the scroll bar leaves."""
        self.call_after_refresh(self._update_virtual_size)

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the panel, counted from the scroll position; hints in the last one if the text leaves two empty."""
        region = self.scrollable_content_region
        if self._hints and y == region.height - 1 and len(self._lines) < y:
            return self._hint_line(region.width)
        return super().render_line(y + self.scroll_offset.y)
