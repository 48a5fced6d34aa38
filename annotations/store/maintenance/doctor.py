"""Examines a store: whether the file is sound, whether its rows agree, and how to repair what does not."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import Sentence
from annotations.store.articles.placements import ALL_REVIEWS, REVIEW_COLUMNS, Placing
from annotations.store.claim_rows import IS_CURRENT
from annotations.store.connection import plain_errors, snapshot
from annotations.store.findings.checking import check_articles, current_findings
from annotations.store.findings.stored_findings import stored_findings
from annotations.store.maintenance.chain_check import chain_problems, seal
from annotations.store.maintenance.foreign_store import ABOUT_VALUES
from annotations.store.maintenance.rebuild import NEWEST_VERSION, edited_articles, rebuild_derived
from annotations.store.search.index import forget_index
from annotations.store.signatures import derived_signatures, stored_signatures
from annotations.store.store import Store
from annotations.store.validation.flaws import FLAW_SENTENCES, Flaw, FlawedRow
from annotations.store.validation.scan import scan

MOST_OF_ONE_KIND = 3  # rows with the same flaw that are named

# A flaw in these makes the examination of derived rows pointless.
_TABLES_OF_CHECKS = {"texts", "articles", "versions", "claims"}

# Queries that count derived rows which do not follow from their sources.
_DERIVED_ROWS = (
    (
        Sentence("{n} articles do not have the text that was imported last."),
        f"""
        SELECT count(*) FROM articles a WHERE text_sha256 <> (SELECT text_sha256 {NEWEST_VERSION.format(article="a.id")})
        """,
    ),
    (
        Sentence("{n} claims are not known to stand, or not to stand, in the current text."),
        f"SELECT count(*) FROM claims WHERE current <> {IS_CURRENT}",
    ),
)
_REBUILD = Sentence("Run  soi doctor --rebuild  to make them anew.")
_RECOVER = Sentence(
    "Copy it to a safe place, then run  sqlite3 FILE .recover  into a new file, or go back to a copy."
)
_GO_BACK = Sentence("Another program has changed the file: go back to a copy from before.")
_QUARANTINE = Sentence(
    "Go back to a copy from before, or run  soi doctor --quarantine  to move such rows out of the way."
)
_SEAL = Sentence("If that was meant, run  soi doctor --rebuild ; else go back to a copy from before.")
_IMPORT = Sentence(
    "Another program has changed the file: go back to a copy from before, or import the corpus again."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a store, in one sentence, and what to do about it."""

    description: Sentence
    remedy: Sentence


def examine(store: Store) -> Iterator[Problem]:
    """Yield the problems of a store as it is at one moment, the gravest first; none if it is sound.

    The store may have been opened with ``any_schema``. Whatever is in it, no error is raised: what cannot be examined is
    a problem.
    """
    with store.read_access() as connection, snapshot(connection):
        for part in (_damage, lambda _: _schema(store)):
            problems = list(_examined(part, connection))
            yield from problems
            if problems:
                return  # further problems would only be consequences
        for part in (_dangling_references, _rows):
            yield from _examined(part, connection)


def _examined(
    part: Callable[[sqlite3.Connection], Iterator[Problem]], connection: sqlite3.Connection
) -> Iterator[Problem]:
    """The problems that a part of the examination finds, and whether it failed."""
    try:
        yield from part(connection)
    except Exception as error:  # noqa: BLE001 (whatever broken rows raise is a problem of the store)
        detail = f"{type(error).__name__}: {error}"
        yield Problem(Sentence("The store cannot be examined further ({detail}).", detail=detail), _RECOVER)


def rebuild(store: Store) -> None:
    """Rebuild everything that is derived from imports and decisions, and check all articles again.

    Decisions that another program has added get a hash. Only empties the search index, because building it takes long:
    the app and the next search build it.
    """
    with store.write_transaction() as connection:
        seal(connection)
        rebuild_derived(connection)
    forget_index(store)
    for _ in check_articles(store):
        pass


def schema_problems(path: Path) -> list[Problem]:
    """What another program has changed in the schema of the store at ``path``; raises as ``Store.open`` does."""
    with Store.open(path, migrate=False, any_schema=True) as store, plain_errors(path):
        return list(_schema(store))


