"""The registry of checks: each rule stands in a module of this package and has one line in ``RULES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotations.checks.passages import Passage, passages
from annotations.checks.rules.changes import changes, rank_changes
from annotations.checks.rules.dates import Calendar, dates
from annotations.checks.rules.lists import lists, may_announce
from annotations.checks.rules.part_of_whole import oversized_parts
from annotations.checks.rules.shares import shares
from annotations.checks.rules.sums import shares_sums, sums
from annotations.model import Article, Finding, Kind, Mention


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one passage, and the passages to run it on."""

    check: Callable[[Passage, Calendar], Iterator[Finding]]
    kinds: frozenset[Kind] | set[Kind]  # the passage has a claim of at least one of these
    claims: int = 1  # and at least this many claims


def _without_calendar(
    check: Callable[[Passage], Iterator[Finding]],
) -> Callable[[Passage, Calendar], Iterator[Finding]]:
    return lambda passage, _calendar: check(passage)


_NOT_DATES = frozenset(Kind) - {Kind.DATE}

RULES = (
    Rule(dates, {Kind.DATE}),
    Rule(_without_calendar(lists), {Kind.COUNT}),
    Rule(_without_calendar(sums), {Kind.COUNT}, claims=3),
    Rule(_without_calendar(oversized_parts), _NOT_DATES),
    Rule(_without_calendar(shares), {Kind.PERCENTAGE}, claims=2),
    Rule(_without_calendar(shares_sums), {Kind.PERCENTAGE}, claims=2),
    Rule(_without_calendar(rank_changes), {Kind.RANK}, claims=2),
    Rule(_without_calendar(changes), _NOT_DATES, claims=3),
)


def findings(article: Article, mentions: Sequence[Mention]) -> list[Finding]:
    """Run every rule on every passage of an article; see ``annotations.checks.check``."""
    calendar = Calendar(article.published, mentions)
    has_day = calendar.published is not None

    def may_concern(claim: Mention) -> bool:
        """Whether any rule can find something about the only claim of a sentence."""
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
