"""Another store as a merge reads it: one snapshot, every row checked, nothing of it trusted or changed."""

from __future__ import annotations

import heapq
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotations.errors import StoreError
from annotations.files.partial_folders import temporary_folder
from annotations.store.backup import WORKING_COPY, back_up
from annotations.store.chain import HASHED_COLUMNS, decision_hash
from annotations.store.connection import plain_errors, quoted, snapshot
from annotations.store.maintenance.chain_check import removed_decisions
from annotations.store.row_mapping import CLAIM_COLUMNS
from annotations.store.store import Store
from annotations.store.validation.flaws import Flaw, FlawedRow
from annotations.store.validation.raw_rows import raw_text, read_chunks
from annotations.store.validation.scan import Scan, scan
from annotations.text import visible

Row = dict[str, Any]

TAG_COLUMNS = ("name", "retired", "key", "colour", "changed")
CLAIM_NAMES = tuple(CLAIM_COLUMNS.split(", "))
DECISION_COLUMNS = {table: (*columns, "hash") for table, columns in HASHED_COLUMNS.items()}
# What quick_check says of values and not of the file: the rows that have them are left out.
ABOUT_VALUES = re.compile(r"(NULL|non-\w+|\w+) value in |CHECK constraint failed in ")
_MOST_MESSAGES = 1_000


class ForeignStore:
    """The rows of another store that have no flaw; ``flawed_rows`` are the others.

    ``removed_decisions`` counts those that are missing from its chains, by annotator.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._scan: Scan = scan(connection)
        self._collisions: dict[tuple[str, str], FlawedRow] = {}
        self.articles = self._scan.articles
        self.removed_decisions = removed_decisions(connection)

    @property
    def flawed_rows(self) -> tuple[FlawedRow, ...]:
        """The rows that are left out."""
        return (*self._scan.flawed_rows, *self._collisions.values())

    def add_collision(self, table: str, row_id: str) -> None:
        """Leave out a row whose id another row of the store has that it is merged into."""
        self._collisions[table, row_id] = FlawedRow(table, 0, row_id, Flaw.COLLISION, "id")

    def versions(self, article: str) -> list[Row]:
        """The versions of an article, by id."""
        return self._scan.versions(article)

    def text(self, sha256: str) -> str:
        """A text by its SHA-256."""
        query = "SELECT text FROM texts WHERE sha256 = ?"
        return str(self._connection.execute(query, (sha256,)).fetchone()[0])

    def count_claims(self, article: str) -> int:
        """The number of claims of an article's texts."""
        query = "SELECT count(*) FROM claims WHERE article_id = ?"
        return int(self._connection.execute(query, (article,)).fetchone()[0])

    def claims(self, article: str) -> list[Row]:
        """The claims of an article's texts, in the order in which they were stored."""
        query = f"SELECT rowid, {CLAIM_COLUMNS} FROM claims WHERE article_id = ? ORDER BY rowid"
        return self._sound("claims", self._connection.execute(query, (article,)))

    def reviewed_claims(self, article: str) -> set[str]:
        """The claims of an article on which somebody has decided, or on which an orphan was placed."""
        query = (
            "SELECT d.rowid, d.claim_id, d.placed_on FROM claims c JOIN decisions d ON d.claim_id = c.id "
            "WHERE c.article_id = ?"
        )
        rows = self._sound("decisions", self._connection.execute(query, (article,)))
        return {row[column] for row in rows for column in ("claim_id", "placed_on")} - {None}

    def claim(self, claim: str) -> Row:
        """A claim by its id."""
        query = f"SELECT {CLAIM_COLUMNS} FROM claims WHERE id = ?"
        return dict(self._connection.execute(query, (claim,)).fetchone())

    def rows(self, table: str, columns: Sequence[str], order: str = "rowid") -> Iterator[Row]:
        """The rows of a table in the order of a column."""
        flawed_rowids = self._scan.flawed_rowids[table]
        for chunk in read_chunks(self._connection, table, columns, order):
            for rowid, values in chunk:
                if values is not None and rowid not in flawed_rowids:
                    yield dict(zip(columns, values, strict=True))

    def decisions(self) -> Iterator[tuple[str, Row]]:
        """The decisions on claims and on articles with their table, in the order of their ids."""

        def read(table: str) -> Iterator[tuple[str, Row]]:
            return ((table, seal_row(table, row)) for row in self.rows(table, DECISION_COLUMNS[table], "id"))

        return heapq.merge(*map(read, DECISION_COLUMNS), key=lambda pair: str(pair[1]["id"]))

    def count_decisions(self) -> int:
        """The number of decisions on claims and on articles, those with a flaw among them."""
        query = " UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in DECISION_COLUMNS)
        return sum(int(row[0]) for row in self._connection.execute(query))

    def deciding_annotators(self) -> Iterator[tuple[str, str]]:
        """The ids of the decisions on claims, with who made them."""
        return ((row["id"], row["annotator"]) for row in self.rows("decisions", ("id", "annotator"), "id"))

    def has_decision(self, decision: str) -> bool:
        """Whether the store has a decision on a claim of that id."""
        query = "SELECT EXISTS (SELECT 1 FROM decisions WHERE id = ?)"
        return bool(self._connection.execute(query, (decision,)).fetchone()[0])

    def _sound(self, table: str, rows: Iterable[sqlite3.Row]) -> list[Row]:
        flawed_rowids = self._scan.flawed_rowids[table]
        return [dict(row) for row in rows if row["rowid"] not in flawed_rowids]


