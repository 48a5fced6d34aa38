"""The numbers of a report: claims by state and kind, verdicts by annotator and day, answers of several annotators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotations.agreement.answers import AnswerCollector
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.reported_claims import ReportedArticle
from annotations.model import Kind, Review, Verdict

StateCounts = Mapping[ClaimState, int]


@dataclass(slots=True)
class ReportCounts:
    """The counts of a report.

    ``states`` and ``kinds`` count claims; unreviewed ones only where the report is of all that is reviewed. ``days``
    counts the current verdicts by the day (ISO 8601, UTC) on which they were given. ``answers`` has the verdicts on each
    claim to which two annotators or more gave one.
    """

    articles: int = 0
    states: Counter[ClaimState] = field(default_factory=Counter)
    kinds: dict[Kind | None, Counter[ClaimState]] = field(default_factory=dict)
    annotators: dict[str, Counter[Verdict]] = field(default_factory=dict)
    days: Counter[str] = field(default_factory=Counter)
    answers: AnswerCollector = field(default_factory=AnswerCollector)
    contradictions: int = 0

    @property
    def claims(self) -> int:
        """The number of claims that are counted."""
        return self.states.total()

    @property
    def reviewed(self) -> int:
        """The number of claims with a verdict."""
        return self.claims - self.states[ClaimState.UNREVIEWED]

    def add_article(self, reported: ReportedArticle) -> None:
        """Count an article with its claims."""
        self.articles += 1
        for claim in reported.claims:
            self._add_claim(claim.kind, claim.state)
            self._add_reviews(reported.article.id, [reviewed.review for reviewed in claim.reviews])
        for unreviewed in reported.unreviewed:
            self._add_claim(unreviewed.mention.kind, ClaimState.UNREVIEWED)
        self.contradictions += len(reported.contradictions)

    def _add_claim(self, kind: Kind | None, state: ClaimState) -> None:
        self.states[state] += 1
        self.kinds.setdefault(kind, Counter())[state] += 1

    def _add_reviews(self, article: str, reviews: Sequence[Review]) -> None:
        verdicts = {review.annotator: review.verdict for review in reviews if review.verdict}
        for annotator, verdict in verdicts.items():
            self.annotators.setdefault(annotator, Counter())[verdict] += 1
        self.days.update(review.decided_at[:10] for review in reviews if review.verdict)
        if len(verdicts) > 1:
            self.answers.add("", article, verdicts)  # agreement does not ask which claim it was
