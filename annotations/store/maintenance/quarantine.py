"""Moves rows that cannot be right to a table of their own, so that everything else can be used again.

Decisions and versions that are sound but for an id from the future, or from before soi existed, stay: they get an id of
the time that they give themselves, and the table ``quarantine`` has them as they were.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from annotations.store.chain import HASHED_COLUMNS, add_gaps, decision_hash
from annotations.store.clock import utc_now
from annotations.store.findings.checking import check_articles
from annotations.store.findings.stored_findings import forget_findings
from annotations.store.maintenance.rebuild import rebuild_derived
from annotations.store.maintenance.triggers import without_triggers
from annotations.store.misdated import BEFORE_ALL, TIMES, note_misdated
from annotations.store.search.index import forget_index
from annotations.store.store import Store
from annotations.store.validation.flaws import Flaw, FlawedRow
from annotations.store.validation.raw_rows import raw_text
from annotations.store.validation.scan import scan

# The tables in the order in which rows can be deleted: what refers to others before these.
_TABLES = (
    "renames", "adjudications", "assignments", "settings", "article_decisions", "decisions", "claims", "tags", "annotators",
    "versions", "articles", "texts",
)  # fmt: skip


def quarantine(store: Store) -> list[FlawedRow]:
    """Move the rows with a flaw, and make what is derived anew; returns the rows that were moved.

    Raises StoreError where the store cannot be written.
    """
    forget_index(store)
    with store.write_transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            moved_rows = _quarantine(connection)
            rebuild_derived(connection)
        finally:
            connection.execute("PRAGMA ignore_check_constraints = OFF")
    for _ in check_articles(store):
        pass
    return moved_rows


def _quarantine(connection: sqlite3.Connection) -> list[FlawedRow]:
    """Move flawed rows, within the caller's transaction, until none is left: moving one may leave others alone."""
    moved_rows: list[FlawedRow] = []
    with without_triggers(connection), raw_text(connection):
        forget_findings(connection)
        for table in ("reviews", "placements", "search_parts", "search_documents"):
            connection.execute(f"DELETE FROM {table}")
        note_misdated(connection)
        moved_rows += _redate(connection)
        while flawed_rows := [row for row in scan(connection).flawed_rows if _is_movable(connection, row)]:
            _move(connection, flawed_rows)
            moved_rows += flawed_rows
    return moved_rows


def _is_movable(connection: sqlite3.Connection, row: FlawedRow) -> bool:
    """Whether a row goes to quarantine: an article is made anew from its versions as long as it has some."""
    if row.table != "articles" or row.column == "id":
        return True
    query = "SELECT EXISTS (SELECT 1 FROM versions JOIN articles ON articles.id = article_id WHERE articles.rowid = ?)"
    return not connection.execute(query, (row.rowid,)).fetchone()[0]


def _move(connection: sqlite3.Connection, flawed_rows: Iterable[FlawedRow]) -> None:
    rows = sorted(flawed_rows, key=lambda row: _TABLES.index(row.table))
    for row in rows:
        contents = _contents(connection, row)
        _log(connection, row, contents)
        if row.table in HASHED_COLUMNS:
            _leave_chain(connection, row.table, contents)
        connection.execute(f"DELETE FROM {row.table} WHERE rowid = ?", (row.rowid,))


def _contents(connection: sqlite3.Connection, row: FlawedRow) -> dict[str, Any]:
    """A row as far as it can be read, column by column."""
    columns = [info["name"] for info in connection.execute(f"PRAGMA table_info({row.table})")]
    contents = {}
    for column in columns:
        try:
            value = connection.execute(
                f"SELECT {column} FROM {row.table} WHERE rowid = ?", (row.rowid,)
            ).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue  # damaged, or longer than the connection's limit
        contents[column] = value[0] if value else None
    return contents


def _log(connection: sqlite3.Connection, row: FlawedRow, contents: dict[str, Any]) -> None:
    connection.execute(
        "INSERT INTO quarantine (table_name, row_id, flaw, column_name, contents, moved_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            row.table,
            json.dumps(row.id)[1:-1],
            row.flaw.value,
            row.column,
            json.dumps(contents, default=repr),
            utc_now(),
        ),
    )


def _leave_chain(connection: sqlite3.Connection, table: str, contents: dict[str, Any]) -> None:
    """Note that a decision is missing on purpose; the one before it has to be there all the same."""
    # Of a changed decision the stored hash is right, of a changed hash the one that the decision should have.
    row = {column: contents.get(column) for column in HASHED_COLUMNS[table]}
    hashes = {str(contents.get("hash")), decision_hash(table, row)}
    add_gaps(connection, filter(str.isascii, hashes))
    connection.executemany(
        "DELETE FROM chain_heads WHERE hash = ?", [(gap,) for gap in hashes if gap.isascii()]
    )


# Rows with an id of another time -----------------------------------------------------------------------------


def _redate(connection: sqlite3.Connection) -> list[FlawedRow]:
    """Give misdated rows an id of the time that they give themselves; returns them."""
    places = connection.execute("SELECT id, place FROM misdated WHERE place NOT LIKE ?", (f"{BEFORE_ALL}%",))
    new_ids = dict(places.fetchall())
    redated_rows = []
    for table in TIMES:
        columns = ("id", "step", "undoes") if table in HASHED_COLUMNS else ("id",)
        for row in _rows_with(connection, table, columns, new_ids):
            flawed_row = FlawedRow(table, row["rowid"], row["id"], Flaw.FUTURE, "id")
            contents = _contents(connection, flawed_row)
            _log(connection, flawed_row, contents)
            _give_ids(connection, table, contents, {c: new_ids.get(row[c], row[c]) for c in columns})
            redated_rows.append(flawed_row)
    connection.executemany(
        "UPDATE adjudications SET decision_id = ? WHERE decision_id = ?",
        [(new_id, row_id) for row_id, new_id in new_ids.items()],
    )
    connection.executemany("DELETE FROM misdated WHERE id = ?", [(row_id,) for row_id in new_ids])
    return redated_rows


def _rows_with(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], ids: Iterable[str]
) -> list[sqlite3.Row]:
    """The rows of a table that have one of the ids in one of the columns."""
    condition = " OR ".join(f"{column} IN (SELECT value FROM json_each(?1))" for column in columns)
    query = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE {condition} ORDER BY rowid"
    return connection.execute(query, (json.dumps(list(ids)),)).fetchall()


def _give_ids(
    connection: sqlite3.Connection, table: str, contents: dict[str, Any], ids: dict[str, str | None]
) -> None:
    old_id, values = contents["id"], dict(ids)
    if table in HASHED_COLUMNS:
        _leave_chain(connection, table, contents)
        values["previous"] = None
        values["hash"] = decision_hash(table, {**contents, **values})
        connection.execute(
            "INSERT INTO chain_heads VALUES (?, ?) ON CONFLICT DO NOTHING",
            (contents["annotator"], values["hash"]),
        )
    assignments = ", ".join(f"{column} = ?" for column in values)
    connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), old_id))
