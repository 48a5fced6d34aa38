"""What the store reports: of an import, of claims that lost their place, of everything that was decided."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from annotations.model import ArticleReview, Claim, Finding, Outcome, Review


class Imported(Enum):
    """What importing an article did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    EDITED = (
        "edited"  # its text is another; the claims of the one before are found again as far as they can be
    )
    OTHER = "other"  # left out: the store has decisions on another article of the same name


class ImportReport(NamedTuple):
    """What importing an article did and, where its text was edited, what became of its claims.

    ``outcomes`` counts the claims of the former text; ``new`` those of the new text that were not in it.
    ``orphans`` is how many reviewed claims wait in the orphan queue for this article.
    """

    article: str
    what: Imported
    outcomes: Mapping[Outcome, int] = MappingProxyType({})
    new: int = 0
    orphans: int = 0


class Orphan(NamedTuple):
    """A claim that somebody reviewed, whose article came back edited and that did not find its place again.

    ``reviews`` are everybody's; it waits until each has said what becomes of theirs.
    ``text`` is the one it stands in; ``candidate`` is the claim of the article's current text that stands where
    this one stood, ``near`` the offset in it where that is or would be.
    """

    claim: Claim
    outcome: Outcome
    reviews: tuple[Review, ...]
    text: str
    candidate: Claim | None
    near: int


class ReviewedClaim(NamedTuple):
    """One row of an export: a claim, the article it stands in and one annotator's review of it.

    ``span`` is where the annotator has the claim: start, end and the words there; ``context`` the words before
    and after it, as long as a claim's prefix and suffix. ``findings`` are what the article says of the claim as
    the annotator reads it.
    """

    title: str | None
    outlet: str | None
    published: str | None
    claim: Claim
    review: Review
    span: tuple[int, int, str]
    context: tuple[str, str]
    findings: tuple[Finding, ...] = ()


class LogEntry(NamedTuple):
    """One decision as the log tells it: what it replaced (None for the first), and whether it undid another.

    ``start`` and ``quote`` are those of the claim as it was extracted; None and empty where the decision is on
    the article as a whole.
    """

    article: str
    start: int | None
    quote: str
    before: Review | ArticleReview | None
    after: Review | ArticleReview
    undoes: str | None
