"""Which parts of an article are highlighted: the sentence, mentions, matches and the selection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.store.queries.outline import KINDS, VERDICTS, Outline
from annotations.text import DisplayText

Span = tuple[int, int]


class Interval(NamedTuple):
    """Display offsets between which a style applies, one of ``tui.styles.line_styles.READER``."""

    start: int
    end: int
    style: str


class Highlights:
    """Gives the highlighted intervals of a part of the text; the time depends on that part, not on the article.

    Attributes hold source offsets (of the stored text). Intervals and the arguments of methods are display offsets.
    """

    def __init__(self, display_text: DisplayText, outline: Outline | None = None) -> None:
        self.display_text = display_text
        self.outline = outline
        self.current: int | None = None  # index of the current mention
        self.sentence: Span | None = None
        self.selection: Span | None = None
        self.show_non_claims = self.show_dates = True
        self.show_retired = False
        self.matches: Sequence[Span] = ()
        self.current_match: int | None = None

    def is_current(self, start: int, end: int) -> bool:
        """Whether some of the current sentence lies between two display offsets."""
        to_source = self.display_text.to_source
        return any(self._span_intervals([self.sentence], to_source(start), to_source(end), ""))

    def intervals(self, start: int, end: int) -> list[Interval]:
        """The intervals that touch the text between two display offsets; later ones are painted over earlier ones."""
        source_start, source_end = self.display_text.to_source(start), self.display_text.to_source(end)
        intervals = [*self._span_intervals([self.sentence], source_start, source_end, "sentence")]
        if self.outline is not None:
            for mention in self.outline.touching(source_start, source_end):
                intervals += self._mention_intervals(self.outline, mention)
        intervals += self._match_intervals(source_start, source_end)
        intervals += self._span_intervals([self.selection], source_start, source_end, "selection")
        return intervals

    def _interval(self, start: int, end: int, style: str) -> Interval:
        return Interval(self.display_text.from_source(start), self._display_end(end), style)

    def _display_end(self, end: int) -> int:
        """The display offset behind the source character before ``end``, including the marks on its base."""
        offset = self.display_text.from_source(end)
        return offset if end == 0 or offset > self.display_text.from_source(end - 1) else offset + 1

    def _span_intervals(
        self, spans: Sequence[Span | None], source_start: int, source_end: int, style: str
    ) -> Iterator[Interval]:
        for span in spans:
            if span is not None and span[0] < source_end and source_start < span[1]:
                yield self._interval(*span, style)

    def is_claim(self, mention: int) -> bool:
        """Whether a mention looks like a claim on the screen: a retired one does while retired claims are shown."""
        outline = self.outline
        return outline is not None and (
            outline.is_claim(mention) or (self.show_retired and outline.is_retired(mention))
        )

    def _mention_intervals(self, outline: Outline, mention: int) -> Iterator[Interval]:
        span = (outline.starts[mention], outline.ends[mention])
        if outline.is_retired(mention):
            if self.show_retired:
                yield self._interval(*span, "retired")
                if mention == self.current:
                    yield self._interval(*span, "current")
            return
        if not outline.is_claim(mention):
            if self.show_non_claims:
                yield self._interval(*span, "other")
            return
        if not self.show_dates and outline.is_date(mention) and mention != self.current:
            return
        extent = (outline.extent_starts[mention], outline.extent_ends[mention])
        if (kind := KINDS[outline.kinds[mention]]) is not None:
            yield self._interval(*extent, kind.value)
        verdict = VERDICTS[outline.verdicts[mention]]
        yield self._interval(*span, verdict.value if verdict else "unreviewed")
        if mention == self.current:
            yield self._interval(*extent, "current")

    def _match_intervals(self, source_start: int, source_end: int) -> Iterator[Interval]:
        index = max(0, bisect_left(self.matches, (source_start,)) - 1)
        while index < len(self.matches) and self.matches[index][0] < source_end:
            style = "current_match" if index == self.current_match else "match"
            yield self._interval(*self.matches[index], style)
            index += 1
