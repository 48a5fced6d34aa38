"""The open article: the current claim, the annotator's verdicts, and where moving leads."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from annotations.model import Article, Claim, Finding, Kind, Mention, Review, Standing, Verdict
from annotations.review.article_contents import ArticleContents
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

CONTEXT = 32  # characters shown before and after a claim
_RETIRED = 255  # the code of a retired claim among the codes of verdicts


class OpenArticle:
    """An article with its mentions in outline, one annotator's verdicts, and a cursor.

    Mentions are identified by their index in the outline. Moving visits claims; whether it visits dates and retired
    claims is set by ``visit``. ``cursor`` is the offset from which moving starts: that of the current claim, of the match
    where a search ended, or of a sentence without a claim. ``current``, ``review``, ``other_reviews`` and
    ``findings`` are of the current claim; they are read from the store when a claim becomes current.
    """

    def __init__(
        self, contents: ArticleContents, annotator: str, *, dates: bool = True, retired: bool = False
    ) -> None:
        self.contents = contents
        self.annotator = annotator
        self.outline: Outline = contents.outline
        self.index: int | None = None
        self.cursor = 0
        self.current: Claim | None = None
        self.review: Review | None = None
        self.other_reviews: list[Review] = []
        self.findings: list[Finding] = []
        self.former_reading: Mention | None = (
            None  # what the annotator saw when deciding, if it is read otherwise now
        )
        self.unstored_decisions: dict[
            str, str
        ] = {}  # names of decisions that could not be stored, by claim id
        self.visit(dates=dates, retired=retired)

    def visit(self, *, dates: bool, retired: bool) -> None:
        """Choose what moving visits: claims, with or without dates, with or without retired claims."""
        outline = self.outline
        self.dates, self.retired = dates, retired
        self._visited = outline.claims(dates=dates, retired=retired)
        self._starts = array("I", map(outline.starts.__getitem__, self._visited))
        # Calling a method for each of 100,000 claims is slow: only done if retired claims are visited.
        code_of = self._verdict_code if retired else outline.verdicts.__getitem__
        self._verdicts = bytearray(map(code_of, self._visited))

    def _verdict_code(self, mention: int) -> int:
        """The code of a claim's verdict, 0 for none; a retired claim needs no verdict."""
        return _RETIRED if self.outline.is_retired(mention) else self.outline.verdicts[mention]

    def replace_outline(self, outline: Outline) -> None:
        """Replace the outline after claims were added to the text or removed from it; the current claim stays."""
        current, self.outline = self.current, outline
        self.visit(dates=self.dates, retired=self.retired)
        self.index = outline.index(current.id) if current else None
        if self.index is None:
            self._forget_current()

    def _forget_current(self) -> None:
        self.current, self.review, self.other_reviews, self.findings = None, None, [], []
        self.former_reading = None

    @property
    def article(self) -> Article:
        return self.contents.article

    @property
    def id(self) -> str:
        return self.contents.article.id

    def __len__(self) -> int:
        return len(self._visited)

    @property
    def position(self) -> str:
        """The current claim's number among the visited ones, and how many these are: ``3/30``."""
        if self.index is None:
            return ""
        return f"{bisect_right(self._visited, self.index)}/{len(self)}"

    @property
    def span(self) -> tuple[int, int]:
        """The span of the current claim as the annotator has it; without a claim, the empty span at the cursor."""
        if self.index is None:
            return self.cursor, self.cursor
        return self.outline.starts[self.index], self.outline.ends[self.index]

    @property
    def quotation(self) -> tuple[str, str, str]:
        """The current claim's words, with the words before and after them, cut to ``CONTEXT``."""
        (start, end), text = self.span, self.article.text
        prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return (
            words_before(prefix, cut=start > CONTEXT),
            text[start:end],
            words_behind(suffix, cut=end + CONTEXT < len(text)),
        )

    # Reviews --------------------------------------------------------------------------------------------

    def set_current(
        self,
        claim: Claim,
        reviews: list[Review],
        findings: list[Finding],
        former_reading: Mention | None = None,
    ) -> None:
        """Set the current claim in full: with every annotator's review, the findings, and its former reading."""
        self.current, self.findings, self.former_reading = claim, findings, former_reading
        self.review = next((review for review in reviews if review.annotator == self.annotator), None)
        self.other_reviews = [
            review for review in reviews if review.annotator != self.annotator and not review.blank
        ]

    def stance(self, claim: str) -> tuple[Verdict | None, Standing | None, int, int]:
        """The annotator's verdict on a claim, its standing, and the start and end of its span."""
        outline = self.outline
        if (index := self._index_of(claim)) is None:
            return None, None, 0, 0
        verdict, standing = VERDICTS[outline.verdicts[index]], STANDINGS[outline.standings[index]]
        return verdict, standing, outline.starts[index], outline.ends[index]

    def _index_of(self, claim: str) -> int | None:
        is_current = self.current and self.current.id == claim
        return self.index if is_current else self.outline.index(claim)

    def apply_review(self, review: Review) -> int | None:
        """Apply a stored review of the annotator; returns the mention that it is of.

        Returns None where the outline does not have the mention, or moved ends changed the order of mentions: then the
        outline has to be read again.
        """
        self.unstored_decisions.pop(review.claim, None)
        if self.current and review.claim == self.current.id:
            self.review, self.former_reading = review, None
        index = self._index_of(review.claim)
        if index is None:
            return None
        former_place = self._visiting_order(index)
        if not self.outline.update(index, review):
            return None
        if former_place != self._visiting_order(index):
            self.visit(dates=self.dates, retired=self.retired)
            self.cursor = self.outline.starts[index] if index == self.index else self.cursor
        else:
            position = bisect_left(self._visited, index)
            if position < len(self._visited) and self._visited[position] == index:
                self._verdicts[position] = self._verdict_code(index)
        return index

    def _visiting_order(self, index: int) -> tuple[bool, int, bool]:
        """What decides whether, and in which order, a mention is visited."""
        return self.outline.is_retired(index), self.outline.starts[index], self.outline.is_date(index)

    def correct_kinds(self, kinds: Mapping[str, Kind]) -> None:
        """Set the kinds to which the annotator corrected claims, by claim id."""
        self.outline.correct(kinds)
        self.visit(dates=self.dates, retired=self.retired)

    # Moving ---------------------------------------------------------------------------------------------

    def go(self, index: int | None, cursor: int | None = None) -> None:
        """Make a mention the current one, or none at an offset; ``set_current`` has to follow for a mention."""
        self.index = index
        self._forget_current()
        if cursor is not None:
            self.cursor = cursor
        elif index is not None:
            self.cursor = self.outline.starts[index]

    def mention_to_resume(self, claim: str | None) -> int | None:
        """The mention of a claim id if moving visits it, else the first unreviewed claim, else the first claim."""
        mention = self.outline.index(claim) if claim else None
        if mention is not None and self.is_visited(mention):
            return mention
        unreviewed = self.next_unreviewed(0)
        return self.first() if unreviewed is None else unreviewed

    def is_visited(self, mention: int) -> bool:
        """Whether a mention is a claim or, where retired claims are visited, a retired one."""
        return self.outline.is_claim(mention) or (self.retired and self.outline.is_retired(mention))

    def first(self) -> int | None:
        return self._visited[0] if self._visited else None

    def last(self) -> int | None:
        return self._visited[-1] if self._visited else None

    def neighbour(self, step: int) -> int | None:
        """The next claim (``step`` is 1) or the previous one (-1) from the cursor."""
        if step > 0:
            position = bisect_right(self._starts, self.cursor)
        else:
            position = bisect_left(self._starts, self.cursor) - 1
        return self._visited[position] if 0 <= position < len(self._visited) else None

    def next_unreviewed(self, offset: int) -> int | None:
        """The first claim without a verdict at or behind an offset."""
        position = self._verdicts.find(0, bisect_left(self._starts, offset))
        return self._visited[position] if position >= 0 else None

    def next_to_review(self) -> int | None:
        """The next claim without a verdict: the first below the cursor, else the first above it.

        None above where the current claim has no verdict: the annotator leaves it for later, with those above.
        """
        index = self.next_unreviewed(self.cursor + 1)
        if index is None and (self.index is None or self._verdict_code(self.index)):
            return self.next_unreviewed(0)
        return index

    def first_claim_in(self, start: int, end: int) -> int | None:
        """The first claim that begins between two offsets."""
        position = bisect_left(self._starts, start)
        is_inside = position < len(self._visited) and self._starts[position] < end
        return self._visited[position] if is_inside else None

    def claim_at(self, start: int, end: int) -> int | None:
        """The first claim whose extent shares a character with ``start`` to ``end``."""
        return next(filter(self.is_visited, self.outline.touching(start, end)), None)

    def claim_of_match(self, claim: str | None, start: int, end: int) -> int | None:
        """The claim to which a match from ``start`` to ``end`` leads.

        The claim of this id if moving visits it; else the claim that the match touches; else the first one behind.
        """
        mention = self.outline.index(claim) if claim else None
        if mention is not None and self.is_visited(mention):
            return mention
        touched = self.claim_at(start, end)
        return self.first_claim_in(start, len(self.article.text)) if touched is None else touched

    def sentence(self) -> tuple[int, int]:
        """The sentence in which the cursor stands."""
        return sentence_at(self.article.text, self.cursor)

    def neighbour_unit(self, unit: str, step: int) -> tuple[int | None, int | None]:
        """The first claim and the beginning of the next (``step`` is 1) or previous (-1) sentence or paragraph.

        Backwards that is the unit of the current claim itself, unless the claim is the first in it. Both are None
        where there is no such unit; the claim alone is None where the unit has no claim.
        """
        text = self.article.text
        begin = _STEPS[unit, step](text, self.cursor)
        if step < 0 and begin is not None and self.index == self._first_in_unit(unit, begin):
            begin = _STEPS[unit, step](text, begin) if self.index is not None else begin
        return (None, None) if begin is None else (self._first_in_unit(unit, begin), begin)

    def _first_in_unit(self, unit: str, offset: int) -> int | None:
        return self.first_claim_in(offset, _UNITS[unit](self.article.text, offset)[1])


_UNITS = {"sentence": sentence_at, "paragraph": paragraph_at}
_STEPS = {
    ("sentence", 1): next_sentence,
    ("sentence", -1): previous_sentence,
    ("paragraph", 1): next_paragraph,
    ("paragraph", -1): previous_paragraph,
}
