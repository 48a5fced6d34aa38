"""The state of a claim in a report: the verdict that its reviews share, or that they disagree, or that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from annotations.errors import Sentence
from annotations.model import Verdict


class ClaimState(StrEnum):
    """A verdict, or ``disputed`` where annotators gave several, or ``unreviewed``; in the order in which reports list them."""

    VERIFIED = "verified"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    NOT_A_CLAIM = "not_a_claim"
    DISPUTED = "disputed"
    UNREVIEWED = "unreviewed"


# A sign stands beside each colour, for readers and printers that do not tell colours apart.
SIGNS: Mapping[ClaimState, str] = {
    ClaimState.VERIFIED: "✓",
    ClaimState.REFUTED: "✗",
    ClaimState.UNVERIFIABLE: "?",
    ClaimState.NOT_A_CLAIM: "–",
    ClaimState.DISPUTED: "!",
    ClaimState.UNREVIEWED: "○",
}
NAMES: Mapping[ClaimState, Sentence] = {
    ClaimState.VERIFIED: Sentence("verified"),
    ClaimState.REFUTED: Sentence("refuted"),
    ClaimState.UNVERIFIABLE: Sentence("unverifiable"),
    ClaimState.NOT_A_CLAIM: Sentence("not a claim"),
    ClaimState.DISPUTED: Sentence("verdicts differ"),
    ClaimState.UNREVIEWED: Sentence("unreviewed"),
}


def state_of(verdicts: Iterable[Verdict | None]) -> ClaimState:
    """The state of a claim with these verdicts of its annotators; None stands for a review without a verdict."""
    distinct_verdicts = {verdict for verdict in verdicts if verdict}
    if not distinct_verdicts:
        return ClaimState.UNREVIEWED
    return ClaimState(distinct_verdicts.pop()) if len(distinct_verdicts) == 1 else ClaimState.DISPUTED
