"""Looks at every row that counts and lists those with a flaw.

Tables are read in the order of their references: a row that refers to a flawed one is flawed itself. Rows of decisions
are read in the order of their ids, so that the step that a decision belongs to or takes back has been read before it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from annotations.store.chain import decision_hash
from annotations.store.identifiers import FIRST_ID, claim_id, horizon, text_sha256
from annotations.store.validation.columns import Columns, checked_columns
from annotations.store.validation.flaws import Flaw, FlawedRow
from annotations.store.validation.raw_rows import RawRow, raw_text, read_chunks

DECISION_TABLES = ("decisions", "article_decisions")

Row = dict[str, Any]
_STORED_TYPES = {str, int, type(None)}

ColumnFlaw = tuple[Flaw, str]  # the flaw, and the column that has it


def scan(connection: sqlite3.Connection) -> Scan:
    """Look at every row of the store, within the caller's snapshot."""
    with raw_text(connection):
        result = Scan(connection)
        result.read()
    return result


class Scan:
    """The rows with a flaw, and what the remaining rows can refer to.

    ``flawed_rows`` lists the rows with a flaw, ``flawed_rowids`` their rowids by table.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._columns = checked_columns(datetime.now(UTC), horizon())
        self.flawed_rows: list[FlawedRow] = []
        self.flawed_rowids: dict[str, set[int]] = defaultdict(set)
        self._flawed_ids: dict[str, set[str]] = defaultdict(set)
        self._text_lengths: dict[str, int] = {}
        self._versions: dict[str, list[Row]] = defaultdict(list)
        self._article_texts: set[tuple[str, str]] = set()
        self._article_rowids: dict[str, int] = {}
        self._annotators: set[str] = set()
        self._text = ("", "")

    def read(self) -> None:
        """Read all tables."""
        self._read_texts()
        self._read_articles()
        self._read_versions()
        self._annotators = {row["name"] for _, row in self._rows("annotators", "rowid")}
        for _ in self._rows("tags", "rowid"):
            pass
        for rowid, row in self._rows("claims", "id"):
            if claim_flaw := self._claim_flaw(row):
                self._note(("claims", rowid, row["id"]), claim_flaw)
        for table in DECISION_TABLES:
            self._read_decisions(table)
        for table in ("settings", "assignments", "renames"):
            for _ in self._rows(table, "id"):
                pass
        self._read_adjudications()

    @property
    def articles(self) -> list[str]:
        """The ids of the articles that have a version without a flaw, sorted."""
        return sorted(article for article in self._article_rowids if self._versions.get(article))

    def versions(self, article: str) -> list[Row]:
        """The versions of an article without a flaw, by id."""
        return self._versions[article]

    # Reading ---------------------------------------------------------------------------------------------

    def _rows(self, table: str, order: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table whose values are sound one by one."""
        for chunk in self._chunks(table, order):
            yield from chunk

    def _chunks(self, table: str, order: str) -> Iterator[list[tuple[int, Row]]]:
        checks = self._columns[table]
        for chunk in read_chunks(self._connection, table, list(checks), order):
            flaws = _column_flaws(checks, [values for _, values in chunk if values is not None])
            sound_rows = []
            for rowid, values in chunk:
                row = dict(zip(checks, values, strict=True)) if values is not None else {}
                flaw = _first_flaw(row, flaws) if row else (Flaw.UNREADABLE, "")
                if not self._note((table, rowid, next(iter(row.values()), "")), flaw):
                    sound_rows.append((rowid, row))
            yield sound_rows

    def _note(self, key: tuple[str, int, object], column_flaw: ColumnFlaw | None) -> bool:
        """List a row with a flaw; returns whether it has one."""
        if column_flaw is None:
            return False
        table, rowid, row_id = key
        self.flawed_rows.append(FlawedRow(table, rowid, str(row_id), *column_flaw))
        self.flawed_rowids[table].add(rowid)
        self._flawed_ids[table].add(str(row_id))
        return True

    def _read_texts(self) -> None:
        for rowid, row in self._rows("texts", "rowid"):
            is_changed = text_sha256(row["text"]) != row["sha256"]
            if not self._note(("texts", rowid, row["sha256"]), (Flaw.HASH, "text") if is_changed else None):
                self._text_lengths[row["sha256"]] = len(row["text"])

    def _read_articles(self) -> None:
        """Articles are derived: one whose other columns are flawed is made anew from its versions."""
        check = self._columns["articles"]["id"]
        for rowid, row in self._rows("articles", "rowid"):
            self._article_rowids[row["id"]] = rowid
            if row["text_sha256"] not in self._text_lengths:
                self._note(("articles", rowid, row["id"]), (Flaw.REFERENCE, "text_sha256"))
        for flawed in [flawed for flawed in self.flawed_rows if flawed.table == "articles"]:
            if flawed.flaw is not Flaw.UNREADABLE and check(flawed.id) is None:
                self._article_rowids[flawed.id] = flawed.rowid

    def _read_versions(self) -> None:
        rows = sorted(self._rows("versions", "id"), key=lambda pair: (pair[1]["article_id"], pair[1]["id"]))
        for article, pairs in groupby(rows, key=lambda pair: str(pair[1]["article_id"])):
            versions = list(pairs)
            for rowid, row in versions:
                flaw = self._version_flaw(row, [version for _, version in versions])
                if not self._note(("versions", rowid, row["id"]), flaw):
                    self._versions[article].append(row)
                    self._article_texts.add((article, row["text_sha256"]))
        for article, rowid in self._article_rowids.items():
            if not self._versions.get(article) and rowid not in self.flawed_rowids["articles"]:
                self._note(("articles", rowid, article), (Flaw.REFERENCE, "id"))

    def _read_decisions(self, table: str) -> None:
        for chunk in self._chunks(table, "id"):
            rows = [row for _, row in chunk]
            claims = self._claims_by_id(rows) if table == "decisions" else {}
            steps = self._steps_by_id(table, rows)
            for rowid, row in chunk:
                flaw = self._step_flaw(table, row, steps) or (
                    self._decision_flaw(row, claims)
                    if table == "decisions"
                    else _reference_flaw("article_id", row["article_id"] in self._versions)
                )
                self._note((table, rowid, row["id"]), flaw or _hash_flaw(table, row))

    def _read_adjudications(self) -> None:
        for chunk in self._chunks("adjudications", "decision_id"):
            ids = {row["decision_id"] for _, row in chunk}
            decisions = {row[0] for row in self._select("decisions", "id", ids)} - self._flawed_ids[
                "decisions"
            ]
            for rowid, row in chunk:
                is_there = row["decision_id"] in decisions
                self._note(
                    ("adjudications", rowid, row["decision_id"]), _reference_flaw("decision_id", is_there)
                )

    # What rows refer to ----------------------------------------------------------------------------------

    def _version_flaw(self, row: Row, versions: Iterable[Row]) -> ColumnFlaw | None:
        if row["article_id"] not in self._article_rowids:
            return Flaw.REFERENCE, "article_id"
        if _is_backdated(row["id"], row["imported_at"]):
            return Flaw.ORDER, "id"
        if row["text_sha256"] not in self._text_lengths:
            return Flaw.REFERENCE, "text_sha256"
        if row["replaces"] is None:
            return None
        if row["replaces"] not in self._text_lengths:
            return Flaw.REFERENCE, "replaces"
        replaced_ids = [version["id"] for version in versions if version["text_sha256"] == row["replaces"]]
        is_circle = row["replaces"] == row["text_sha256"] or (replaced_ids and min(replaced_ids) > row["id"])
        return (Flaw.CIRCLE, "replaces") if is_circle else None

    def _claim_flaw(self, row: Row) -> ColumnFlaw | None:
        article, sha256 = row["article_id"], row["text_sha256"]
        start, end = row["start_offset"], row["end_offset"]
        if (article, sha256) not in self._article_texts:
            return Flaw.REFERENCE, "text_sha256" if article in self._versions else "article_id"
        if row["id"] != claim_id(article, sha256, start, end):
            return Flaw.ID, "id"
        if not start < end <= self._text_lengths[sha256]:
            return Flaw.OFFSETS, "end_offset"
        if not row["extent_start"] <= start < end <= row["extent_end"] <= self._text_lengths[sha256]:
            return Flaw.OFFSETS, "extent_end"
        return self._quote_flaw(row, self._read_text(sha256))

    def _quote_flaw(self, row: Row, text: str) -> ColumnFlaw | None:
        start, end = row["start_offset"], row["end_offset"]
        words = {
            "quote": text[start:end],
            "prefix": text[max(0, start - len(row["prefix"])) : start],
            "suffix": text[end : end + len(row["suffix"])],
        }
        column = next((column for column, part in words.items() if row[column] != part), None)
        return (Flaw.QUOTE, column) if column else None

    def _read_text(self, sha256: str) -> str:
        """A text; claims are read by id, so that those of one text follow each other."""
        if self._text[0] != sha256:
            query = "SELECT text FROM texts WHERE sha256 = ?"
            self._text = (sha256, str(self._connection.execute(query, (sha256,)).fetchone()[0]))
        return self._text[1]

    def _decision_flaw(self, row: Row, claims: Mapping[str, RawRow]) -> ColumnFlaw | None:
        claim = claims.get(row["claim_id"])
        if claim is None:
            return Flaw.REFERENCE, "claim_id"
        _, article, sha256, start, end = claim
        placed_on = claims.get(row["placed_on"])
        if row["placed_on"] is not None and (placed_on is None or placed_on[1] != article):
            return Flaw.REFERENCE, "placed_on"
        if not 0 <= start + row["start_shift"] < end + row["end_shift"] <= self._text_lengths[sha256]:
            return Flaw.OFFSETS, "end_shift"
        return None

    def _step_flaw(self, table: str, row: Row, steps: Mapping[str, RawRow]) -> ColumnFlaw | None:
        """The flaw of the annotator, of the step that a decision belongs to, or of the one that it takes back."""
        if row["annotator"] not in self._annotators:
            return Flaw.REFERENCE, "annotator"
        if _is_backdated(row["id"], row["decided_at"]):
            return Flaw.ORDER, "id"
        if row["step"] > row["id"]:
            return Flaw.CIRCLE, "step"
        if row["undoes"] is not None and row["undoes"] >= row["step"]:
            return Flaw.CIRCLE, "undoes"
        for column in ("step", "undoes"):
            head = steps.get(row[column]) if row[column] is not None else (None, None, row["annotator"])
            if row[column] != row["id"] and (
                head is None or head[2] != row["annotator"] or row[column] in self._flawed_ids[table]
            ):
                return Flaw.REFERENCE, column
        return None

    def _claims_by_id(self, rows: Iterable[Row]) -> dict[str, RawRow]:
        """The claims without a flaw that decisions are on or placed on: id, article, text, start and end."""
        ids = {row[column] for row in rows for column in ("claim_id", "placed_on")} - {None}
        columns = "id, article_id, text_sha256, start_offset, end_offset"
        claims = self._select("claims", columns, ids)
        return {row[0]: row for row in claims if row[0] not in self._flawed_ids["claims"]}

    def _steps_by_id(self, table: str, rows: Iterable[Row]) -> dict[str, RawRow]:
        """The first decisions of steps: id, step and annotator."""
        ids = {row[column] for row in rows for column in ("step", "undoes")} - {None}
        return {row[0]: row for row in self._select(table, "id, step, annotator", ids) if row[0] == row[1]}

    def _select(self, table: str, columns: str, ids: set[Any]) -> list[RawRow]:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        query = f"SELECT {columns} FROM {table} WHERE id IN ({', '.join('?' * len(ids))})"
        return cursor.execute(query, tuple(ids)).fetchall()


