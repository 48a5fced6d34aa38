"""How fast annotators decide, read from when they did."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median

# Longer than this between two decisions, and the annotator was away.
PAUSE = timedelta(minutes=5)
# Of less work than this a pace is no more than how fast a few keys were struck.
LEAST_DECISIONS, LEAST_WORK = 20, timedelta(minutes=2)


_DECISIONS = """
    SELECT d.annotator, d.claim_id, d.verdict, d.decided_at, d.step, d.undoes FROM decisions AS d
    WHERE (:articles IS NULL OR (SELECT c.article_id FROM claims AS c WHERE c.id = d.claim_id)
        IN (SELECT value FROM json_each(:articles)))
    ORDER BY d.annotator, d.id
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an annotator decides while at work.

    ``decisions`` are those that followed another one within ``PAUSE``, ``active`` is the time between these,
    ``seconds`` the median; None where there are none. Claims decided at one stroke count as one decision.
    """

    decisions: int = 0
    active: timedelta = timedelta()
    seconds: float | None = None

    @property
    def is_telling(self) -> bool:
        """Whether it is of enough work to foretell anything."""
        return self.decisions >= LEAST_DECISIONS and self.active >= LEAST_WORK

    @property
    def an_hour(self) -> float | None:
        """Decisions an hour of active work; None where there was too little of it to tell."""
        hours = self.active / timedelta(hours=1)
        return self.decisions / hours if hours else None

    def time_for(self, decisions: int) -> timedelta | None:
        """How much active work so many decisions would be; None where the pace is not known."""
        rate = self.an_hour
        return timedelta(hours=decisions / rate) if rate else None


@dataclass(slots=True)
class Work:
    """What one annotator did: the verdict they hold of each claim with its day, and when they gave verdicts."""

    held: dict[str, tuple[str, str]] = field(default_factory=dict)
    steps: dict[str, datetime] = field(default_factory=dict)

    def take(self, row: sqlite3.Row, moment: datetime) -> None:
        """Take in the annotator's next decision."""
        claim, verdict = row["claim_id"], row["verdict"]
        before = self.held.get(claim)
        if verdict is None:
            self.held.pop(claim, None)
        elif before is None or before[0] != verdict:
            self.held[claim] = (verdict, moment.date().isoformat())
            if row["undoes"] is None:
                self.steps[row["step"]] = moment

    @property
    def gaps(self) -> list[timedelta]:
        """The times between decisions during which the annotator was at work."""
        gaps = (later - earlier for earlier, later in pairwise(self.steps.values()))
        return [gap for gap in gaps if timedelta() <= gap <= PAUSE]


def works(connection: sqlite3.Connection, articles: str | None, zone: tzinfo | None) -> dict[str, Work]:
    """What each annotator did, in articles given as a JSON array or (None) in all."""
    found: dict[str, Work] = {}
    for row in connection.execute(_DECISIONS, {"articles": articles}):
        moment = datetime.fromisoformat(row["decided_at"]).astimezone(zone)
        found.setdefault(row["annotator"], Work()).take(row, moment)
    return found


def pace(of: Sequence[Work]) -> Pace:
    """The pace of these annotators together."""
    gaps = [gap for work in of for gap in work.gaps]
    seconds = median(gap.total_seconds() for gap in gaps) if gaps else None
    # The first decision of a sitting has no time of its own, so as many are counted as there are times.
    return Pace(len(gaps), sum(gaps, timedelta()), seconds)
