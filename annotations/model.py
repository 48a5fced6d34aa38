"""The values of the domain: articles, mentions, claims, findings, corrections and reviews.

Names and values follow the annotation guideline (``docs/claims.md``). Offsets count Unicode code points of the
article's text exactly as it was imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Role(StrEnum):
    """The role of a number in its text; only a ``claim`` can be checked against a source."""

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
    """An annotator's result of checking a claim; a claim without a verdict is unreviewed."""

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
    """An annotator's change to the list of claims: adding one that the extractor missed, or retiring a wrong one."""

    ADDED = "added"
    RETIRED = "retired"


class Outcome(StrEnum):
    """What became of a claim when its article was imported again with an edited text."""

    UNCHANGED = "unchanged"  # at the same offset, saying the same
    ELSEWHERE = "moved"  # at another offset, saying the same
    CHANGED = "changed"  # the surroundings are there, with another number, unit or meaning
    MISSING = "gone"  # neither the claim nor its surroundings are there


class Article(NamedTuple):
    """An article of a corpus.

    ``id`` is the file's path below the corpus folder, or the id of a table's row; ``source`` is the path that the file was
    read from. ``title``, ``outlet``, ``author``, ``published`` (ISO 8601) and ``url`` are None where the source does not state
    them. ``metadata`` has the columns of a table, and the labelled lines of a text, that soi has no field for. Of a file
    whose text is derived, such as a saved page, ``file_sha256`` is the hash of its bytes and ``reader`` the name and version
    of what read it.
    """

    id: str
    source: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    metadata: Mapping[str, str] = MappingProxyType({})
    file_sha256: str | None = None
    reader: str | None = None


