"""The claims table: which claims of a store it lists, in what order, and a few of its rows at a time.

A list of a million claims is an array of row numbers, eight bytes each. The rows themselves are read only where
the screen shows them.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.model import Claim, Correction, Mention, Verdict
from annotations.search.clauses import Key, Query, State
from annotations.store.blindness import expect_leading, hides_others
from annotations.store.cancellation import cancellable
from annotations.store.conditions import Condition, all_of
from annotations.store.connection import snapshot
from annotations.store.expressions import ADDED
from annotations.store.filters.filter_conditions import prepare_connection
from annotations.store.row_mapping import claim_of_row, correction_of_row
from annotations.store.search.claim_query import filters_condition, indexed_words, words_condition
from annotations.store.search.claim_words import ClaimWords
from annotations.store.table.claim_order import BY_ARTICLE, Order, Stage, stages
from annotations.store.table.row_numbers import first_numbers_with_words, stage_numbers
from annotations.text import fold

if TYPE_CHECKING:
    from annotations.store.store import Store


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """The part of an annotator's review that the table shows."""

    verdict: Verdict | None
    tags: tuple[str, ...]
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of the table: a claim, its article, and the reviews of it by annotator.

    ``is_decidable`` is set for a claim of a current text, on which annotators can decide.
    """

    number: int
    claim: Claim
    title: str | None
    published: str | None
    reviews: Mapping[str, ReviewSummary]
    is_decidable: bool

    def corrected_mention(self, annotator: str) -> Mention:
        """The claim's mention as the annotator has corrected it, else as extracted."""
        review = self.reviews.get(annotator)
        extracted = self.claim.mention
        return review.correction.apply_to(extracted) if review and review.correction else extracted

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of all annotators, each once, sorted."""
        return tuple(sorted({tag for review in self.reviews.values() for tag in review.tags}))

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts by annotator."""
        return {
            annotator: review.verdict
            for annotator, review in self.reviews.items()
            if review.verdict is not None
        }

    @property
    def disputed(self) -> bool:
        """Whether two annotators have given different verdicts."""
        return len(set(self.verdicts.values())) > 1


_RETIRED = """
    SELECT c.rowid FROM reviews AS r CROSS JOIN claims AS c ON c.id = r.claim_id
    WHERE r.standing = 'retired' AND r.annotator = ?
"""
_DISPUTES = frozenset((State.DISPUTED, State.SETTLED))
_STATES_OF_REVIEWS = frozenset((State.NOTED, State.CORRECTED, State.ADDED))
_DECIDABLE = f"c.current AND (c.role = 'claim' OR {ADDED})"
_ROWS = f"""
    SELECT c.rowid AS number, c.*, a.title, a.published, {_DECIDABLE} AS decidable
    FROM claims AS c JOIN articles AS a ON a.id = c.article_id
    WHERE c.rowid IN (SELECT value FROM json_each(?))
"""
_REVIEWS = """
    SELECT o.claim_id, o.annotator, d.* FROM reviews AS o CROSS JOIN decisions AS d ON d.id = o.decision_id
    WHERE o.claim_id IN (SELECT value FROM json_each(?)) ORDER BY o.annotator
"""


