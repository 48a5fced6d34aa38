"""Looking a store over: is it whole, does everything in it agree, and how to mend what does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.errors import Sentence
from annotations.store.articles.placements import REVIEW_COLUMNS, REVIEWS_OF, Placing
from annotations.store.claim_rows import text_of
from annotations.store.findings.checking import check_articles, found_again
from annotations.store.findings.stored_findings import stored_findings
from annotations.store.identifiers import text_sha256
from annotations.store.maintenance.rebuild import NEWEST_VERSION, edited_articles, make_anew
from annotations.store.search.index import forget_index
from annotations.store.store import Store

# Each counts rows that are not what follows from the others.
_FOLLOWS = (
    (
        Sentence("{n} articles do not have the text that was imported last."),
        f"""
        SELECT count(*) FROM articles a WHERE text_sha256 <> (SELECT text_sha256 {NEWEST_VERSION.format(article="a.id")})
        """,
    ),
    (
        Sentence("{n} claims are not known to stand, or not to stand, in the current text."),
        """
        SELECT count(*) FROM claims c JOIN articles a ON a.id = c.article_id
        WHERE c.current <> (c.text_sha256 = a.text_sha256)
        """,
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
class Ailment:
    """Something wrong with a store: what, in one sentence, and what to do about it."""

    what: Sentence
    remedy: Sentence


def examine(store: Store) -> Iterator[Ailment]:
    """Everything that is wrong with a store, the gravest first; nothing if it is sound."""
    with store.reading() as connection:
        broken = False
        for ailment in _damage(connection):
            broken = True
            yield ailment
        if broken:
            return  # the rest would only say the same in other words
        yield from _dangling(connection)
        yield from _texts(connection)
        yield from _derived(connection)


def rebuild(store: Store) -> None:
    """Make what is derived anew from what was imported and decided, which is what counts.

    The search index, which takes its time, is only forgotten here: the next search or the app builds it.
    """
    with store.writing() as connection:
        make_anew(connection)
    forget_index(store)
    for _ in check_articles(store):
        pass


def _damage(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for (told,) in connection.execute("PRAGMA integrity_check(10)"):
        if told != "ok":
            yield Ailment(Sentence("The file is damaged: {detail}.", detail=told), _RECOVER)


def _dangling(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        what = Sentence(
            "Row {row} of {table} points at a row of {other} that is not there.",
            row=row[1],
            table=row[0],
            other=row[2],
        )
        yield Ailment(what, _IMPORT)


def _texts(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for sha256, text in connection.execute("SELECT sha256, text FROM texts"):
        if text_sha256(text) != sha256:
            name = f"{sha256[:12]}…"
            yield Ailment(Sentence("The text {name} is not the one that was imported.", name=name), _GO_BACK)
    sha256, text = "", ""
    # In the order of ids the claims of one text come together, and it is read once.
    for claim in connection.execute(
        "SELECT id, text_sha256, start_offset, end_offset, quote FROM claims ORDER BY id"
    ):
        if claim["text_sha256"] != sha256:
            sha256 = claim["text_sha256"]
            text = text_of(connection, sha256)
        if text[claim["start_offset"] : claim["end_offset"]] != claim["quote"]:
            what = Sentence(
                "Claim {claim} is not where its quote “{quote}” stands.",
                claim=claim["id"],
                quote=claim["quote"],
            )
            yield Ailment(what, _GO_BACK)


def _derived(connection: sqlite3.Connection) -> Iterator[Ailment]:
    reviews = f"SELECT {REVIEW_COLUMNS} FROM reviews"
    follow = f"SELECT {REVIEW_COLUMNS} FROM ({REVIEWS_OF.replace('?1', 'NULL')})"
    wrong = max(
        connection.execute(f"SELECT count(*) FROM ({one} EXCEPT {other})").fetchone()[0]
        for one, other in ((reviews, follow), (follow, reviews))
    )
    if wrong:
        yield Ailment(Sentence("{n} reviews do not follow from the decisions.", n=wrong), _REBUILD)
    for told, query in _FOLLOWS:
        count = connection.execute(query).fetchone()[0]
        if count:
            yield Ailment(Sentence(told.template, n=count), _REBUILD)
    wrong = sum(_misplaced(connection, article) for article in edited_articles(connection))
    if wrong:
        yield Ailment(
            Sentence("{n} reviewed claims of former texts are not placed where they stand.", n=wrong),
            _REBUILD,
        )
    wrong = _wrongly_found(connection)
    if wrong:
        what = Sentence("{n} articles have findings that do not follow from their claims.", n=wrong)
        yield Ailment(what, _REBUILD)


def _wrongly_found(connection: sqlite3.Connection) -> int:
    """How many articles have findings that do not follow from their claims."""
    rows = connection.execute(
        "SELECT article_id, annotator FROM checked WHERE basis > 0 ORDER BY 1, 2"
    ).fetchall()
    wrong = {
        article
        for article, annotator in rows
        if stored_findings(connection, article, annotator) != found_again(connection, article, annotator)
    }
    return len(wrong)


def _misplaced(connection: sqlite3.Connection, article: str) -> int:
    """How many of an article's placements are others than are found now."""
    columns = "claim_id, article_id, outcome, placed_on, candidate_id, near"
    query = f"SELECT {columns} FROM placements WHERE article_id = ?"
    stored = {tuple(row) for row in connection.execute(query, (article,))}
    return len(stored ^ set(Placing(connection, article).placements()))
