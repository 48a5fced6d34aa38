"""Values that the store returns for imports, orphans, exports and the log."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from annotations.model import ArticleReview, Claim, Finding, Outcome, Review


class Imported(Enum):
    """The result of importing an article."""

    NEW = "new"
    UNCHANGED = "unchanged"
    EDITED = "edited"  # stored with another text, in which the claims of the earlier text are looked for
    DUPLICATE = "duplicate"  # not stored: another article has the same text, and is this one
    NAME_TAKEN = "other"  # not stored: the store has decisions on another article of the same id


class ImportReport(NamedTuple):
    """The result of importing an article and, where its text was edited, what became of its claims.

    ``outcomes`` counts the claims of the earlier text by outcome, ``new`` the claims of the new text that were not in
    the earlier one, ``orphans`` the article's reviewed claims in the orphan queue. ``reread`` counts the reviewed claims
    of an unchanged text that another extractor reads otherwise than when they were decided on. ``is_extracted`` is set
    where the claims were extracted, because the store did not have them. ``twin`` is the article that a duplicate is.
    """

    article: str
    imported: Imported
    outcomes: Mapping[Outcome, int] = MappingProxyType({})
    new: int = 0
    orphans: int = 0
    reread: int = 0
    is_extracted: bool = False
    twin: str = ""


class ClaimChanges(NamedTuple):
    """How many claims of an article an import would add, change and lose, and how many of these are reviewed.

    Changed are claims that would have another reading, another span or, in an edited text, another number.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    reviewed_changed: int = 0
    reviewed_gone: int = 0


class ImportPlan(NamedTuple):
    """What importing an article would do; ``is_extracted`` is set for a stored article that would be read anew.

    ``twin`` is the article that a duplicate is.
    """

    article: str
    imported: Imported
    changes: ClaimChanges = ClaimChanges()
    is_extracted: bool = False
    twin: str = ""

    @property
    def is_reread(self) -> bool:
        """Whether the article's text is unchanged and another extractor would read it."""
        return self.imported is Imported.UNCHANGED and self.is_extracted


class Orphan(NamedTuple):
    """A reviewed claim that was not found again when its article was imported with an edited text.

    It stays in the orphan queue until each of the annotators in ``reviews`` has placed or settled it. ``text`` is the
    earlier text, in which the claim stands. ``candidate`` is the claim of the current text at the place where the
    orphan stood, and ``offset`` that place in the current text.
    """

    claim: Claim
    outcome: Outcome
    reviews: tuple[Review, ...]
    text: str
    candidate: Claim | None
    offset: int


class ReviewedClaim(NamedTuple):
    """A row of an export: a claim, its article, and one annotator's review of the claim.

    ``span`` is the annotator's span of the claim: start, end and the words in it. ``context`` are the words before and
    after that span, as many as in a claim's prefix and suffix. ``findings`` come from the checks of the article with
    the annotator's corrections. ``consensus`` says where the review of a consensus comes from, else it is empty.
    """

    title: str | None
    outlet: str | None
    published: str | None
    claim: Claim
    review: Review
    span: tuple[int, int, str]
    context: tuple[str, str]
    findings: tuple[Finding, ...] = ()
    consensus: str = ""


class ExportReport(NamedTuple):
    """What an export leaves out: reviewed claims in the orphan queue, and claims without the consensus asked for."""

    orphans: int
    unresolved: int = 0


class LogEntry(NamedTuple):
    """A decision in the log: the resulting review and the one it replaced, which is None for a first decision.

    ``start`` and ``quote`` are those of the claim as it was extracted; None and empty for a decision on an article.
    ``undoes`` is the id of the step that the decision takes back, if any.
    """

    article: str
    start: int | None
    quote: str
    former_review: Review | ArticleReview | None
    review: Review | ArticleReview
    undoes: str | None
