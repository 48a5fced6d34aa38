"""The articles of a report, with each claim once and the reviews of all its annotators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from annotations.exports.contents import ExportContents, ExportedArticle
from annotations.exports.report.claim_states import ClaimState, state_of
from annotations.model import Article, Bearing, Claim, Evidence, Finding, Kind, Role
from annotations.reports import ReviewedClaim
from annotations.sentences import sentence_at

# Articles in a report on a store in which nothing is reviewed yet.
_MOST_UNREVIEWED = 50


class ReportedClaim(NamedTuple):
    """A claim with its exported reviews, by annotator; the first one's span and reading stand for all."""

    claim: Claim
    reviews: tuple[ReviewedClaim, ...]

    @property
    def state(self) -> ClaimState:
        """The verdict that the reviews share, or that they differ."""
        return state_of(reviewed.review.verdict for reviewed in self.reviews)

    @property
    def span(self) -> tuple[int, int]:
        """The start and end of the claim, in code points of its article's text."""
        start, end, _quote = self.reviews[0].span
        return start, end

    @property
    def quote(self) -> str:
        """The words of the claim."""
        return self.reviews[0].span[2]

    @property
    def kind(self) -> Kind | None:
        """What the claim measures."""
        return self.reviews[0].review.corrected_mention(self.claim.mention).kind

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all reviews, each piece once."""
        pieces = (piece for reviewed in self.reviews for piece in reviewed.review.evidence)
        return tuple(dict.fromkeys(pieces))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings on the claim in the readings of all reviews, each once."""
        return tuple(dict.fromkeys(finding for reviewed in self.reviews for finding in reviewed.findings))

    def sentence_span(self, text: str) -> tuple[int, int]:
        """The sentence of the claim in its article's text, long enough to hold the whole claim."""
        start, end = self.span
        sentence_start, sentence_end = sentence_at(text, start)
        return sentence_start, max(sentence_end, end)


def reported_claims(exported: ExportedArticle) -> list[ReportedClaim]:
    """The claims of an article in a report, in order of position."""
    groups = groupby(exported.claims, key=lambda reviewed: reviewed.claim.id)
    return [ReportedClaim(group[0].claim, tuple(group)) for _id, rows in groups if (group := list(rows))]


class ReportedArticle(NamedTuple):
    """An article of a report: its number, its reviewed claims, and those on which nobody decided anything.

    ``unreviewed`` is empty where the export leaves reviews out by choice.
    """

    number: int
    article: Article
    claims: Sequence[ReportedClaim]
    unreviewed: Sequence[Claim]

    @property
    def states(self) -> Counter[ClaimState]:
        """The number of claims in each state."""
        counts = Counter(claim.state for claim in self.claims)
        counts[ClaimState.UNREVIEWED] += len(self.unreviewed)
        return counts

    @property
    def contradictions(self) -> Mapping[Finding, str]:
        """The findings that contradict claims, each with the id of the first claim that it is on."""
        first_claims: dict[Finding, str] = {}
        for claim in self.claims:
            for finding in claim.findings:
                if finding.bearing is Bearing.CONTRADICTS:
                    first_claims.setdefault(finding, claim.claim.id)
        return first_claims


def reported_articles(contents: ExportContents) -> Iterator[ReportedArticle]:
    """The articles of a report, by id, numbered from 1: those with reviews, or the first ones where nothing is reviewed."""
    number = 0
    for number, exported in enumerate(contents.articles(), start=1):
        claims = reported_claims(exported)
        yield ReportedArticle(number, exported.article, claims, _unreviewed_claims(contents, exported))
    if number == 0 and not contents.is_restricted:
        for first_number, article in enumerate(islice(contents.all_articles(), _MOST_UNREVIEWED), start=1):
            unreviewed = _unreviewed_claims(contents, ExportedArticle(article, []))
            yield ReportedArticle(first_number, article, [], unreviewed)


def _unreviewed_claims(contents: ExportContents, exported: ExportedArticle) -> list[Claim]:
    if contents.is_restricted:
        return []
    reviewed_ids = {reviewed.claim.id for reviewed in exported.claims}
    return [
        claim
        for claim in contents.mentions(exported.article.id)
        if claim.mention.role is Role.CLAIM and claim.id not in reviewed_ids
    ]
