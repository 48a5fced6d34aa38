"""The speed of annotators: decisions per hour of active work, from the times of their decisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median

from annotations.store.misdated import place_of
from annotations.store.names import name_of

# A longer gap between two decisions is a break.
PAUSE = timedelta(minutes=5)
# With less work than this, a pace only tells how fast a few keys were pressed.
LEAST_DECISIONS, LEAST_WORK = 20, timedelta(minutes=2)


_DECISIONS = f"""
    SELECT {name_of("d.annotator")} AS name, d.claim_id, d.verdict, d.decided_at, d.step, d.undoes FROM decisions AS d
    WHERE (:articles IS NULL OR (SELECT c.article_id FROM claims AS c WHERE c.id = d.claim_id)
        IN (SELECT value FROM json_each(:articles)))
    ORDER BY name, {place_of("d")}
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an annotator decides while at work.

    ``decisions`` counts those that followed another within ``PAUSE``, ``active`` sums the gaps before them, and
    ``seconds`` is the median gap, None without any. Claims decided with one key count as one decision.
    """

    decisions: int = 0
    active: timedelta = timedelta()
    seconds: float | None = None

    @property
    def is_telling(self) -> bool:
        """Whether there is enough work to predict from."""
        return self.decisions >= LEAST_DECISIONS and self.active >= LEAST_WORK

    @property
    def an_hour(self) -> float | None:
        """Decisions per hour of active work; None without active work."""
        hours = self.active / timedelta(hours=1)
        return self.decisions / hours if hours else None

    def time_for(self, decisions: int) -> timedelta | None:
        """The active work that a number of decisions would take; None where the pace is unknown."""
        rate = self.an_hour
        return timedelta(hours=decisions / rate) if rate else None


@dataclass(slots=True)
class Work:
    """The work of one annotator: ``verdicts`` with their day by claim, and the time of each step that gave a verdict."""

    verdicts: dict[str, tuple[str, str]] = field(default_factory=dict)
    steps: dict[str, datetime] = field(default_factory=dict)

    def add(self, row: sqlite3.Row, moment: datetime) -> None:
        """Add the annotator's next decision."""
        claim, verdict = row["claim_id"], row["verdict"]
        former = self.verdicts.get(claim)
        if verdict is None:
            self.verdicts.pop(claim, None)
        elif former is None or former[0] != verdict:
            self.verdicts[claim] = (verdict, moment.date().isoformat())
            if row["undoes"] is None:
                self.steps[row["step"]] = moment

    @property
    def gaps(self) -> list[timedelta]:
        """The gaps between decisions that are not breaks."""
        gaps = (later - earlier for earlier, later in pairwise(self.steps.values()))
        return [gap for gap in gaps if timedelta() <= gap <= PAUSE]


def works(connection: sqlite3.Connection, articles: str | None, zone: tzinfo | None) -> dict[str, Work]:
    """The work of each annotator in articles, given as a JSON array, or in all for None."""
    work_by_annotator: dict[str, Work] = {}
    for row in connection.execute(_DECISIONS, {"articles": articles}):
        moment = datetime.fromisoformat(row["decided_at"]).astimezone(zone)
        work_by_annotator.setdefault(row["name"], Work()).add(row, moment)
    return work_by_annotator


def pace(works_together: Sequence[Work]) -> Pace:
    """The pace of these annotators together."""
    gaps = [gap for work in works_together for gap in work.gaps]
    seconds = median(gap.total_seconds() for gap in gaps) if gaps else None
    # The first decision after a break has no gap, so only decisions with a gap count.
    return Pace(len(gaps), sum(gaps, timedelta()), seconds)
