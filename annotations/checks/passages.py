"""Passages: the sentences with claims, and their folded words; rules identify a claim by its index in the passage."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from annotations.claims.folding import compose
from annotations.model import Bearing, Finding, Kind, Mention, Role

_CAPITALS = "A-ZÀ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
# The end of a sentence, except before `Trong đó, …`, which continues the counts of the sentence. The pattern begins
# with a character set, which re scans ten times as fast as an alternation. Of a run of marks only the first begins a
# match: from each of them the rest would be scanned again, in quadratic time.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<![.!?…][.!?…])[.!?…]*[\"'”’»)\]]*[ \t\xa0]+(?!Trong (?:đó|số))"
    rf"(?=[{_CAPITALS}0-9]|[\"“‘(]))"
)
_MAX_TAIL = 160  # characters that rules see after the last claim of a sentence
_DIGITS = 18  # values with more digits are not calculated with
_NUMBER = re.compile(r"[-\d.;:/]+\Z", re.ASCII)
# Longer sentences are tables or worse; they are cut, because rules compare every claim with every other.
_MOST_CLAIMS, _MOST_CHARACTERS, _MAX_LEAD = 40, 4_000, 400


_BLANKS = '()[]“”"‘’\t\xa0'
_DASHES = "–—"


def fold_words(cased: str) -> str:
    """Fold case, brackets, quotes and dashes, offset by offset; the full folding takes four times as long."""
    folded_text = cased.lower()
    if len(folded_text) != len(cased):
        folded_text = "".join(char.lower() if len(char.lower()) == 1 else char for char in cased)
    for mark in _BLANKS:
        folded_text = folded_text.replace(mark, " ")
    for dash in _DASHES:
        folded_text = folded_text.replace(dash, "-")
    return folded_text


class Passage:
    """A sentence with at least one claim.

    ``cased`` is the whole composed text; claim ``i`` extends from ``starts[i]`` to ``ends[i]`` in it. Rules see the
    text from ``start`` to ``end``, a limited distance around the claims. ``kinds`` are the kinds of the claims.
    """

    __slots__ = ("_folded", "cased", "claims", "end", "ends", "kinds", "start", "starts")

    def __init__(
        self, cased: str, bounds: tuple[int, int], claims: list[Mention], starts: list[int], ends: list[int]
    ) -> None:
        self.cased, self.claims, self.starts, self.ends = cased, claims, starts, ends
        self.start = max(bounds[0], starts[0] - _MAX_LEAD)
        self.end = max(ends[-1], min(bounds[1], ends[-1] + _MAX_TAIL, len(cased)))
        self.kinds = {claim.kind for claim in claims}
        self._folded: str | None = None

    @property
    def folded(self) -> str:
        """The folded text of the passage, from ``start`` to ``end``."""
        if self._folded is None:
            self._folded = fold_words(self.cased[self.start : self.end])
        return self._folded

    def words_before(self, claim: int) -> str:
        """Return the folded words between a claim and the previous claim, or the start of the sentence."""
        begin = self.ends[claim - 1] - self.start if claim else 0
        return self.folded[begin : self.starts[claim] - self.start]

    def words_after(self, claim: int) -> str:
        """Return the folded words between a claim and the next claim, or the end of the passage."""
        begin = self.ends[claim] - self.start
        return (
            self.folded[begin:]
            if claim + 1 == len(self.claims)
            else self.folded[begin : self.starts[claim + 1] - self.start]
        )

    def words_between(self, first: int, last: int) -> str:
        """Return the folded text between two claims, including the claims in between."""
        return self.folded[self.ends[first] - self.start : self.starts[last] - self.start]

    def gap_before(self, claim: int) -> str:
        """Return the words between a claim and the previous claim in lower case, with brackets and quotes."""
        return self.cased[self.ends[claim - 1] if claim else self.start : self.starts[claim]].lower()

    def mark_before(self, claim: int) -> str:
        """Return the last character before a claim that is not blank, with its case."""
        return self.cased[self.start : self.starts[claim]].rstrip()[-1:]

    def mark_after(self, claim: int) -> str:
        """Return the first character after a claim that is not blank; empty at the end of the line or text."""
        return self.cased[self.ends[claim] : self.ends[claim] + 4].lstrip(" \t\xa0")[:1].strip()

    def span(self, *claims: int) -> tuple[tuple[int, int], ...]:
        """Return the spans of claims in the original text."""
        return tuple((self.claims[claim].start, self.claims[claim].end) for claim in claims)


def passages(
    text: str, mentions: Sequence[Mention], may_concern: Callable[[Mention], bool]
) -> Iterator[Passage]:
    """Cut a text into the sentences that have claims.

    Mentions that are not claims count as words. A sentence with a single claim is skipped unless
    ``may_concern(claim)``: most sentences have a single claim that no rule applies to.
    """
    cased, offsets = compose(text)
    boundaries = (boundary.end() for boundary in _END.finditer(cased))
    begin, next_begin = 0, next(boundaries, len(cased) + 1)
    claims: list[Mention] = []
    for mention in mentions:
        if mention.role is not Role.CLAIM or _is_odd(mention):
            continue
        start = mention.start if offsets is None else bisect_left(offsets, mention.start)
        if start >= next_begin:
            if len(claims) > 1 or (claims and may_concern(claims[0])):
                yield _passage(cased, (begin, next_begin), claims, offsets)
            claims = []
            while start >= next_begin:
                begin, next_begin = next_begin, next(boundaries, len(cased) + 1)
        elif len(claims) == _MOST_CLAIMS or (claims and mention.start - claims[0].start > _MOST_CHARACTERS):
            yield _passage(cased, (begin, start), claims, offsets)
            begin, claims = start, []
        claims.append(mention)
    if claims:
        yield _passage(cased, (begin, next_begin), claims, offsets)


def _is_odd(mention: Mention) -> bool:
    """Whether a claim cannot be calculated with: too many digits, or a correction that is not a number."""
    value = mention.value
    if len(mention.of or "") > _DIGITS:
        return True
    if value is None or mention.kind is Kind.DATE:
        return False
    return len(value) > _DIGITS or not (value.isdecimal() or _NUMBER.match(value))


def _passage(
    cased: str, bounds: tuple[int, int], claims: list[Mention], offsets: array[int] | None
) -> Passage:
    starts, ends = [claim.start for claim in claims], [claim.end for claim in claims]
    if offsets is not None:
        starts, ends = (
            [bisect_left(offsets, position) for position in positions] for positions in (starts, ends)
        )
    return Passage(cased, bounds, claims, starts, ends)


def make_finding(
    rule: str,
    bearing: Bearing,
    passage: Passage,
    claims: tuple[int, ...],
    arithmetic: str,
    **values: str,
) -> Finding:
    """Make a finding about claims of one passage; the first of ``claims`` is the claim it is attached to."""
    return Finding(rule, bearing, passage.span(*claims), tuple(values.items()), arithmetic)
