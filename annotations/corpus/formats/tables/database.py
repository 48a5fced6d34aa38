"""A table or a query of a SQLite database: an article a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError, UsageError
from annotations.files.sqlite_files import STORE_ID
from annotations.model import Article
from annotations.text import visible

# "soi1" in ASCII, by which a store is told from other databases.


def read_database(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each row of the table that ``options`` name, or of their query, or of the only table.

    The database is opened for reading only. Raises CorpusError for a store of soi, UsageError where there is no such
    table or several might be meant.
    """
    with closing(_connected(path)) as connection:
        try:
            query = options.sql or f"SELECT * FROM {_quoted(_table(connection, options.table, path))}"
            yield from articles_of_records(_records(connection, query), path, options.columns)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise UsageError(
                "{path} cannot be read so ({reason}): give another table with --table, or query with --sql.",
                path=visible(str(path)),
                reason=visible(str(error)),
            ) from error


def _connected(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        connection.execute("PRAGMA trusted_schema = OFF")  # views and triggers of others call no functions
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise CorpusError(
            "{path} is no SQLite database, or cannot be opened: give another file.", path=visible(str(path))
        ) from error
    if application_id == STORE_ID:
        connection.close()
        raise CorpusError(
            "{path} is a store of soi, not a corpus: review it with  soi {path}, or take it in with  soi merge.",
            path=visible(str(path)),
        )
    connection.row_factory = sqlite3.Row
    return connection


def _table(connection: sqlite3.Connection, table: str, path: Path) -> str:
    query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    names = sorted(row["name"] for row in connection.execute(query))
    if table in names or (not table and len(names) == 1):
        return table or names[0]
    if not names:
        raise UsageError("{path} has no table: give another file.", path=visible(str(path)))
    raise UsageError(
        "{path} has the tables {names}: name one with --table TABLE.",
        path=visible(str(path)),
        names=visible(", ".join(names)),
    )


def _records(connection: sqlite3.Connection, query: str) -> Iterator[Record | CorpusError]:
    for number, row in enumerate(connection.execute(query), start=1):
        yield Record(number, dict(zip(row.keys(), row, strict=True)))


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
