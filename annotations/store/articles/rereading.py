"""Claims of one text that two extractors read: where a claim of the former reading is in the later one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from annotations.model import Claim, Outcome, Role
from annotations.store.articles.reanchoring import Anchor


def find_reread(claim: Claim, later_claims: Sequence[Claim]) -> Anchor:
    """Find a claim of a former reading among the claims of a later reading of the same text, in order of position.

    It is the claim that shares the most code points with it. The two say the same if kind and value are equal: their
    spans may differ, and units and modifiers may be read otherwise.
    """
    mention = claim.mention
    partner = max(_overlapping(claim, later_claims), key=lambda later: _shared(claim, later), default=None)
    if partner is None:
        return Anchor(Outcome.MISSING, None, None, mention.start)
    start = partner.mention.start
    if (mention.kind, mention.value) != (
        partner.mention.kind,
        partner.mention.value,
    ) or mention.value is None:
        return Anchor(Outcome.CHANGED, partner, None, start)
    outcome = Outcome.UNCHANGED if start == mention.start else Outcome.ELSEWHERE
    return Anchor(outcome, partner, None, start)


def _overlapping(claim: Claim, later_claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a later reading that share code points with a claim; spans of one reading do not overlap."""
    mention = claim.mention
    first = bisect_left(later_claims, mention.start, key=lambda later: later.mention.end)
    partners = []
    for later in later_claims[first:]:
        if later.mention.start >= mention.end:
            break
        if later.mention.role is Role.CLAIM and _shared(claim, later) > 0:
            partners.append(later)
    return partners


def _shared(claim: Claim, later: Claim) -> int:
    """How many code points two spans share."""
    return min(claim.mention.end, later.mention.end) - max(claim.mention.start, later.mention.start)
