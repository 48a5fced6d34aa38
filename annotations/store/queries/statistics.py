"""How far the claims of a store are reviewed, by whom, and how fast: everything that a dashboard shows.

A claim is reviewed where the annotator in question, or anybody, has given it a verdict.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING

from annotations.model import Kind, Verdict
from annotations.store.cancellation import cancellable
from annotations.store.expressions import STANDS
from annotations.store.names import known_annotator
from annotations.store.queries.speed import Pace, Work, pace, works
from annotations.store.search.claim_query import has_other_articles

if TYPE_CHECKING:
    from annotations.store.store import Store


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims there are of something, and how many have which verdict.

    ``disputed`` are those on which annotators disagree; they have no one verdict and are reviewed all the same.
    """

    total: int = 0
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    disputed: int = 0

    @property
    def reviewed(self) -> int:
        """How many have a verdict."""
        return sum(self.verdicts.values()) + self.disputed

    @property
    def left(self) -> int:
        """How many have none."""
        return self.total - self.reviewed


@dataclass(frozen=True, slots=True)
class ArticleTally:
    """The tally of one article."""

    article: str
    title: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class AnnotatorTally:
    """What one annotator has done: their verdicts that stand now, and their pace."""

    name: str
    verdicts: Mapping[Verdict, int]
    pace: Pace

    @property
    def reviewed(self) -> int:
        """How many claims they have given a verdict."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that there is to tell of a store's progress.

    ``days`` counts the verdicts that stand by the day (ISO 8601, in the time zone that was asked for) on which
    they were given; days without any are not in it. ``pace`` is that of whom the statistics are of, of all together
    where they are of everybody.
    """

    annotator: str | None
    whole: Tally
    articles: Sequence[ArticleTally]
    kinds: Mapping[Kind | None, Tally]
    annotators: Sequence[AnnotatorTally]
    days: Mapping[str, int]
    pace: Pace


_OF_ONE = (
    "SELECT claim_id, verdict FROM reviews "
    "WHERE annotator = :me AND verdict IS NOT NULL AND standing IS NOT 'retired'"
)
_OF_ALL = (
    "SELECT claim_id, CASE WHEN min(verdict) = max(verdict) THEN min(verdict) ELSE 'disputed' END AS verdict "
    "FROM reviews WHERE verdict IS NOT NULL AND standing IS NOT 'retired' GROUP BY claim_id"
)
_IN_CORPUS = "(:articles IS NULL OR c.article_id IN (SELECT value FROM json_each(:articles)))"
_TOTALS = f"""
    SELECT c.article_id, c.kind, count(*) FROM claims AS c
    WHERE c.current AND {STANDS} AND {_IN_CORPUS} AND c.id NOT IN (
        SELECT claim_id FROM reviews WHERE standing = 'retired' AND annotator = :me
    ) GROUP BY c.article_id, c.kind
"""
_VERDICTS = """
    SELECT c.article_id, c.kind, held.verdict, count(*) FROM ({held}) AS held CROSS JOIN claims AS c
    ON c.id = held.claim_id WHERE c.current AND {stands} AND {in_corpus} GROUP BY 1, 2, 3
"""


def statistics(
    store: Store,
    annotator: str | None = None,
    articles: Sequence[str] | None = None,
    zone: tzinfo | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Statistics | None:
    """How far an annotator is, or everybody together, with these articles or with all.

    ``zone`` is where days begin at midnight, None the computer's own time zone. Gives None once ``cancelled``
    says so; raises StoreError where the store cannot be read.
    """
    with cancellable(store, cancelled) as connection:
        annotator = annotator and known_annotator(connection, annotator)
        only = (
            None
            if articles is None or not has_other_articles(connection, articles)
            else json.dumps(list(articles))
        )
        names = {"me": annotator, "articles": only}
        titles = dict(connection.execute("SELECT id, title FROM articles").fetchall())
        totals = connection.execute(_TOTALS, names).fetchall()
        held = _VERDICTS.format(
            held=_OF_ALL if annotator is None else _OF_ONE, stands=STANDS, in_corpus=_IN_CORPUS
        )
        verdicts = connection.execute(held, names).fetchall()
        work = works(connection, only, zone)
    if cancelled():
        return None
    return _statistics(annotator, _Cells(totals, verdicts), titles, work)


class _Cells:
    """Claims counted by article and kind, and by verdict, to be added up either way."""

    def __init__(self, totals: Iterable[Sequence[str]], verdicts: Iterable[Sequence[str]]) -> None:
        self._totals = {(article, kind): int(n) for article, kind, n in totals}
        self._verdicts = [(article, kind, verdict, int(n)) for article, kind, verdict, n in verdicts]

    def by(self, which: Callable[[tuple[str, str | None]], str | None]) -> dict[str | None, Tally]:
        """Tallies by what ``which`` makes of article and kind, in its order."""
        totals: Counter[str | None] = Counter()
        for cell, count in self._totals.items():
            totals[which(cell)] += count
        verdicts: dict[str | None, Counter[str]] = {}
        for article, kind, verdict, count in self._verdicts:
            verdicts.setdefault(which((article, kind)), Counter())[verdict] += count
        return {name: _tally(total, verdicts.get(name, Counter())) for name, total in totals.items()}


def _tally(total: int, verdicts: Counter[str]) -> Tally:
    given = {verdict: verdicts[verdict.value] for verdict in Verdict if verdicts[verdict.value]}
    return Tally(total, given, verdicts["disputed"])


def _statistics(
    annotator: str | None, cells: _Cells, titles: Mapping[str, str | None], work: Mapping[str, Work]
) -> Statistics:
    articles = cells.by(lambda cell: cell[0])
    kinds = cells.by(lambda cell: cell[1])
    mine = [one for name, one in work.items() if annotator in (None, name)]
    days = Counter(day for one in mine for _, day in one.held.values())
    return Statistics(
        annotator,
        cells.by(lambda _: None).get(None, Tally()),
        [ArticleTally(str(name), titles.get(str(name)), tally) for name, tally in sorted(articles.items())],
        {Kind(kind) if kind else None: tally for kind, tally in kinds.items()},
        [
            AnnotatorTally(
                name, _tally(0, Counter(verdict for verdict, _ in one.held.values())).verdicts, pace([one])
            )
            for name, one in work.items()
        ],
        dict(sorted(days.items())),
        pace(mine),
    )
