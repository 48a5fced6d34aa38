"""One annotator reading one article: which claim is current, what is decided, where to go next."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from annotations.model import Article, Claim, Finding, Kind, Review, Standing, Verdict
from annotations.review.article_query import OpenArticle
from annotations.review.excerpts import words_before, words_behind
from annotations.sentences import (
    next_paragraph,
    next_sentence,
    paragraph_at,
    previous_paragraph,
    previous_sentence,
    sentence_at,
)
from annotations.store.queries.outline import STANDINGS, VERDICTS, Outline

_AROUND = 32  # characters shown before and after a claim
_RETIRED = 255  # stands among the codes of verdicts for a claim that was taken out


class Reading:
    """The open article with its claims in outline, the annotator's verdicts and the place in it.

    A mention is known by its index in the outline. ``cursor`` is the offset from which next and previous are
    told: that of the current claim, of the match a search ended on, or of a sentence without a claim.
    ``claim``, ``review``, ``others`` and ``findings`` are of the current claim, read from the store when it becomes so.
    """

    def __init__(
        self, opened: OpenArticle, annotator: str, *, dates: bool = True, retired: bool = False
    ) -> None:
        self.opened = opened
        self.annotator = annotator
        self.outline: Outline = opened.outline
        self.index: int | None = None
        self.cursor = 0
        self.current: Claim | None = None
        self.review: Review | None = None
        self.others: list[Review] = []
        self.findings: list[Finding] = []
        self.unstored: dict[str, str] = {}  # what the store did not take, by claim id
        self.walk(dates=dates, retired=retired)

    def walk(self, *, dates: bool, retired: bool) -> None:
        """Go through all claims from now on; without ``dates``, not the dates, with ``retired``, those too."""
        outline = self.outline
        self.dates, self.retired = dates, retired
        self._walk = outline.claims(dates=dates, retired=retired)
        self._starts = array("I", map(outline.starts.__getitem__, self._walk))
        # Retired claims are few if there are any, and a hundred thousand calls of a method take their time.
        code = self._code if retired else outline.verdicts.__getitem__
        self._verdicts = bytearray(map(code, self._walk))

    def _code(self, mention: int) -> int:
        """A claim's verdict, where it is none 0; a retired claim needs none."""
        return _RETIRED if self.outline.is_retired(mention) else self.outline.verdicts[mention]

    def renew(self, outline: Outline) -> None:
        """Go on with an outline that was read anew: claims were added to the text, or taken back."""
        current, self.outline = self.current, outline
        self.walk(dates=self.dates, retired=self.retired)
        self.index = outline.index(current.id) if current else None
        if self.index is None:
            self._forget_current()

    def _forget_current(self) -> None:
        self.current, self.review, self.others, self.findings = None, None, [], []

    @property
    def article(self) -> Article:
        """The article."""
        return self.opened.article

    @property
    def id(self) -> str:
        """The article's id."""
        return self.opened.article.id

    def __len__(self) -> int:
        return len(self._walk)

    @property
    def place(self) -> str:
        """The current claim's number among those one goes through: ``3/30``."""
        if self.index is None:
            return ""
        return f"{bisect_right(self._walk, self.index)}/{len(self)}"

    @property
    def span(self) -> tuple[int, int]:
        """Where the annotator has the current claim; the cursor where there is none."""
        if self.index is None:
            return self.cursor, self.cursor
        return self.outline.starts[self.index], self.outline.ends[self.index]

    @property
    def quoted(self) -> tuple[str, str, str]:
        """The words of the current claim, between those around it, as many as there is room for."""
        (start, end), text = self.span, self.article.text
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return (
            words_before(before, cut=start > _AROUND),
            text[start:end],
            words_behind(behind, cut=end + _AROUND < len(text)),
        )

    # What is decided ------------------------------------------------------------------------------------

    def take_in(self, claim: Claim, reviews: list[Review], findings: list[Finding]) -> None:
        """Take in the current claim in full, every annotator's reviews of it and what its article says of it."""
        self.current, self.findings = claim, findings
        self.review = next((r for r in reviews if r.annotator == self.annotator), None)
        self.others = [r for r in reviews if r.annotator != self.annotator and not r.blank]

    def stance(self, claim: str) -> tuple[Verdict | None, Standing | None, int, int]:
        """The annotator's verdict on a claim, what they did to it, and where they have it."""
        outline = self.outline
        if (index := self._index_of(claim)) is None:
            return None, None, 0, 0
        verdict, standing = VERDICTS[outline.verdicts[index]], STANDINGS[outline.standings[index]]
        return verdict, standing, outline.starts[index], outline.ends[index]

    def _index_of(self, claim: str) -> int | None:
        here = self.current and self.current.id == claim
        return self.index if here else self.outline.index(claim)

    def decided(self, review: Review) -> int | None:
        """Take in a review that the annotator has given; gives the mention that it is of.

        None where it is of no mention that is known, or the order of the mentions is another now: the
        outline has to be read anew.
        """
        self.unstored.pop(review.claim, None)
        if self.current and review.claim == self.current.id:
            self.review = review
        index = self._index_of(review.claim)
        if index is None:
            return None
        stood = self._stood(index)
        if not self.outline.take_in(index, review):
            return None
        if stood != self._stood(index):
            self.walk(dates=self.dates, retired=self.retired)
            self.cursor = self.outline.starts[index] if index == self.index else self.cursor
        else:
            at = bisect_left(self._walk, index)
            if at < len(self._walk) and self._walk[at] == index:
                self._verdicts[at] = self._code(index)
        return index

    def _stood(self, index: int) -> tuple[bool, int, bool]:
        """On what it hangs whether and when one comes by a mention."""
        return self.outline.is_retired(index), self.outline.starts[index], self.outline.is_date(index)

    def correct(self, kinds: Mapping[str, Kind]) -> None:
        """Take in which kinds the annotator holds some claims to be of."""
        self.outline.correct(kinds)
        self.walk(dates=self.dates, retired=self.retired)

    # Where to go ----------------------------------------------------------------------------------------

    def go(self, index: int | None, cursor: int | None = None) -> None:
        """Make a mention the current one, or none at the cursor's offset; it is then read by ``take_in``."""
        self.index = index
        self._forget_current()
        if cursor is not None:
            self.cursor = cursor
        elif index is not None:
            self.cursor = self.outline.starts[index]

    def resumed(self, claim: str | None) -> int | None:
        """The mention of that claim id or, where it is none, the first unreviewed claim or the first."""
        here = self.outline.index(claim) if claim else None
        if here is not None and self.is_walked(here):
            return here
        found = self.unreviewed(0)
        return self.first() if found is None else found

    def is_walked(self, mention: int) -> bool:
        """Whether a mention is a claim or, where these are gone through too, a retired one."""
        return self.outline.is_claim(mention) or (self.retired and self.outline.is_retired(mention))

    def first(self) -> int | None:
        """The first claim."""
        return self._walk[0] if self._walk else None

    def last(self) -> int | None:
        """The last claim."""
        return self._walk[-1] if self._walk else None

    def neighbour(self, by: int) -> int | None:
        """The next claim (``by`` is 1) or the previous one (-1) from the cursor."""
        at = bisect_right(self._starts, self.cursor) if by > 0 else bisect_left(self._starts, self.cursor) - 1
        return self._walk[at] if 0 <= at < len(self._walk) else None

    def unreviewed(self, start: int) -> int | None:
        """The first claim without a verdict at or behind an offset."""
        at = self._verdicts.find(0, bisect_left(self._starts, start))
        return self._walk[at] if at >= 0 else None

    def claim_in(self, start: int, end: int) -> int | None:
        """The first claim that begins between two offsets."""
        at = bisect_left(self._starts, start)
        return self._walk[at] if at < len(self._walk) and self._starts[at] < end else None

    def claim_at(self, start: int, end: int) -> int | None:
        """The first claim whose extent shares a character with ``start`` to ``end``."""
        return next(filter(self.is_walked, self.outline.touching(start, end)), None)

    def found(self, claim: str | None, start: int, end: int) -> int | None:
        """The claim that a hit from ``start`` to ``end`` leads to.

        That is the one of this id, where it is gone through; else the one touched; else the first behind.
        """
        asked = self.outline.index(claim) if claim else None
        if asked is not None and self.is_walked(asked):
            return asked
        touched = self.claim_at(start, end)
        return self.claim_in(start, len(self.article.text)) if touched is None else touched

    def sentence(self) -> tuple[int, int]:
        """The sentence in which the cursor stands."""
        return sentence_at(self.article.text, self.cursor)

    def walked(self, unit: str, by: int) -> tuple[int | None, int | None]:
        """The next (``by`` is 1) or previous (-1) ``sentence`` or ``paragraph``: its first claim, its beginning.

        Backwards it is that of the current claim itself where the claim is not the first in it. Both are None
        where there is no such unit, the claim alone where the unit has none.
        """
        text = self.article.text
        begin = _STEPS[unit, by](text, self.cursor)
        if by < 0 and begin is not None and self.index == self._first_in(unit, begin):
            begin = _STEPS[unit, by](text, begin) if self.index is not None else begin
        return (None, None) if begin is None else (self._first_in(unit, begin), begin)

    def _first_in(self, unit: str, offset: int) -> int | None:
        return self.claim_in(offset, _UNITS[unit](self.article.text, offset)[1])


_UNITS = {"sentence": sentence_at, "paragraph": paragraph_at}
_STEPS = {
    ("sentence", 1): next_sentence,
    ("sentence", -1): previous_sentence,
    ("paragraph", 1): next_paragraph,
    ("paragraph", -1): previous_paragraph,
}
