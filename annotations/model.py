"""What the domain speaks about: articles, mentions, claims, decisions and reviews.

The names and values are those of the annotation guideline (``docs/claims.md``). Offsets are Unicode code
points into the article's text exactly as it was imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Article:
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


@dataclass(frozen=True, slots=True)
class Claim:
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


@dataclass(frozen=True, slots=True)
class Review:
    """What one annotator holds of one claim now: the newest of their decisions on it.

    ``decided_at`` is ISO 8601 in UTC, ``decision`` the id of the decision it follows from.
    """

    claim: str
    annotator: str
    verdict: Verdict | None
    tags: tuple[str, ...]
    note: str
    decided_at: str
    decision: str


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """One row of an export: a claim, the article it stands in and one annotator's review of it."""

    title: str | None
    outlet: str | None
    published: str | None
    claim: Claim
    review: Review


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of one article's claims an annotator has given a verdict."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    total: int
    reviewed: int
    verdicts: dict[Verdict, int]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One decision as the log tells it: what it replaced (None for the first), and whether it undid another."""

    article: str
    start: int
    quote: str
    before: Review | None
    after: Review
    undoes: str | None