def seal_row(table: str, row: Row) -> Row:
    """A decision with its hash: one that another program has added gets one of its own."""
    if row["hash"] is not None:
        return row
    unsealed_row = {**row, "previous": None}
    return {**unsealed_row, "hash": decision_hash(table, unsealed_row)}


@contextmanager
def open_foreign_store(path: Path) -> Iterator[ForeignStore]:
    """Open another store for a merge; one of an older version is migrated in a temporary copy.

    Raises StoreError where it is damaged or not a store, UsageError where there is none.
    """
    with _current_schema(path) as store, plain_errors(path), snapshot(store.connection):
        _expect_sound(store.connection, path)
        with raw_text(store.connection):
            yield ForeignStore(store.connection)


def expect_store(path: Path) -> None:
    """Raise UsageError or StoreError unless there is a store at ``path`` that can be merged."""
    with Store.open(path, migrate=False) as opened, opened.read_access() as connection:
        _expect_sound(connection, path)


@contextmanager
def _current_schema(path: Path) -> Iterator[Store]:
    """The store with the schema of this version: the one at ``path`` itself, or a migrated copy."""
    with Store.open(path, migrate=False) as store:
        if store.is_current():
            yield store
            return
        with temporary_folder() as folder:
            copy_path = folder / "other.db"
            back_up(store, copy_path, permissions=WORKING_COPY)
            with Store.open(copy_path, backs_up=False) as copy:
                yield copy


def _expect_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError for a damaged file; wrong values in sound pages are flaws of their rows."""
    with plain_errors(path):
        # The constraints are among what the rows are checked for; here JSON that is none would be an error.
        connection.execute("PRAGMA ignore_check_constraints = ON")
        details = [str(row[0]) for row in connection.execute(f"PRAGMA quick_check({_MOST_MESSAGES})")]
    detail = next((detail for detail in details if detail != "ok" and not ABOUT_VALUES.match(detail)), None)
    if detail is not None:
        raise StoreError(
            "{store} is damaged ({detail}), so nothing was merged; run  sqlite3 {quoted} .recover  into a new "
            "file, or take a copy from before.",
            store=visible(str(path)),
            detail=visible(detail),
            quoted=quoted(path),
        )