@dataclass(slots=True)
class Mention:
    """A number in a text, with what the extractor read in it and around it.

    ``start`` and ``end`` bound the number span and ``text`` is exactly that slice; ``extent_start`` and
    ``extent_end`` bound the part that a screen highlights: modifier, number and unit. ``value`` and ``alternative``
    are normalised strings (a canonical decimal, a range ``15..20``, a list ``3;4`` or ISO 8601). ``rule`` names the
    extractor's rule, ``why`` the word that decided a role other than claim, ``resolved`` a date completed from the
    article's own date. The guideline defines the other fields.

    Slots, not frozen: the extractor makes hundreds of thousands of mentions.
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
        """The value as an exact Decimal; None for a date, a time, a range, a list or no value."""
        if self.value is None or self.kind in (Kind.DATE, Kind.TIME):
            return None
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None


class Claim(NamedTuple):
    """A mention in the store, with a lasting id and the words around it.

    ``prefix`` and ``suffix`` are up to 32 code points before and after the number span. With the mention's text and
    offsets they are the quote and position selectors of the W3C Web Annotation model. ``origin`` says who read the claim:
    ``extractor``, ``annotator`` or ``import``.
    """

    id: str
    article: str
    text_sha256: str
    mention: Mention
    prefix: str
    suffix: str
    origin: str


class Bearing(StrEnum):
    """Whether a finding speaks for or against its claims."""

    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    IMPLIES = "implies"  # the claims imply a number that the article does not state


class Finding(NamedTuple):
    """The result of a check on claims of one article: they agree, they contradict each other, or they imply a number.

    ``rule`` is the lasting id of the check. ``spans`` are the spans of the claims it concerns; the first is the claim
    that the finding is about. ``values`` fill the sentence that ``annotations.checks`` makes of the finding, and
    ``arithmetic`` shows the calculation; numbers in both are written the Vietnamese way.
    """

    rule: str
    bearing: Bearing
    spans: tuple[tuple[int, int], ...]
    values: tuple[tuple[str, str], ...]
    arithmetic: str


class EvidenceKind(StrEnum):
    """What kind of source a piece of evidence is."""

    WEB = "web"
    LETTER = "letter"
    REPORT = "report"
    INTERVIEW = "interview"
    FILE = "file"


class Evidence(NamedTuple):
    """A piece of evidence for a verdict: its source, its words, and the day it was seen (ISO 8601).

    The source is a web address (``url``) or ``source``, which names a letter, a report, an interview or a file, with
    ``page`` as it is numbered there. ``kind`` None stands for a web address, as in older stores.
    """

    url: str = ""
    quote: str = ""
    seen_on: str = ""
    kind: EvidenceKind | None = None
    source: str = ""
    page: str = ""

    @property
    def where(self) -> str:
        """The web address, or what names the source."""
        return self.url or self.source

    def fields(self) -> dict[str, str]:
        """The fields by the names under which they are stored and exported; optional ones are left out when empty."""
        kind = self.kind.value if self.kind else ""
        optional = {"kind": kind, "source": self.source, "page": self.page}
        fields = {"url": self.url, "quote": self.quote, "seen": self.seen_on}
        return fields | {name: text for name, text in optional.items() if text}


class Correction(NamedTuple):
    """A corrected reading of a claim that the extractor misread.

    A part that is None stays as extracted; an empty value or unit means that the claim has none.
    """

    value: str | None = None
    unit: str | None = None
    kind: Kind | None = None
    modifier: str | None = None
    direction: str | None = None
    of: str | None = None
    per: str | None = None

    @classmethod
    def from_mentions(cls, extracted: Mention, corrected: Mention) -> Correction | None:
        """The correction that turns one mention into the other; None where both say the same.

        Where only a word around the number differs, the correction names the kind too, so that value, unit and kind
        alone tell whether a claim is corrected.
        """

        def difference(part: str) -> str | None:
            text: str | None = getattr(corrected, part)
            return None if text == getattr(extracted, part) else text or ""

        kind = None if corrected.kind is extracted.kind else corrected.kind
        value, unit = difference("value"), difference("unit")
        words = [difference(part) for part in ("modifier", "direction", "of", "per")]
        if (value, unit, kind) == (None, None, None) and any(text is not None for text in words):
            kind = corrected.kind
        correction = cls(value, unit, kind, *words)
        return None if correction == cls() else correction

    def apply_to(self, extracted: Mention) -> Mention:
        """A copy of an extracted mention with the corrected parts; a corrected value is not ambiguous."""
        corrected = replace(extracted, kind=self.kind or extracted.kind)
        for part in ("unit", "modifier", "direction", "of", "per"):
            if (text := getattr(self, part)) is not None:
                setattr(corrected, part, text or None)
        if self.value is not None:
            corrected.value, corrected.alternative, corrected.ambiguous = self.value or None, None, False
            corrected.resolved = None
        return corrected


class Review(NamedTuple):
    """An annotator's current judgement of a claim: the state in the newest of their decisions on it.

    ``decided_at`` is ISO 8601 in UTC, ``decision`` the id of that decision. ``start_shift`` and ``end_shift`` count
    the code points by which the annotator moved the ends of the claim's span. ``placed_on`` is None unless the claim
    became an orphan, because its article was edited, and the annotator settled it: then it is the id of the claim of
    the edited text that the annotator chose, or the claim's own id if they chose none. ``actual_value`` and
    ``actual_unit`` are what is true where the claim is not; the correction is what the article says, where the extractor
    misread it.
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
    actual_value: str | None = None
    actual_unit: str | None = None

    @property
    def blank(self) -> bool:
        """Whether the review says nothing of the claim, as before the first decision or after clearing all.

        ``placed_on`` does not count: it says where the claim is, not what is said of it.
        """
        statements = (
            self.verdict,
            self.tags,
            self.note,
            self.confidence,
            self.evidence,
            self.correction,
            self.standing,
            self.actual_value,
            self.actual_unit,
        )
        return not any((*statements, self.start_shift, self.end_shift))

    def corrected_mention(self, extracted: Mention) -> Mention:
        """The claim's mention with the annotator's correction, if there is one."""
        return self.correction.apply_to(extracted) if self.correction else extracted


class ArticleReview(NamedTuple):
    """An annotator's review of an article as a whole: whether they marked it as seen, and a free note."""

    article: str
    annotator: str
    is_seen: bool = False
    note: str = ""
    decided_at: str = ""
    decision: str = ""


class Progress(NamedTuple):
    """An annotator's progress in an article: its claims, how many have a verdict, and which."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    total: int
    reviewed: int
    verdicts: dict[Verdict, int]
