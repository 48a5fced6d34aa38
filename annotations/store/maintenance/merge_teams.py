"""Merging settings, assignments, adjudications and renames: the union of the rows of both stores."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from annotations.store.maintenance.foreign_store import ForeignStore, Row
from annotations.store.maintenance.merge_articles import insert_rows
from annotations.store.maintenance.merge_decisions import Signature, TableRow, renamed_id
from annotations.store.maintenance.merge_report import Changes

# The columns of each table; the first is its key.
TEAM_COLUMNS = {
    "settings": ("id", "name", "subject", "value", "annotator", "set_at"),
    "assignments": (
        "id", "article_id", "claim_id", "annotator", "is_assigned", "assigned_by", "assigned_at",
    ),
    "adjudications": ("decision_id", "seen", "reason"),
    "renames": ("id", "old_name", "new_name", "undoes", "annotator", "renamed_at"),
}  # fmt: skip


def team_rows(foreign: ForeignStore, table: str, signature: Signature | None) -> Iterator[TableRow]:
    """The rows of a table of the other store; adjudications name decisions as they are merged under a new name."""
    columns = TEAM_COLUMNS[table]
    new_ids: Callable[[str], str] = _new_ids(foreign, signature) if table == "adjudications" else str
    for row in foreign.rows(table, columns, columns[0]):
        if table == "adjudications":
            seen_ids = json.dumps([new_ids(decision) for decision in json.loads(row["seen"])])
            yield table, {**row, "decision_id": new_ids(row["decision_id"]), "seen": seen_ids}
        elif table == "renames" and signature is not None:
            yield table, _renamed(row, signature)
        else:
            yield table, row


def _renamed(row: Row, signature: Signature) -> Row:
    """A rename of somebody who is merged under a new name: it concerns that name, and nobody who has the old one here."""
    new_name = signature.new_name
    columns = [column for column in ("old_name", "new_name") if signature.is_of(row[column])]
    if new_name is None or not columns:
        return row
    ids = {column: renamed_id(row[column], new_name) for column in ("id", "undoes")}
    return {**row, **ids, **dict.fromkeys(columns, new_name)}


def _new_ids(foreign: ForeignStore, signature: Signature | None) -> Callable[[str], str]:
    """The ids that decisions have where they are merged under another name, as ``Signature.renamed`` gives them."""
    if signature is None or signature.new_name is None:
        return str
    name = signature.new_name
    renamed = {
        decision: renamed_id(decision, name) or decision
        for decision, annotator in foreign.deciding_annotators()
        if signature.is_of(annotator)
    }
    return lambda decision: renamed.get(decision, decision)


def add_team_rows(
    connection: sqlite3.Connection, foreign: ForeignStore, rows: Sequence[TableRow], changes: Changes
) -> None:
    """Insert rows of one table that are not here yet, within the caller's transaction."""
    table = rows[0][0]
    columns = TEAM_COLUMNS[table]
    key = columns[0]
    own_rows = _own_rows(connection, table, [row[key] for _, row in rows])
    new_rows: list[Row] = []
    for _, row in rows:
        own_row = own_rows.get(row[key])
        if own_row is None:
            new_rows.append(row)
        elif own_row != row:
            foreign.add_collision(table, row[key])
    if table == "adjudications":  # a decision that was left out is not here
        decisions = _own_rows(connection, "decisions", [row[key] for row in new_rows], ("id",))
        new_rows = [row for row in new_rows if row[key] in decisions]
    changes.added_rows[table] += insert_rows(connection, table, columns, new_rows)


def _own_rows(
    connection: sqlite3.Connection, table: str, keys: Sequence[str], columns: Sequence[str] = ()
) -> dict[str, Row]:
    names = columns or TEAM_COLUMNS[table]
    query = f"SELECT {', '.join(names)} FROM {table} WHERE {names[0]} IN ({', '.join('?' * len(keys))})"
    return {row[0]: dict(row) for row in connection.execute(query, keys)}
