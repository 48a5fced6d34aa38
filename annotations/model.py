"""What the domain speaks about: articles, mentions, claims, decisions and reviews.

The names and values are those of the annotation guideline (``docs/claims.md``). Offsets are Unicode code
points into the article's text exactly as it was imported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a number in a text is there for; only a ``claim`` can be checked against a source."""

    CLAIM = "claim"
    REFERENCE = "reference"
    NAME = "name"
    METADATA = "metadata"


class Kind(StrEnum):
    """What a claim measures."""

    PERCENTAGE = "percentage"
    COUNT = "count"
    MONEY = "money"
    RANK = "rank"
    RATIO = "ratio"
    MULTIPLE = "multiple"
    LEVEL = "level"
    SCORE = "score"
    MEASURE = "measure"
    AGE = "age"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"


class Verdict(StrEnum):
    """What an annotator found when checking a claim; no verdict means unreviewed."""

    VERIFIED = "verified"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    NOT_A_CLAIM = "not_a_claim"


class Confidence(StrEnum):
    """How sure an annotator is of a verdict."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Standing(StrEnum):
    """What an annotator did to a claim itself: found one the extractor had not, or took a wrong one out."""

    ADDED = "added"
    RETIRED = "retired"


class Outcome(StrEnum):
    """What became of a claim when its article came back edited."""

    UNCHANGED = "unchanged"  # at the same place, saying the same
    MOVED = "moved"  # elsewhere, saying the same
    CHANGED = "changed"  # its place is there, but the number, the unit or what is said of it is another
    GONE = "gone"


class Article(NamedTuple):
    """An article of a corpus.

    ``id`` is the file's path below the corpus folder, ``source`` where it was read from. ``title``,
    ``outlet``, ``author`` and ``published`` (ISO 8601) are None where the text does not give them.
    """

    id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(slots=True)
class Mention:
    """One number as it stands in a text.

    ``start`` and ``end`` bound the number span and ``text`` is exactly that slice; ``extent_start`` and
    ``extent_end`` bound what a screen highlights: modifier, number and unit. ``value`` and ``alternative``
    are normalised strings (a canonical decimal, a range ``15..20``, a list ``3;4`` or ISO 8601); every other
    field is as the guideline says. ``rule`` names what made the reading, ``why`` the word that decided a
    role other than claim, ``resolved`` a date completed from the article's own.

    Slots, not frozen: extraction makes these by the hundred thousand.
    """

    start: int
    end: int
    text: str
    role: Role = Role.CLAIM
    kind: Kind | None = None
    value: str | None = None
    unit: str | None = None
    modifier: str | None = None
    direction: str | None = None
    of: str | None = None
    per: str | None = None
    why: str | None = None
    ambiguous: bool = False
    alternative: str | None = None
    repaired: bool = False
    resolved: str | None = None
    rule: str | None = None
    extent_start: int = -1
    extent_end: int = -1

    def __post_init__(self) -> None:
        if self.extent_start < 0:
            self.extent_start = self.start
        if self.extent_end < 0:
            self.extent_end = self.end

    @property
    def decimal(self) -> Decimal | None:
        """The value as an exact Decimal, or None where it is a date, a time, a range, a list or nothing."""
        if self.value is None or self.kind in (Kind.DATE, Kind.TIME):
            return None
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None


class Claim(NamedTuple):
    """A mention as the store keeps it: with a lasting id and the words around it.

    ``prefix`` and ``suffix`` are up to 32 code points before and after the number span; with the mention's
    text and offsets they make the two selectors of the W3C Web Annotation model (quote and position).
    """

    id: str
    article: str
    text_sha256: str
    mention: Mention
    prefix: str
    suffix: str
    origin: str


class Bearing(StrEnum):
    """What a finding says to the claims it is about."""

    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    IMPLIES = "implies"  # something follows from them that the article does not say


class Finding(NamedTuple):
    """What an article says of its own claims: that they agree, that they cannot all be, or what follows.

    ``rule`` is the lasting id of what found it, ``spans`` where the claims begin and end that it is about,
    first the one that it is said of. ``values`` go into the sentence that ``annotations.checks.says`` makes of
    it, ``arithmetic`` shows why; numbers in both are written the Vietnamese way.
    """

    rule: str
    bearing: Bearing
    spans: tuple[tuple[int, int], ...]
    values: tuple[tuple[str, str], ...]
    arithmetic: str


class Evidence(NamedTuple):
    """What a verdict rests on: where it was found, the words there, the day they were seen (ISO 8601)."""

    url: str = ""
    quote: str = ""
    seen: str = ""


class Correction(NamedTuple):
    """What a claim really says, where the extractor misread it.

    None leaves a part as the extractor has it; an empty value or unit says that there is none.
    """

    value: str | None = None
    unit: str | None = None
    kind: Kind | None = None

    @classmethod
    def between(cls, read: Mention, meant: Mention) -> Correction | None:
        """What makes the one reading the other, None where they say the same."""
        found = cls(
            None if meant.value == read.value else meant.value or "",
            None if meant.unit == read.unit else meant.unit or "",
            None if meant.kind is read.kind else meant.kind,
        )
        return None if found == cls() else found

    def of(self, read: Mention) -> Mention:
        """The mention as it was read with this put right.

        What the extractor doubted of its value is settled, and what it read around a number (almost, of 63, a
        rise, per month) is not said of another value or kind.
        """
        meant = replace(read, kind=self.kind or read.kind)
        if self.value is not None or self.kind is not None:
            meant.modifier = meant.direction = meant.of = meant.per = None
        if self.unit is not None:
            meant.unit = self.unit or None
        if self.value is not None:
            meant.value, meant.alternative, meant.ambiguous = self.value or None, None, False
            meant.resolved = None
        return meant


class Review(NamedTuple):
    """What one annotator holds of one claim now: the newest of their decisions on it.

    ``decided_at`` is ISO 8601 in UTC, ``decision`` the id of the decision it follows from. ``start_shift`` and
    ``end_shift`` say by how many code points the annotator has moved the ends of the claim's span.
    ``placed_on`` is set where the claim lost its place by an edit and the annotator has said what becomes of
    that: the id of the claim of the edited text that it is now, or its own where there is none any more.
    """

    claim: str
    annotator: str
    verdict: Verdict | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    decided_at: str = ""
    decision: str = ""
    confidence: Confidence | None = None
    evidence: tuple[Evidence, ...] = ()
    correction: Correction | None = None
    start_shift: int = 0
    end_shift: int = 0
    standing: Standing | None = None
    placed_on: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is said of the claim, or not any more."""
        said = (
            self.verdict,
            self.tags,
            self.note,
            self.confidence,
            self.evidence,
            self.correction,
            self.standing,
        )
        return not any((*said, self.start_shift, self.end_shift))

    def meant(self, read: Mention) -> Mention:
        """What the annotator holds that the claim says, which was read so."""
        return self.correction.of(read) if self.correction else read


class ArticleReview(NamedTuple):
    """What one annotator holds of one article as a whole: whether they have seen it, and a free note."""

    article: str
    annotator: str
    seen: bool = False
    note: str = ""
    decided_at: str = ""
    decision: str = ""


class Progress(NamedTuple):
    """How much of one article's claims an annotator has given a verdict."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    total: int
    reviewed: int
    verdicts: dict[Verdict, int]