def _column_flaws(checks: Columns, rows: Sequence[RawRow]) -> dict[str, dict[object, Flaw]]:
    """The flawed values of each column that has some; each value is checked once, however many rows have it."""
    flaws: dict[str, dict[object, Flaw]] = {}
    for (column, check), values in zip(checks.items(), zip(*rows, strict=True), strict=False):
        flawed_values = {value: flaw for value in set(values) if (flaw := check(value))}
        # A float equals the integer that it looks like: where there is one, every value is checked by itself.
        if not {type(value) for value in values} <= _STORED_TYPES:
            flawed_values |= {value: Flaw.TYPE for value in values if type(value) not in _STORED_TYPES}
        if flawed_values:
            flaws[column] = flawed_values
    return flaws


def _first_flaw(row: Row, flaws: Mapping[str, Mapping[object, Flaw]]) -> ColumnFlaw | None:
    """The first column of a row with a flaw."""
    for column, flawed_values in flaws.items():
        if (flaw := flawed_values.get(row[column])) is not None:
            return flaw, column
    return None


def _is_backdated(row_id: str, time: str) -> bool:
    """Whether an id is from before soi existed and its row is not: made behind the greatest id that there can be."""
    return row_id < FIRST_ID and time >= "2020"


def _hash_flaw(table: str, row: Row) -> ColumnFlaw | None:
    """The flaw of a decision that does not have its hash any more; one without a hash is another program's."""
    is_changed = row["hash"] is not None and decision_hash(table, row) != row["hash"]
    return (Flaw.HASH, "hash") if is_changed else None


def _reference_flaw(column: str, is_there: bool) -> ColumnFlaw | None:
    return None if is_there else (Flaw.REFERENCE, column)