class ClaimTable:
    """The claims of a store as one annotator sees them; use it on the thread that opened the store."""

    def __init__(self, store: Store, annotator: str) -> None:
        self._store = store
        self._annotator = annotator

    def numbers(
        self,
        query: Query,
        order: Order = BY_ARTICLE,
        articles: Sequence[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[array[int]]:
        """The row numbers that ``chunks`` gives, without the flag that tells the last chunk."""
        return (numbers for numbers, _ in self.chunks(query, order, articles, cancelled))

    def chunks(
        self,
        query: Query,
        order: Order = BY_ARTICLE,
        articles: Sequence[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[array[int], bool]]:
        """The row numbers of the claims that answer a query, in chunks, each with whether it is the last.

        The first chunk is small and comes soon. ``articles`` restricts the list; claims that the annotator has
        retired are left out. Ends early, without a last chunk, once ``cancelled`` returns True. Raises StoreError
        if the store cannot be read.
        """
        with cancellable(self._store, cancelled) as connection, snapshot(connection):
            if self._annotator and _tells_of_others(query, self._annotator):
                expect_leading(connection, self._annotator)
            corrected = prepare_connection(connection, self._annotator)
            filters = filters_condition(connection, query, self._annotator, articles)
            # A test in Python is quicker than a condition per claim, because annotators retire few claims.
            excluded = {row[0] for row in connection.execute(_RETIRED, (self._annotator,))}
            ordered = stages(connection, order, self._annotator, corrected=corrected)
            words = indexed_words(connection, query, cancelled)
            if words is None:
                yield from _chunks(connection, ordered, filters, excluded, cancelled)
            else:
                yield from _chunks_with_words(connection, query, words, ordered, filters, excluded, cancelled)

    def rows(self, numbers: Sequence[int]) -> list[ClaimRow]:
        """The rows with these numbers as the store has them now, in this order; deleted rows are left out."""
        with self._store.read_access() as connection:
            claim_rows = connection.execute(_ROWS, (json.dumps(list(numbers)),)).fetchall()
            reviews = _reviews(connection, [row["id"] for row in claim_rows])
            if self._annotator and hides_others(connection, self._annotator):
                reviews = {claim: self._visible(summaries) for claim, summaries in reviews.items()}
        rows = {row["number"]: _claim_row(row, reviews.get(row["id"], {})) for row in claim_rows}
        return [rows[number] for number in numbers if number in rows]

    def _visible(self, summaries: dict[str, ReviewSummary]) -> dict[str, ReviewSummary]:
        """What an annotator sees of a claim in a blind store."""
        own = summaries.get(self._annotator)
        if own is None:
            return {}
        return summaries if own.verdict else {self._annotator: own}

    def claims(self, numbers: Sequence[int]) -> dict[int, str]:
        """The claim ids of those of these rows on which annotators can decide, by row number."""
        query = (
            "SELECT c.rowid, c.id FROM claims AS c WHERE c.rowid IN (SELECT value FROM json_each(?)) "
            f"AND {_DECIDABLE}"
        )
        with self._store.read_access() as connection:
            return {row[0]: row[1] for row in connection.execute(query, (json.dumps(list(numbers)),))}

    def shared_tags(self, claims: Sequence[str]) -> list[str]:
        """The tags that the annotator has given to every one of these claims."""
        query = (
            "SELECT t.value FROM json_each(?1) AS named JOIN reviews AS o ON o.claim_id = named.value "
            "AND o.annotator = ?2 JOIN decisions AS d ON d.id = o.decision_id, json_each(d.tags) AS t "
            "GROUP BY t.value HAVING count(*) = json_array_length(?1) ORDER BY t.value"
        )
        with self._store.read_access() as connection:
            return [row[0] for row in connection.execute(query, (json.dumps(list(claims)), self._annotator))]

    def vocabulary(self) -> dict[Key, list[str]]:
        """The tags, annotators, outlets and articles of the store, which a query can name."""
        queries = {
            Key.TAG: "SELECT name FROM tags ORDER BY retired, name",
            Key.ANNOTATOR: "SELECT name FROM annotators WHERE name NOT IN (SELECT signed FROM signatures) ORDER BY name",
            Key.OUTLET: "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet",
            Key.ARTICLE: "SELECT id FROM articles ORDER BY id",
            Key.METADATA: "SELECT DISTINCT m.key FROM articles AS a, json_each(a.metadata) AS m "
            "WHERE a.metadata <> '{}' ORDER BY m.key",
        }
        with self._store.read_access() as connection:
            return {key: [row[0] for row in connection.execute(sql)] for key, sql in queries.items()}

    def edition(self) -> tuple[int, int]:
        """A token that changes when row numbers may denote other claims: after an import or a VACUUM."""
        with self._store.read_access() as connection:
            versions = connection.execute("SELECT coalesce(max(rowid), 0) FROM versions").fetchone()[0]
            return versions, connection.execute("PRAGMA schema_version").fetchone()[0]

    def state(self) -> tuple[int, int]:
        """A token that changes with every decision and import of anybody."""
        with self._store.read_access() as connection:
            sql = "SELECT (SELECT max(rowid) FROM decisions), (SELECT max(rowid) FROM versions)"
            decisions, versions = connection.execute(sql).fetchone()
            return decisions or 0, versions or 0


def _tells_of_others(query: Query, annotator: str) -> bool:
    """Whether the answer to a query may tell what others decided."""
    states = {value for clause in query.of(Key.IS) for value in clause.values}
    names = {fold(str(value)).text for clause in query.of(Key.ANNOTATOR) for value in clause.values}
    is_about_reviews = bool(query.of(Key.VERDICT, Key.TAG) or states & _STATES_OF_REVIEWS)
    return bool(states & _DISPUTES) or (names != {fold(annotator).text} if names else is_about_reviews)


def _chunks_with_words(
    connection: sqlite3.Connection,
    query: Query,
    words: ClaimWords,
    ordered: Sequence[Stage],
    filters: Condition,
    excluded: set[int],
    cancelled: Callable[[], bool],
) -> Iterator[tuple[array[int], bool]]:
    """The chunks of a query with words: common words are first looked for in the first claims of the order."""
    if words.are_common():
        first, is_last = first_numbers_with_words(connection, ordered, filters, words, excluded)
        if first:
            yield first, is_last
        if is_last:
            return
        excluded |= set(first)
    condition = all_of([words_condition(connection, query, words, filters), filters])
    yield from _chunks(connection, ordered, condition, excluded, cancelled)


def _chunks(
    connection: sqlite3.Connection,
    ordered: Sequence[Stage],
    condition: Condition,
    excluded: set[int],
    cancelled: Callable[[], bool],
) -> Iterator[tuple[array[int], bool]]:
    for stage in ordered:
        for numbers, stage_ended in stage_numbers(connection, stage, condition, excluded):
            if cancelled():
                return
            is_last = stage_ended and stage is ordered[-1]
            if numbers or is_last:
                yield numbers, is_last


def _reviews(connection: sqlite3.Connection, claims: Sequence[str]) -> dict[str, dict[str, ReviewSummary]]:
    """The reviews of claims, by claim id and annotator."""
    reviews: dict[str, dict[str, ReviewSummary]] = {}
    for row in connection.execute(_REVIEWS, (json.dumps(list(claims)),)):
        summary = ReviewSummary(
            Verdict(row["verdict"]) if row["verdict"] else None,
            tuple(json.loads(row["tags"])),
            correction_of_row(row),
        )
        reviews.setdefault(row[0], {})[row["annotator"]] = summary
    return reviews


def _claim_row(row: sqlite3.Row, reviews: Mapping[str, ReviewSummary]) -> ClaimRow:
    return ClaimRow(
        row["number"], claim_of_row(row), row["title"], row["published"], reviews, bool(row["decidable"])
    )
