"""What of an article is highlighted, and how: claims by kind and verdict, the place, matches, the selection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.store.queries.outline import KINDS, VERDICTS, Outline
from annotations.text import Shown

Span = tuple[int, int]


class Interval(NamedTuple):
    """Characters of the shown text that have a style, one of ``tui.styles.line_styles.READER``."""

    start: int
    end: int
    style: str


class Highlights:
    """Answers for any piece of the shown text what is styled in it; costs what that piece holds, not the article.

    Offsets that are set here are those of the stored text, those of intervals the shown text's.
    """

    def __init__(self, shown: Shown, outline: Outline | None = None) -> None:
        self.shown = shown
        self.outline = outline
        self.current: int | None = None
        self.sentence: Span | None = None
        self.selection: Span | None = None
        self.others = self.dates = True
        self.retired = False
        self.matches: Sequence[Span] = ()
        self.current_match: int | None = None

    def is_current(self, start: int, end: int) -> bool:
        """Whether something of the current sentence stands between two offsets of the shown text."""
        return any(self._spans([self.sentence], self.shown.to_source(start), self.shown.to_source(end), ""))

    def intervals(self, start: int, end: int) -> list[Interval]:
        """What is styled between two offsets of the shown text, in the order in which it is laid on."""
        first, last = self.shown.to_source(start), self.shown.to_source(end)
        found = [*self._spans([self.sentence], first, last, "sentence")]
        if self.outline is not None:
            for mention in self.outline.touching(first, last):
                found += self._of_mention(self.outline, mention)
        found += self._of_matches(first, last)
        found += self._spans([self.selection], first, last, "selection")
        return found

    def _interval(self, start: int, end: int, style: str) -> Interval:
        return Interval(self.shown.from_source(start), self._from_end(end), style)

    def _from_end(self, end: int) -> int:
        """The shown place behind the stored character before ``end``: marks are drawn with their base."""
        place = self.shown.from_source(end)
        return place if end == 0 or place > self.shown.from_source(end - 1) else place + 1

    def _spans(self, spans: Sequence[Span | None], first: int, last: int, style: str) -> Iterator[Interval]:
        for span in spans:
            if span is not None and span[0] < last and first < span[1]:
                yield self._interval(*span, style)

    def is_claim(self, mention: int) -> bool:
        """Whether a mention is shown as a claim: a retired one where these are shown."""
        outline = self.outline
        return outline is not None and (
            outline.is_claim(mention) or (self.retired and outline.is_retired(mention))
        )

    def _of_mention(self, outline: Outline, mention: int) -> Iterator[Interval]:
        span = (outline.starts[mention], outline.ends[mention])
        if outline.is_retired(mention):
            if self.retired:
                yield self._interval(*span, "retired")
                if mention == self.current:
                    yield self._interval(*span, "current")
            return
        if not outline.is_claim(mention):
            if self.others:
                yield self._interval(*span, "other")
            return
        if not self.dates and outline.is_date(mention) and mention != self.current:
            return
        extent = (outline.extent_starts[mention], outline.extent_ends[mention])
        if (kind := KINDS[outline.kinds[mention]]) is not None:
            yield self._interval(*extent, kind.value)
        verdict = VERDICTS[outline.verdicts[mention]]
        yield self._interval(*span, verdict.value if verdict else "unreviewed")
        if mention == self.current:
            yield self._interval(*extent, "current")

    def _of_matches(self, first: int, last: int) -> Iterator[Interval]:
        index = max(0, bisect_left(self.matches, (first,)) - 1)
        while index < len(self.matches) and self.matches[index][0] < last:
            style = "current_match" if index == self.current_match else "match"
            yield self._interval(*self.matches[index], style)
            index += 1
