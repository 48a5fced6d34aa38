"""Statistics of a store: verdicts by article, kind, annotator and day, and the pace of the annotators.

A claim counts as reviewed if the given annotator, or without one any annotator, has given it a verdict.
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
    """The number of claims in a group, and how many have which verdict.

    ``disputed`` claims have different verdicts of several annotators; they count as reviewed.
    """

    total: int = 0
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    disputed: int = 0

    @property
    def reviewed(self) -> int:
        """The number of claims with a verdict."""
        return sum(self.verdicts.values()) + self.disputed

    @property
    def left(self) -> int:
        """The number of claims without a verdict."""
        return self.total - self.reviewed


@dataclass(frozen=True, slots=True)
class ArticleTally:
    """The tally of one article."""

    article: str
    title: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class AnnotatorTally:
    """The current verdicts of one annotator, and their pace."""

    name: str
    verdicts: Mapping[Verdict, int]
    pace: Pace

    @property
    def reviewed(self) -> int:
        """The number of claims with the annotator's verdict."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """The progress of a store, for one annotator or, with ``annotator`` None, for all together.

    ``days`` counts the current verdicts by the day (ISO 8601, in the given time zone) on which they were given, without
    days that have none. ``pace`` is that of the annotator, or of all together.
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
    SELECT c.article_id, c.kind, v.verdict, count(*) FROM ({verdicts}) AS v CROSS JOIN claims AS c
    ON c.id = v.claim_id WHERE c.current AND {stands} AND {in_corpus} GROUP BY 1, 2, 3
"""


def statistics(
    store: Store,
    annotator: str | None = None,
    articles: Sequence[str] | None = None,
    zone: tzinfo | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Statistics | None:
    """The statistics of an annotator, or of all together, in these articles or in all.

    ``zone`` is the time zone of the days, by default the computer's. Returns None once ``cancelled`` returns True.
    Raises StoreError where the store cannot be read.
    """
    with cancellable(store, cancelled) as connection:
        annotator = annotator and known_annotator(connection, annotator)
        article_ids = (
            None
            if articles is None or not has_other_articles(connection, articles)
            else json.dumps(list(articles))
        )
        names = {"me": annotator, "articles": article_ids}
        titles = dict(connection.execute("SELECT id, title FROM articles").fetchall())
        totals = connection.execute(_TOTALS, names).fetchall()
        verdict_query = _VERDICTS.format(
            verdicts=_OF_ALL if annotator is None else _OF_ONE, stands=STANDS, in_corpus=_IN_CORPUS
        )
        verdicts = connection.execute(verdict_query, names).fetchall()
        work = works(connection, article_ids, zone)
    if cancelled():
        return None
    return _statistics(annotator, _Cells(totals, verdicts), titles, work)


class _Cells:
    """Counts of claims by article, kind and verdict, from which tallies by article or by kind are summed."""

    def __init__(self, totals: Iterable[Sequence[str]], verdicts: Iterable[Sequence[str]]) -> None:
        self._totals = {(article, kind): int(n) for article, kind, n in totals}
        self._verdicts = [(article, kind, verdict, int(n)) for article, kind, verdict, n in verdicts]

    def tallies(self, group_of: Callable[[tuple[str, str | None]], str | None]) -> dict[str | None, Tally]:
        """Tallies by the group that ``group_of`` returns for an article and a kind."""
        totals: Counter[str | None] = Counter()
        for cell, count in self._totals.items():
            totals[group_of(cell)] += count
        verdicts: dict[str | None, Counter[str]] = {}
        for article, kind, verdict, count in self._verdicts:
            verdicts.setdefault(group_of((article, kind)), Counter())[verdict] += count
        return {name: _tally(total, verdicts.get(name, Counter())) for name, total in totals.items()}


def _tally(total: int, verdicts: Counter[str]) -> Tally:
    counts = {verdict: verdicts[verdict.value] for verdict in Verdict if verdicts[verdict.value]}
    return Tally(total, counts, verdicts["disputed"])


def _statistics(
    annotator: str | None, cells: _Cells, titles: Mapping[str, str | None], work: Mapping[str, Work]
) -> Statistics:
    articles = cells.tallies(lambda cell: cell[0])
    kinds = cells.tallies(lambda cell: cell[1])
    counted_work = [own_work for name, own_work in work.items() if annotator in (None, name)]
    days = Counter(day for own_work in counted_work for _, day in own_work.verdicts.values())
    return Statistics(
        annotator,
        cells.tallies(lambda _: None).get(None, Tally()),
        [ArticleTally(str(name), titles.get(str(name)), tally) for name, tally in sorted(articles.items())],
        {Kind(kind) if kind else None: tally for kind, tally in kinds.items()},
        [
            AnnotatorTally(
                name,
                _tally(0, Counter(verdict for verdict, _ in own_work.verdicts.values())).verdicts,
                pace([own_work]),
            )
            for name, own_work in work.items()
        ],
        dict(sorted(days.items())),
        pace(counted_work),
    )