def _damage(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (detail,) in connection.execute("PRAGMA integrity_check(100)"):
        if detail != "ok" and not ABOUT_VALUES.match(detail):
            yield Problem(Sentence("The file is damaged: {detail}.", detail=detail), _RECOVER)
            return


def _schema(store: Store) -> Iterator[Problem]:
    """Tables, views, indexes and triggers that are not as soi makes them."""
    for difference in store.schema_differences():
        yield Problem(
            Sentence("Another program has changed the schema: {difference}.", difference=difference.sentence),
            _GO_BACK,
        )


def _dangling_references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        description = Sentence(
            "Row {row} of {table} points at a row of {other} that is not there.",
            row=row[1],
            table=row[0],
            other=row[2],
        )
        yield Problem(description, _IMPORT)


def _rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    """The rows by themselves, the chains of decisions, and what is derived from them."""
    flawed_rows = scan(connection).flawed_rows
    yield from _flawed_rows(flawed_rows)
    yield from _chains(connection)
    # A claim beyond its text would be looked for without end.
    if not any(row.table in _TABLES_OF_CHECKS for row in flawed_rows):
        yield from _derived(connection)


def _flawed_rows(flawed_rows: Sequence[FlawedRow]) -> Iterator[Problem]:
    """Rows that a merge would leave out; of many with the same flaw the first."""
    counts = Counter((row.table, row.flaw, row.column) for row in flawed_rows)
    for (table, _flaw, _column), count in counts.items():
        if count > MOST_OF_ONE_KIND:
            description = Sentence("{n} rows of {table} have the same flaw.", n=count, table=table)
            yield Problem(description, _QUARANTINE)
    named_rows: Counter[tuple[str, Flaw, str]] = Counter()
    for row in flawed_rows:
        named_rows[row.table, row.flaw, row.column] += 1
        if named_rows[row.table, row.flaw, row.column] > MOST_OF_ONE_KIND:
            continue
        description = Sentence(
            "Row {id} of {table} has a flaw in {column}: {flaw}.",
            id=row.id or row.rowid,
            table=row.table,
            column=row.column or "*",
            flaw=FLAW_SENTENCES[row.flaw],
        )
        is_derived = row.table == "articles" and row.column != "id"
        yield Problem(description, _REBUILD if is_derived else _QUARANTINE)


def _chains(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Decisions that were removed, or added by another program."""
    for problem in chain_problems(connection):
        yield Problem(problem.description, _SEAL if problem.is_rebuildable else _GO_BACK)


def _derived(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Derived rows that do not follow from their sources."""
    if count := _wrong_reviews(connection):
        yield Problem(Sentence("{n} reviews do not follow from the decisions.", n=count), _REBUILD)
    if derived_signatures(connection) != stored_signatures(connection):
        yield Problem(Sentence("The names of annotators do not follow from their renaming."), _REBUILD)
    for description, query in _DERIVED_ROWS:
        if count := connection.execute(query).fetchone()[0]:
            yield Problem(Sentence(description.template, n=count), _REBUILD)
    if count := sum(_wrong_placements(connection, article) for article in edited_articles(connection)):
        yield Problem(
            Sentence("{n} reviewed claims of former texts are not placed where they stand.", n=count),
            _REBUILD,
        )
    if count := _articles_with_wrong_findings(connection):
        yield Problem(
            Sentence("{n} articles have findings that do not follow from their claims.", n=count), _REBUILD
        )


def _wrong_reviews(connection: sqlite3.Connection) -> int:
    stored = f"SELECT {REVIEW_COLUMNS} FROM reviews"
    derived = f"SELECT {REVIEW_COLUMNS} FROM ({ALL_REVIEWS})"
    differences = (f"{stored} EXCEPT {derived}", f"{derived} EXCEPT {stored}")
    counts = (connection.execute(f"SELECT count(*) FROM ({query})").fetchone()[0] for query in differences)
    return int(max(counts))


def _articles_with_wrong_findings(connection: sqlite3.Connection) -> int:
    rows = connection.execute(
        "SELECT article_id, annotator FROM checked WHERE basis > 0 ORDER BY 1, 2"
    ).fetchall()
    articles = {
        article
        for article, annotator in rows
        if stored_findings(connection, article, annotator) != current_findings(connection, article, annotator)
    }
    return len(articles)


def _wrong_placements(connection: sqlite3.Connection, article: str) -> int:
    """The number of an article's placements that are stored or derived, but not both."""
    columns = "claim_id, article_id, outcome, placed_on, candidate_id, near"
    query = f"SELECT {columns} FROM placements WHERE article_id = ?"
    stored = {tuple(row) for row in connection.execute(query, (article,))}
    return len(stored ^ set(Placing(connection, article).placements()))
