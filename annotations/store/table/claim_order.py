"""In what order a list of claims is read: by what SQL, and what of it can be handed on before all is sorted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from annotations.store.conditions import ALL, Condition
from annotations.store.filters.reviewed_claims import TAGGING


class Column(StrEnum):
    """What the table can be sorted by."""

    ARTICLE = "article"  # and in it by position
    KIND = "kind"  # as the annotator holds it
    VALUE = "value"  # as the annotator holds it
    TEXT = "text"  # the number as it is written
    VERDICT = "verdict"  # the annotator's own
    TAG = "tag"  # the first of its tags
    ANNOTATOR = "annotator"  # the first who has given a verdict
    DATE = "date"  # of the article


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by, and which way; what has nothing there comes last either way."""

    column: Column = Column.ARTICLE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a list, of claims ``c`` selected beside what is asked.

    ``sorts`` is set where SQLite has to look at all of them before it knows the first: those few are then
    asked for by themselves, for which nothing but them must be sorted.
    """

    source: str
    keys: str
    where: Condition = ALL
    sorts: bool = False

    def select(self, columns: str, asked: Condition) -> Condition:
        """The statement for these columns of the claims that are asked for."""
        sql = (
            f"SELECT {columns} FROM {self.source} WHERE {self.where.sql} AND {asked.sql} ORDER BY {self.keys}"
        )
        return Condition(sql, self.where.parameters + asked.parameters)


_BY_ARTICLE = "c.article_id {way}, c.start_offset {way}, c.end_offset {way}"
_MEANT = "claims AS c LEFT JOIN temp.meant AS m ON m.number = c.rowid"
# A REAL serves to sort decimals by; where two are one double, and for dates, the text goes on.
_VALUE = "CAST({0} AS REAL) {{way}} NULLS LAST, {0} {{way}}, c.rowid {{way}}"
_KEYS = {
    Column.KIND: "{0} {{way}} NULLS LAST, c.rowid {{way}}",
    Column.VALUE: _VALUE,
    Column.TEXT: "c.quote {{way}}, c.rowid {{way}}",
}
# What few claims have, with the numbers of their rows.
_FEW = {
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
    """The parts of a list in an order, one after the other; notes what they need in tables of the connection's own.

    ``corrected`` tells whether ``temp.meant`` has anything that claims mean to the annotator.
    """
    way, column = "DESC" if order.descending else "ASC", order.column
    if column is Column.ARTICLE:
        return [Stage("claims AS c", _BY_ARTICLE.format(way=way))]
    if column is Column.DATE:
        _note_dates(connection, way)
        return [Stage(_DATED, "k.place, c.start_offset, c.end_offset")]
    if column in _FEW:
        _note_few(connection, column, annotator)
        return [
            Stage(
                "temp.keyed AS k CROSS JOIN claims AS c ON c.rowid = k.number",
                f"k.key {way}, c.rowid {way}",
                sorts=True,
            ),
            Stage(
                "claims AS c",
                _BY_ARTICLE.format(way="ASC"),
                Condition("c.rowid NOT IN (SELECT number FROM temp.keyed)"),
            ),
        ]
    key, source = f"c.{column}", "claims AS c"
    if corrected and column is not Column.TEXT:
        key, source = f"CASE WHEN m.number IS NULL THEN c.{column} ELSE m.{column} END", _MEANT
    return [Stage(source, _KEYS[column].format(key).format(way=way), sorts=True)]


_DATED = "temp.dated AS k CROSS JOIN claims AS c ON c.article_id = k.article"


def _note_dates(connection: sqlite3.Connection, way: str) -> None:
    """Note the articles in order of their dates, those without one last."""
    connection.execute("DROP TABLE IF EXISTS temp.dated")
    connection.execute("CREATE TEMP TABLE dated (place INTEGER PRIMARY KEY, article TEXT NOT NULL)")
    connection.execute(
        f"INSERT INTO temp.dated (article) SELECT id FROM articles ORDER BY published {way} NULLS LAST, id"
    )


def _note_few(connection: sqlite3.Connection, column: Column, annotator: str) -> None:
    """Note the claims that have something to be sorted by, where few have."""
    connection.execute("DROP TABLE IF EXISTS temp.keyed")
    connection.execute("CREATE TEMP TABLE keyed (number INTEGER PRIMARY KEY, key TEXT NOT NULL)")
    parameters = (annotator,) if column is Column.VERDICT else ()
    connection.execute(f"INSERT INTO temp.keyed {_FEW[column]}", parameters)
