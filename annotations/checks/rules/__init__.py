"""All rules, sentence by sentence: each is asked only where there are claims of the kinds it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations.checks.passages import Passage, passages
from annotations.checks.rules.changes import changes, rank_changes
from annotations.checks.rules.dates import Calendar, dates
from annotations.checks.rules.lists import lists, may_announce
from annotations.checks.rules.part_of_whole import too_large
from annotations.checks.rules.shares import shares
from annotations.checks.rules.sums import shares_sums, sums
from annotations.model import Article, Finding, Kind, Mention

_DATES = {Kind.DATE}


def findings(article: Article, mentions: Sequence[Mention]) -> list[Finding]:
    """What ``annotations.checks.check`` gives."""
    known = Calendar(article.published, mentions)
    dated = known.published is not None

    def alone(claim: Mention) -> bool:
        """Whether any rule may be about a claim that is the only one in its sentence."""
        value = claim.value or ""
        if claim.kind is Kind.DATE:
            return dated or value.startswith("--") or "/" in value
        if claim.kind is Kind.COUNT:
            return may_announce(claim)
        return claim.of is not None or (claim.kind is Kind.PERCENTAGE and value[:3].isdecimal())

    found: list[Finding] = []
    for passage in passages(article.text, mentions, alone):
        found.extend(_all(passage, known))
    return sorted(found, key=lambda finding: (finding.spans[0], finding.rule))


def _all(passage: Passage, known: Calendar) -> Iterator[Finding]:
    kinds = passage.kinds
    if Kind.DATE in kinds:
        yield from dates(passage, known)
        if kinds == _DATES:
            return
    if Kind.COUNT in kinds:
        yield from lists(passage)
        if len(passage.claims) > 2:
            yield from sums(passage)
    yield from too_large(passage)
    if len(passage.claims) == 1:
        return
    if Kind.PERCENTAGE in kinds:
        yield from shares(passage)
        yield from shares_sums(passage)
    if Kind.RANK in kinds:
        yield from rank_changes(passage)
    if len(passage.claims) > 2:
        yield from changes(passage)
