"""Reviewed claims as a small SQLite database for Datasette: plain tables with foreign keys, without triggers or views."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from annotations.exports.cells import article_cells
from annotations.exports.columns import Column, ColumnType, number_of_row, typed_columns
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import BinaryFormat
from annotations.exports.row_source import Values
from annotations.exports.rows import COLUMNS

_SQL_TYPES = {
    ColumnType.INTEGER: "INTEGER",
    ColumnType.BOOLEAN: "INTEGER",
    ColumnType.NUMBER: "REAL",
}  # all others are text, lists as JSON
_REFERENCES = {"claim": "claims", "article": "articles", "annotator": "annotators"}
# The columns of a row that are the same for all annotators.
_CLAIM_COLUMNS = (
    "claim", "article", "extracted_kind", "extracted_value", "extracted_unit", "extracted_start", "extracted_end",
    "rule", "role", "origin",
)  # fmt: skip
_CLAIM_INDICES = tuple(COLUMNS.index(name) for name in _CLAIM_COLUMNS)
_ANNOTATOR = COLUMNS.index("annotator")
_HEADER = b"SQLite format 3\0"
_APPLICATION_ID = 0x736F6965  # "soie", in the header of the file
# How often the file is changed while it is written. The header counts the changes, and this number is its user version: where
# the two differ, somebody has changed the file since.
_TRANSACTIONS = 3
# Where the header has the count of changes, the user version and the application's id.
_CHANGES, _VERSION, _APPLICATION = (slice(start, start + 4) for start in (24, 60, 68))


def write_sqlite(contents: ExportContents, out: BinaryIO) -> None:
    """Write the tables articles, annotators, claims and reviews, and provenance.

    A review has the fields of an exported row and ``number``; lists are JSON, by which Datasette makes facets.
    """
    with tempfile.TemporaryDirectory(prefix="soi-") as folder:
        path = Path(folder, "reviews.db")
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, contents)
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, out)


def _fill(database: sqlite3.Connection, contents: ExportContents) -> None:
    # A file that is given up when writing fails needs neither a journal nor a sync.
    for name, value in (("journal_mode", "OFF"), ("synchronous", "OFF"), ("application_id", _APPLICATION_ID)):
        database.execute(f"PRAGMA {name} = {value}")
    database.execute("BEGIN")
    for statement in _statements():
        database.execute(statement)
    _insert(database, "articles", _article_rows(contents))
    _insert_reviews(database, contents.row_source.values())
    _insert(database, "provenance", contents.provenance._asdict().items())
    database.execute("COMMIT")
    database.execute(f"PRAGMA user_version = {_TRANSACTIONS}")


def _statements() -> Iterator[str]:
    yield (
        "CREATE TABLE articles (article TEXT PRIMARY KEY, title TEXT, outlet TEXT, author TEXT, published TEXT, "
        "url TEXT, metadata TEXT, source TEXT NOT NULL, text_sha256 TEXT NOT NULL, text TEXT NOT NULL)"
    )
    yield "CREATE TABLE annotators (annotator TEXT PRIMARY KEY)"
    columns = {column.name: column for column in typed_columns()}
    claim_columns = ", ".join(
        f"{_definition(columns[name])}{' PRIMARY KEY' if name == 'claim' else ''}" for name in _CLAIM_COLUMNS
    )
    yield f"CREATE TABLE claims ({claim_columns}, FOREIGN KEY (article) REFERENCES articles (article))"
    keys = ", ".join(
        f"FOREIGN KEY ({name}) REFERENCES {table} ({name})" for name, table in _REFERENCES.items()
    )
    review_columns = ", ".join(map(_definition, columns.values()))
    yield f"CREATE TABLE reviews ({review_columns}, PRIMARY KEY (claim, annotator), {keys})"
    yield "CREATE INDEX claims_by_article ON claims (article)"
    yield "CREATE INDEX reviews_by_article ON reviews (article)"
    yield "CREATE INDEX reviews_by_annotator ON reviews (annotator)"
    yield "CREATE TABLE provenance (name TEXT PRIMARY KEY, value TEXT NOT NULL)"


def _definition(column: Column) -> str:
    return f'"{column.name}" {_SQL_TYPES.get(column.type, "TEXT")}{"" if column.is_nullable else " NOT NULL"}'


def _article_rows(contents: ExportContents) -> Iterator[tuple[str | None, ...]]:
    for article, claims in contents.articles():
        yield article_cells(article, claims[0].claim.text_sha256)


def _insert_reviews(database: sqlite3.Connection, rows: Iterable[Values]) -> None:
    add_claim = f"INSERT OR IGNORE INTO claims VALUES ({_question_marks(len(_CLAIM_COLUMNS))})"
    add_review = f"INSERT INTO reviews VALUES ({_question_marks(len(typed_columns()))})"
    for values in rows:
        database.execute(add_claim, [values[index] for index in _CLAIM_INDICES])
        database.execute("INSERT OR IGNORE INTO annotators VALUES (?)", (values[_ANNOTATOR],))
        database.execute(add_review, (*values, number_of_row(values)))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({_question_marks(len(row))})", row)


def _question_marks(count: int) -> str:
    return ", ".join("?" * count)


def _is_own(path: Path) -> bool:
    with path.open("rb") as stream:
        header = stream.read(100)
    numbers = [int.from_bytes(header[place], "big") for place in (_APPLICATION, _CHANGES, _VERSION)]
    return header.startswith(_HEADER) and numbers == [_APPLICATION_ID, _TRANSACTIONS, _TRANSACTIONS]


FORMAT = BinaryFormat(".db", write_sqlite, _is_own)
