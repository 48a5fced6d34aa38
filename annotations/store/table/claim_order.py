"""The orders of the claims table: the SQL for each, in stages whose first rows can be read before all are sorted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from annotations.store.conditions import TRUE, Condition
from annotations.store.filters.reviewed_claims import TAGGING


class Column(StrEnum):
    """A column by which the table can be sorted."""

    ARTICLE = "article"  # then by position
    KIND = "kind"  # as the annotator has corrected it
    VALUE = "value"  # as the annotator has corrected it
    TEXT = "text"  # the number as written
    VERDICT = "verdict"  # of the annotator
    TAG = "tag"  # the first of the claim's tags
    ANNOTATOR = "annotator"  # the first who gave a verdict
    DATE = "date"  # of the article


@dataclass(frozen=True, slots=True)
class Order:
    """A column and a direction; claims without a value in the column come last in both directions."""

    column: Column = Column.ARTICLE
    descending: bool = False


BY_ARTICLE = Order()


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the list: the claims ``c`` of ``source`` that meet ``condition``, ordered by ``keys``.

    ``sorts`` is set if SQLite must sort all rows before it returns the first. A query with a LIMIT then returns the
    first rows sooner, because SQLite keeps only those while it sorts.
    """

    source: str
    keys: str
    condition: Condition = TRUE
    sorts: bool = False

    def select(self, columns: str, filters: Condition) -> Condition:
        """The SELECT statement for ``columns`` of the stage's claims that meet ``filters``."""
        sql = (
            f"SELECT {columns} FROM {self.source} WHERE {self.condition.sql} AND {filters.sql} "
            f"ORDER BY {self.keys}"
        )
        return Condition(sql, self.condition.parameters + filters.parameters)


_CLAIMS = "claims AS c"
_CLAIMS_WITH_CORRECTIONS = "claims AS c LEFT JOIN temp.corrected_readings AS m ON m.number = c.rowid"
_CLAIMS_BY_DATE = "temp.dated AS k CROSS JOIN claims AS c ON c.article_id = k.article"
_CLAIMS_WITH_KEY = "temp.keyed AS k CROSS JOIN claims AS c ON c.rowid = k.number"

_ARTICLE_KEYS = "c.article_id {way}, c.start_offset {way}, c.end_offset {way}"
_COLUMN_KEYS = {
    Column.KIND: "{0} {{way}} NULLS LAST, c.rowid {{way}}",
    # REAL orders decimals. The text orders dates, and decimals that round to the same double.
    Column.VALUE: "CAST({0} AS REAL) {{way}} NULLS LAST, {0} {{way}}, c.rowid {{way}}",
    Column.TEXT: "c.quote {{way}}, c.rowid {{way}}",
}
# Columns in which few claims have a value: the queries give the claims' row numbers and that value.
_SPARSE_COLUMNS = {
    Column.VERDICT: (
        "SELECT c.rowid, r.verdict FROM reviews AS r CROSS JOIN claims AS c ON c.id = r.claim_id "
        "WHERE r.annotator = ? AND r.verdict IS NOT NULL"
    ),
    Column.TAG: (
        f"SELECT c.rowid, min(t.value) FROM {TAGGING[0]} CROSS JOIN claims AS c ON c.id = reviews.claim_id, "
        f"json_each(r.tags) AS t WHERE {TAGGING[1]} GROUP BY c.rowid"
    ),
    Column.ANNOTATOR: (
        "SELECT c.rowid, min(r.annotator) FROM reviews AS r CROSS JOIN claims AS c ON c.id = r.claim_id "
        "WHERE r.verdict IS NOT NULL GROUP BY r.claim_id"
    ),
}


def stages(connection: sqlite3.Connection, order: Order, annotator: str, *, corrected: bool) -> list[Stage]:
    """The stages of an order, one after the other; fills the temporary tables of the connection that they read.

    ``corrected``: ``temp.corrected_readings`` has rows, which replace the extracted kind and value.
    """
    way, column = "DESC" if order.descending else "ASC", order.column
    if column is Column.ARTICLE:
        return [Stage(_CLAIMS, _ARTICLE_KEYS.format(way=way))]
    if column is Column.DATE:
        _fill_dated(connection, way)
        return [Stage(_CLAIMS_BY_DATE, "k.place, c.start_offset, c.end_offset")]
    if column in _SPARSE_COLUMNS:
        _fill_keyed(connection, column, annotator)
        without_key = Condition("c.rowid NOT IN (SELECT number FROM temp.keyed)")
        return [
            Stage(_CLAIMS_WITH_KEY, f"k.key {way}, c.rowid {way}", sorts=True),
            Stage(_CLAIMS, _ARTICLE_KEYS.format(way="ASC"), without_key),
        ]
    key, source = f"c.{column}", _CLAIMS
    if corrected and column is not Column.TEXT:
        key = f"CASE WHEN m.number IS NULL THEN c.{column} ELSE m.{column} END"
        source = _CLAIMS_WITH_CORRECTIONS
    return [Stage(source, _COLUMN_KEYS[column].format(key).format(way=way), sorts=True)]


def _fill_dated(connection: sqlite3.Connection, way: str) -> None:
    """Number the articles by date, those without a date last, in ``temp.dated``."""
    connection.execute("DROP TABLE IF EXISTS temp.dated")
    connection.execute("CREATE TEMP TABLE dated (place INTEGER PRIMARY KEY, article TEXT NOT NULL)")
    connection.execute(
        f"INSERT INTO temp.dated (article) SELECT id FROM articles ORDER BY published {way} NULLS LAST, id"
    )


def _fill_keyed(connection: sqlite3.Connection, column: Column, annotator: str) -> None:
    """Store the claims that have a value in a sparse column, with that value, in ``temp.keyed``."""
    connection.execute("DROP TABLE IF EXISTS temp.keyed")
    connection.execute("CREATE TEMP TABLE keyed (number INTEGER PRIMARY KEY, key TEXT NOT NULL)")
    parameters = (annotator,) if column is Column.VERDICT else ()
    connection.execute(f"INSERT INTO temp.keyed {_SPARSE_COLUMNS[column]}", parameters)
