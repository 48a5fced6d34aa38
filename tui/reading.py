"""One annotator reading one article: which claim is current, what is decided, where to go next."""

from __future__ import annotations

from annotations.model import Claim, Review, Role, Verdict
from tui.jobs import OpenArticle


class Reading:
    """The open article with its claims, the annotator's reviews of them and the place in it.

    ``cursor`` is the offset from which next and previous are told: that of the current claim, or of the
    match a search ended on.
    """

    def __init__(self, opened: OpenArticle, annotator: str) -> None:
        self.opened = opened
        self.annotator = annotator
        self.claims = [claim for claim in opened.mentions if claim.mention.role == Role.CLAIM]
        self.take_in(opened.reviews)
        self.current: Claim | None = None
        self.cursor = 0
        self.unstored: dict[str, Verdict] = {}  # verdicts that the store did not take, by claim id

    def take_in(self, reviews: list[Review]) -> None:
        """Take in every annotator's reviews of the article as they are in the store now."""
        self.reviews = {r.claim: r for r in reviews if r.annotator == self.annotator}
        self._others = [r for r in reviews if r.annotator != self.annotator and r.verdict]

    @property
    def id(self) -> str:
        """The article's id."""
        return self.opened.article.id

    @property
    def review(self) -> Review | None:
        """The annotator's review of the current claim."""
        return self.reviews.get(self.current.id) if self.current else None

    @property
    def others(self) -> list[Review]:
        """What the others decided of the current claim."""
        return [r for r in self._others if self.current and r.claim == self.current.id]

    @property
    def place(self) -> str:
        """The current claim's number among the article's: ``3/30``."""
        return f"{self.claims.index(self.current) + 1}/{len(self.claims)}" if self.current else ""

    def verdicts(self) -> dict[str, Verdict | None]:
        """The annotator's verdicts by claim id."""
        return {claim: review.verdict for claim, review in self.reviews.items()}

    def go(self, claim: Claim | None) -> None:
        """Make a claim the current one."""
        self.current = claim
        self.cursor = claim.mention.start if claim else 0

    def start(self, claim: str | None) -> None:
        """Go to the claim of that id or, where there is none, to the first unreviewed one or the first."""
        here = next((c for c in self.claims if c.id == claim), None)
        self.go(here or self.unreviewed(0) or next(iter(self.claims), None))

    def unreviewed(self, start: int) -> Claim | None:
        """The first claim without a verdict at or behind an offset."""
        verdicts = self.verdicts()
        return next((c for c in self.claims if c.mention.start >= start and not verdicts.get(c.id)), None)

    def neighbour(self, by: int) -> Claim | None:
        """The next claim (``by`` is 1) or the previous one (-1) from the cursor."""
        if by > 0:
            return next((c for c in self.claims if c.mention.start > self.cursor), None)
        return next((c for c in reversed(self.claims) if c.mention.start < self.cursor), None)

    def claim_at(self, start: int, end: int) -> Claim | None:
        """The first claim whose extent shares a character with ``start`` to ``end``."""
        return next(
            (c for c in self.claims if c.mention.extent_start < end and start < c.mention.extent_end), None
        )
