"""Rows of a store that may hold anything: each is read, or reported as one that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import methodcaller
from typing import Any

CHUNK = 500

RawRow = tuple[Any, ...]


@contextmanager
def raw_text(connection: sqlite3.Connection) -> Iterator[None]:
    """Read text that is not UTF-8 as a string with surrogates; SQLite does not validate what it stores."""
    former_factory = connection.text_factory
    connection.text_factory = methodcaller("decode", "utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = former_factory


def read_chunks(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], order: str
) -> Iterator[list[tuple[int, RawRow | None]]]:
    """The rows of a table in the order of a column, in chunks of rowid and columns; None for an unreadable row.

    The table itself is read and not an index on it, which could leave rows out.
    """
    rowids = (row[0] for row in connection.execute(f"SELECT rowid FROM {table} NOT INDEXED ORDER BY {order}"))
    while chunk := list(islice(rowids, CHUNK)):
        rows = _rows_by_rowid(connection, table, columns, chunk)
        yield [(rowid, rows.get(rowid)) for rowid in chunk]


def _rows_by_rowid(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rowids: Sequence[int]
) -> dict[int, RawRow]:
    query = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid IN ({', '.join('?' * len(rowids))})"
    cursor = connection.cursor()
    cursor.row_factory = None
    try:
        return {row[0]: row[1:] for row in cursor.execute(query, rowids)}
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        if len(rowids) == 1:
            return {}
        # One of the rows is damaged or longer than the connection's limit: the others are read one by one.
        pieces = (_rows_by_rowid(connection, table, columns, [rowid]) for rowid in rowids)
        return {rowid: row for piece in pieces for rowid, row in piece.items()}
