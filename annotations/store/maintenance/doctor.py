"""Examines a store: whether the file is sound, whether its rows agree, and how to repair what does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.errors import Sentence
from annotations.store.articles.placements import REVIEW_COLUMNS, REVIEWS_OF, Placing
from annotations.store.claim_rows import IS_CURRENT, text_of
from annotations.store.findings.checking import check_articles, current_findings
from annotations.store.findings.stored_findings import stored_findings
from annotations.store.identifiers import text_sha256
from annotations.store.maintenance.rebuild import NEWEST_VERSION, edited_articles, rebuild_derived
from annotations.store.search.index import forget_index
from annotations.store.store import Store

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
_IMPORT = Sentence(
    "Another program has changed the file: go back to a copy from before, or import the corpus again."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a store, in one sentence, and what to do about it."""

    description: Sentence
    remedy: Sentence


def examine(store: Store) -> Iterator[Problem]:
    """Yield the problems of a store, the gravest first; none if it is sound."""
    with store.read_access() as connection:
        is_damaged = False
        for problem in _damage(connection):
            is_damaged = True
            yield problem
        if is_damaged:
            return  # further problems would only be consequences of the damage
        yield from _dangling_references(connection)
        yield from _texts(connection)
        yield from _derived(connection)


def rebuild(store: Store) -> None:
    """Rebuild everything that is derived from imports and decisions, and check all articles again.

    Only empties the search index, because building it takes long: the app and the next search build it.
    """
    with store.write_transaction() as connection:
        rebuild_derived(connection)
    forget_index(store)
    for _ in check_articles(store):
        pass


def _damage(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (detail,) in connection.execute("PRAGMA integrity_check(10)"):
        if detail != "ok":
            yield Problem(Sentence("The file is damaged: {detail}.", detail=detail), _RECOVER)


def _dangling_references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        description = Sentence(
            "Row {row} of {table} points at a row of {other} that is not there.",
            row=row[1],
            table=row[0],
            other=row[2],
        )
        yield Problem(description, _IMPORT)


def _texts(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Texts that do not have their SHA-256, and claims that do not have their quote."""
    for sha256, text in connection.execute("SELECT sha256, text FROM texts"):
        if text_sha256(text) != sha256:
            name = f"{sha256[:12]}…"
            yield Problem(Sentence("The text {name} is not the one that was imported.", name=name), _GO_BACK)
    sha256, text = "", ""
    # Ordered by id, the claims of a text follow each other, so that each text is read once.
    for claim in connection.execute(
        "SELECT id, text_sha256, start_offset, end_offset, quote FROM claims ORDER BY id"
    ):
        if claim["text_sha256"] != sha256:
            sha256 = claim["text_sha256"]
            text = text_of(connection, sha256)
        if text[claim["start_offset"] : claim["end_offset"]] != claim["quote"]:
            description = Sentence(
                "Claim {claim} is not where its quote “{quote}” stands.",
                claim=claim["id"],
                quote=claim["quote"],
            )
            yield Problem(description, _GO_BACK)


def _derived(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Derived rows that do not follow from their sources."""
    if count := _wrong_reviews(connection):
        yield Problem(Sentence("{n} reviews do not follow from the decisions.", n=count), _REBUILD)
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
    derived = f"SELECT {REVIEW_COLUMNS} FROM ({REVIEWS_OF.replace('?1', 'NULL')})"
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
