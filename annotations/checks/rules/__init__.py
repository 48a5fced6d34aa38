"""The registry of rules: each rule has a module of this package and one line in ``RULES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotations.checks.passages import Passage, passages
from annotations.checks.rules.changes import changes, rank_changes
from annotations.checks.rules.dates import Calendar, dates
from annotations.checks.rules.lists import lists, may_announce
from annotations.checks.rules.part_of_whole import oversized_parts
from annotations.checks.rules.plan_shares import plan_shares
from annotations.checks.rules.shares import shares
from annotations.checks.rules.sums import shares_sums, sums
from annotations.model import Article, Finding, Kind, Mention


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that checks one passage, and the kinds and the number of claims that the passage must have."""

    check: Callable[[Passage, Calendar], Iterator[Finding]]
    kinds: frozenset[Kind] | set[Kind]  # the passage has a claim of one of these kinds
    claims: int = 1  # and at least this many claims


def _without_calendar(
    check: Callable[[Passage], Iterator[Finding]],
) -> Callable[[Passage, Calendar], Iterator[Finding]]:
    return lambda passage, _calendar: check(passage)


_NOT_DATES = frozenset(Kind) - {Kind.DATE}

RULES = (
    Rule(dates, {Kind.DATE}),
    Rule(_without_calendar(lists), {Kind.COUNT}),
    Rule(_without_calendar(sums), {Kind.COUNT, Kind.MEASURE, Kind.MONEY}, claims=3),
    Rule(_without_calendar(oversized_parts), _NOT_DATES),
    Rule(_without_calendar(shares), {Kind.PERCENTAGE}, claims=2),
    Rule(_without_calendar(plan_shares), {Kind.PERCENTAGE}, claims=2),
    Rule(_without_calendar(shares_sums), {Kind.PERCENTAGE}, claims=2),
    Rule(_without_calendar(rank_changes), {Kind.RANK}, claims=2),
    Rule(_without_calendar(changes), _NOT_DATES, claims=3),
)


def check(article: Article, mentions: Sequence[Mention]) -> list[Finding]:
    """Compare the claims of an article with each other, with its lists and with its date.

    Args:
        article: the text that the mentions' offsets count in, and ``published``, the date to compare with.
        mentions: the mentions of the text, in text order, with corrections applied.

    Returns:
        The findings in the order of their claims; the same input gives the same findings.

    """
    calendar = Calendar(article.published, mentions)
    has_day = calendar.published is not None

    def may_concern(claim: Mention) -> bool:
        """Whether a rule applies to the only claim of a sentence."""
        value = claim.value or ""
        if claim.kind is Kind.DATE:
            return has_day or value.startswith("--") or "/" in value
        if claim.kind is Kind.COUNT:
            return may_announce(claim)
        return claim.of is not None or (claim.kind is Kind.PERCENTAGE and value[:3].isdecimal())

    article_findings: list[Finding] = []
    for passage in passages(article.text, mentions, may_concern):
        for rule in RULES:
            if len(passage.claims) >= rule.claims and not passage.kinds.isdisjoint(rule.kinds):
                article_findings.extend(rule.check(passage, calendar))
    return sorted(article_findings, key=lambda finding: (finding.spans[0], finding.rule))
