"""All claims of a store as one table: which there are, in what order, and a few of them at a time.

A million claims are listed as the numbers of their rows, eight bytes each; what a row says is asked for only
where somebody looks at it.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.model import Claim, Correction, Mention, Verdict
from annotations.search.clauses import Key, Query
from annotations.store.base import OpenStore
from annotations.store.cancellation import cancellable
from annotations.store.conditions import all_of
from annotations.store.connection import snapshot
from annotations.store.expressions import ADDED
from annotations.store.filters.filter_conditions import prepare
from annotations.store.row_mapping import claim_of_row, correction_of_row
from annotations.store.search.claim_query import filter_condition, looked_for, with_words
from annotations.store.table.claim_order import Order, stages
from annotations.store.table.row_numbers import first_with_words, numbers_of


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one annotator holds of a claim, as the table shows it."""

    verdict: Verdict | None
    tags: tuple[str, ...]
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of the table: a claim, its article, and what each annotator holds of it, by name.

    ``standing`` is set where it is a claim of a current text, so that it can be decided on.
    """

    number: int
    claim: Claim
    title: str | None
    published: str | None
    opinions: Mapping[str, Opinion]
    standing: bool

    def meant(self, annotator: str) -> Mention:
        """What the claim says for an annotator: as they have corrected it, else as it was read."""
        opinion = self.opinions.get(annotator)
        read = self.claim.mention
        return opinion.correction.of(read) if opinion and opinion.correction else read

    @property
    def tags(self) -> tuple[str, ...]:
        """Everybody's tags, each once."""
        return tuple(sorted({tag for opinion in self.opinions.values() for tag in opinion.tags}))

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """Who has given which verdict."""
        return {name: o.verdict for name, o in self.opinions.items() if o.verdict is not None}

    @property
    def disputed(self) -> bool:
        """Whether two annotators have given different verdicts."""
        return len(set(self.verdicts.values())) > 1


BY_ARTICLE = Order()
_MINE_RETIRED = """
    SELECT c.rowid FROM reviews AS r CROSS JOIN claims AS c ON c.id = r.claim_id
    WHERE r.standing = 'retired' AND r.annotator = ?
"""

_ROWS = f"""
    SELECT c.rowid AS number, c.*, a.title, a.published,
        c.current AND (c.role = 'claim' OR {ADDED}) AS standing_claim
    FROM claims AS c JOIN articles AS a ON a.id = c.article_id
    WHERE c.rowid IN (SELECT value FROM json_each(?))
"""
_OPINIONS = """
    SELECT o.claim_id, o.annotator, d.* FROM reviews AS o CROSS JOIN decisions AS d ON d.id = o.decision_id
    WHERE o.claim_id IN (SELECT value FROM json_each(?)) ORDER BY o.annotator
"""


