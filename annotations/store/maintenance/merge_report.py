"""What a merge has done, or would do."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from annotations.store.validation.flaws import Flaw, FlawedRow, count_flaws

REPORTED_TABLES = (
    "articles", "texts", "claims", "decisions", "article_decisions", "annotators", "tags", "settings", "assignments",
    "adjudications", "renames",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim with two different verdicts, as pairs of annotator and verdict.

    The verdicts are of two annotators, or of one annotator in two stores; of the latter the newer counts.
    """

    claim: str
    article: str
    quote: str
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The effect of a merge.

    ``added_rows`` counts new rows by table, ``new_decisions`` those on claims and articles by annotator.
    ``new_disputes`` are claims on which annotators disagree only since the merge. ``own_conflicts`` are claims on which
    an annotator had decided differently in the other store. ``edited_articles`` have another text now.
    ``flawed_rows`` are the rows of the other store that were left out, see ``left_out``; ``removed_decisions`` counts
    those that another program has removed from it, by annotator.
    """

    added_rows: dict[str, int]
    new_disputes: tuple[Dispute, ...]
    own_conflicts: tuple[Dispute, ...]
    edited_articles: tuple[str, ...]
    new_decisions: dict[str, int]
    flawed_rows: tuple[FlawedRow, ...] = ()
    removed_decisions: Mapping[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> Mapping[tuple[str, Flaw], int]:
        """The number of rows that were left out, by table and flaw."""
        return count_flaws(self.flawed_rows)


@dataclass(slots=True)
class Changes:
    """What a merge has changed so far."""

    added_rows: Counter[str] = field(default_factory=Counter)
    new_decisions: Counter[str] = field(default_factory=Counter)
    edited_articles: list[str] = field(default_factory=list)
    own_conflicts: list[Dispute] = field(default_factory=list)

    def report(
        self,
        disputes: Iterable[Dispute],
        former_disputes: Iterable[Dispute],
        flawed_rows: Iterable[FlawedRow],
    ) -> MergeReport:
        """The report of a merge that has ended."""
        disputed_claims = {dispute.claim for dispute in former_disputes}
        return MergeReport(
            {table: self.added_rows[table] for table in REPORTED_TABLES},
            tuple(dispute for dispute in disputes if dispute.claim not in disputed_claims),
            tuple(sorted(self.own_conflicts, key=lambda dispute: (dispute.article, dispute.claim))),
            tuple(sorted(self.edited_articles)),
            dict(sorted(self.new_decisions.items())),
            tuple(flawed_rows),
        )


def read_disputes(connection: sqlite3.Connection) -> Iterator[Dispute]:
    """The claims on which annotators disagree, by article and claim."""
    rows = connection.execute(
        "SELECT d.claim, d.article, d.quote, r.annotator, r.verdict FROM disputed_claims d "
        "JOIN reviews r ON r.claim_id = d.claim AND r.verdict IS NOT NULL AND r.standing IS NOT 'retired' "
        "ORDER BY d.article, d.claim, r.annotator"
    )
    for (claim, article, quote), group in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        yield Dispute(claim, article, quote, tuple((row[3], row[4]) for row in group))
