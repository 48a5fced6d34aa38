"""The consensus of annotators on a claim: one review in place of several, where they agree or most of them do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from annotations.model import Confidence, Review
from annotations.reports import ReviewedClaim

_SEPARATOR = ";"


class Consensus(StrEnum):
    """Which claims a consensus export has: those on which all agree, also those that an adjudicator has settled, or most."""

    UNANIMOUS = "unanimous"
    ADJUDICATED = "adjudicated"
    MAJORITY = "majority"


class ConsensusSource(StrEnum):
    """Where the review of a consensus export comes from."""

    SINGLE = "single"  # one annotator alone reviewed the claim
    UNANIMOUS = "unanimous"
    ADJUDICATED = "adjudicated"  # an adjudicator has decided
    MAJORITY = "majority"


class ConsensusCounter:
    """Makes the consensus of claims, and counts the claims that have none."""

    def __init__(self, consensus: Consensus, settling: Collection[str] = ()) -> None:
        """``settling``: the ids of the decisions by which adjudicators have settled claims."""
        self._consensus = consensus
        self._settling = settling if consensus is not Consensus.UNANIMOUS else ()
        self.unresolved = 0

    def reviews(self, claims: Iterable[ReviewedClaim]) -> Iterator[ReviewedClaim]:
        """One reviewed claim for each claim that has a consensus; the reviews of a claim follow each other.

        Only reviews with a verdict count. Annotators agree if verdict, kind, value, unit and span are the same. Of a settled
        claim those agree who say what the adjudicator says.
        """
        for _claim, group in groupby(claims, key=lambda reviewed: reviewed.claim.id):
            reviewed = [claim for claim in group if claim.review.verdict is not None]
            if settled := next(
                (claim for claim in reviewed if claim.review.decision in self._settling), None
            ):
                followers = [
                    claim
                    for claim in reviewed
                    if claim is not settled and _statement(claim) == _statement(settled)
                ]
                yield _merged([settled, *followers], reviewed)._replace(
                    consensus=ConsensusSource.ADJUDICATED.value
                )
                continue
            agreeing = _largest_group(reviewed)
            is_resolved = len(agreeing) == len(reviewed) or (
                self._consensus is Consensus.MAJORITY and 2 * len(agreeing) > len(reviewed)
            )
            if reviewed and is_resolved:
                yield _merged(agreeing, reviewed)
            else:
                self.unresolved += bool(reviewed)


def _largest_group(reviewed: Sequence[ReviewedClaim]) -> list[ReviewedClaim]:
    """The largest group of reviews that say the same; empty if there is no review."""
    groups: dict[object, list[ReviewedClaim]] = {}
    for claim in reviewed:
        groups.setdefault(_statement(claim), []).append(claim)
    return max(groups.values(), key=len, default=[])


def _statement(reviewed: ReviewedClaim) -> object:
    """What a review says of its claim."""
    mention = reviewed.review.corrected_mention(reviewed.claim.mention)
    return reviewed.review.verdict, mention.kind, mention.value, mention.unit, reviewed.span[:2]


def _merged(agreeing: Sequence[ReviewedClaim], reviewed: Sequence[ReviewedClaim]) -> ReviewedClaim:
    """The first of the reviews that agree, with who agreed, the tags of most of them, all evidence and everybody's notes."""
    reviews = [claim.review for claim in agreeing]
    tag_counts = Counter(tag for review in reviews for tag in review.tags)
    confidences = [review.confidence for review in reviews if review.confidence is not None]
    source = ConsensusSource.UNANIMOUS if len(agreeing) == len(reviewed) else ConsensusSource.MAJORITY
    review = reviews[0]._replace(
        annotator=_SEPARATOR.join(review.annotator for review in reviews),
        tags=tuple(tag for tag, count in sorted(tag_counts.items()) if 2 * count > len(reviews)),
        confidence=min(confidences, key=list(Confidence).index, default=None),
        evidence=tuple(dict.fromkeys(piece for review in reviews for piece in review.evidence)),
        note=_notes(claim.review for claim in reviewed),
        decided_at=max(review.decided_at for review in reviews),
    )
    if len(reviewed) == 1:
        source = ConsensusSource.SINGLE
    return agreeing[0]._replace(review=review, consensus=source.value)


def _notes(reviews: Iterable[Review]) -> str:
    """Every note with the name of its annotator, those of reviews that do not agree too."""
    return "\n".join(f"{review.annotator}: {review.note}" for review in reviews if review.note)