class ClaimTable:
    """The claims of a store as one annotator sees them; of the thread that opened the store."""

    def __init__(self, store: OpenStore, annotator: str) -> None:
        self._store = store
        self._annotator = annotator

    def numbers(
        self,
        query: Query,
        order: Order = BY_ARTICLE,
        articles: Sequence[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[array[int]]:
        """The row numbers of the claims that answer a query, in order, a few at first and then many at a time.

        As ``parts`` has them.
        """
        return (numbers for numbers, _ in self.parts(query, order, articles, cancelled))

    def parts(
        self,
        query: Query,
        order: Order = BY_ARTICLE,
        articles: Sequence[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[array[int], bool]]:
        """The row numbers of the claims that answer a query, in order, each time with whether they are the last.

        Only of ``articles``, where they are given. Claims that the annotator has retired are left out. Ends
        early once ``cancelled`` says so; raises StoreError where the store cannot be read.
        """
        with cancellable(self._store, cancelled) as connection, snapshot(connection):
            corrected = prepare(connection, self._annotator)
            asked = filter_condition(connection, query, self._annotator, articles)
            # Few: not to hand them on is quicker than to ask each claim whether it is one of them.
            left_out = {row[0] for row in connection.execute(_MINE_RETIRED, (self._annotator,))}
            listed = stages(connection, order, self._annotator, corrected=corrected)
            words = looked_for(connection, query, cancelled)
            if words is not None:
                if words.are_many():
                    first, whole = first_with_words(connection, listed, asked, words, left_out)
                    if first:
                        yield first, whole
                    if whole:
                        return
                    left_out |= set(first)
                asked = all_of([with_words(connection, query, words, asked), asked])
            for stage in listed:
                for numbers, ended in numbers_of(connection, stage, asked, left_out):
                    if cancelled():
                        return
                    last = ended and stage is listed[-1]
                    if numbers or last:
                        yield numbers, last

    def rows(self, numbers: Sequence[int]) -> list[ClaimRow]:
        """What these rows say now, in this order; rows that are gone are left out."""
        with self._store.reading() as connection:
            found = connection.execute(_ROWS, (json.dumps(list(numbers)),)).fetchall()
            opinions = _opinions(connection, [row["id"] for row in found])
        rows = {row["number"]: _row(row, opinions.get(row["id"], {})) for row in found}
        return [rows[number] for number in numbers if number in rows]

    def claims(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids, by row number, of those of these rows that can be decided on."""
        query = (
            f"SELECT c.rowid, c.id FROM claims AS c WHERE c.rowid IN (SELECT value FROM json_each(?)) "
            f"AND c.current AND (c.role = 'claim' OR {ADDED})"
        )
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query, (json.dumps(list(numbers)),))}

    def shared_tags(self, claims: Sequence[str]) -> list[str]:
        """The tags that the annotator has on every one of these claims."""
        query = (
            "SELECT t.value FROM json_each(?1) AS named JOIN reviews AS o ON o.claim_id = named.value "
            "AND o.annotator = ?2 JOIN decisions AS d ON d.id = o.decision_id, json_each(d.tags) AS t "
            "GROUP BY t.value HAVING count(*) = json_array_length(?1) ORDER BY t.value"
        )
        with self._store.reading() as connection:
            return [row[0] for row in connection.execute(query, (json.dumps(list(claims)), self._annotator))]

    def vocabulary(self) -> dict[Key, list[str]]:
        """What a query can name here: tags, annotators, outlets and articles."""
        asked = {
            Key.TAG: "SELECT name FROM tags ORDER BY retired, name",
            Key.BY: "SELECT name FROM annotators ORDER BY name",
            Key.OUTLET: "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet",
            Key.ARTICLE: "SELECT id FROM articles ORDER BY id",
        }
        with self._store.reading() as connection:
            return {key: [row[0] for row in connection.execute(sql)] for key, sql in asked.items()}

    def edition(self) -> tuple[int, int]:
        """Another one when row numbers may mean other claims: an article was imported, or the file vacuumed."""
        with self._store.reading() as connection:
            versions = connection.execute("SELECT coalesce(max(rowid), 0) FROM versions").fetchone()[0]
            return versions, connection.execute("PRAGMA schema_version").fetchone()[0]

    def state(self) -> tuple[int, int]:
        """Another one when anything was decided or imported, by anybody."""
        with self._store.reading() as connection:
            sql = "SELECT (SELECT max(rowid) FROM decisions), (SELECT max(rowid) FROM versions)"
            decisions, versions = connection.execute(sql).fetchone()
            return decisions or 0, versions or 0


def _opinions(connection: sqlite3.Connection, claims: Sequence[str]) -> dict[str, dict[str, Opinion]]:
    found: dict[str, dict[str, Opinion]] = {}
    for row in connection.execute(_OPINIONS, (json.dumps(list(claims)),)):
        opinion = Opinion(
            Verdict(row["verdict"]) if row["verdict"] else None,
            tuple(json.loads(row["tags"])),
            correction_of_row(row),
        )
        found.setdefault(row[0], {})[row["annotator"]] = opinion
    return found


def _row(row: sqlite3.Row, opinions: Mapping[str, Opinion]) -> ClaimRow:
    return ClaimRow(
        row["number"],
        claim_of_row(row),
        row["title"],
        row["published"],
        opinions,
        bool(row["standing_claim"]),
    )
