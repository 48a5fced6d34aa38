"""Looking a store over: is it whole, does everything in it agree, and how to mend what does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.store.identifiers import text_sha256
from annotations.store.store import Store

# SQLite takes the columns beside max() from the row that has the maximum.
_NEWEST = """
    SELECT claim_id, annotator, max(id) AS decision_id, verdict, tags, note, decided_at
    FROM decisions GROUP BY claim_id, annotator
"""
_REVIEWS = "SELECT claim_id, annotator, decision_id, verdict, tags, note, decided_at FROM reviews"


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something wrong with a store: what, in one sentence, and what to do about it."""

    what: str
    remedy: str


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
        yield from _reviews(connection)


def rebuild(store: Store) -> None:
    """Make the reviews anew from the decisions, which are what counts."""
    with store.writing() as connection:
        connection.execute("DELETE FROM reviews")
        columns = "claim_id, annotator, decision_id, verdict, tags, note, decided_at"
        connection.execute(f"INSERT INTO reviews ({columns}) {_NEWEST}")


def _damage(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for (told,) in connection.execute("PRAGMA integrity_check(10)"):
        if told != "ok":
            yield Ailment(
                f"The file is damaged: {told}.",
                "Copy it to a safe place, then run  sqlite3 FILE .recover  into a new file, or go back to a copy.",
            )


def _dangling(connection: sqlite3.Connection) -> Iterator[Ailment]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Ailment(
            f"Row {row[1]} of {row[0]} points at a row of {row[2]} that is not there.",
            "Another program has changed the file: go back to a copy from before, or import the corpus again.",
        )


def _texts(connection: sqlite3.Connection) -> Iterator[Ailment]:
    remedy = "Another program has changed the file: go back to a copy from before."
    for sha256, text in connection.execute("SELECT sha256, text FROM texts"):
        if text_sha256(text) != sha256:
            yield Ailment(f"The text {sha256[:12]}… is not the one that was imported.", remedy)
        claims = connection.execute(
            "SELECT id, start_offset, end_offset, quote FROM claims WHERE text_sha256 = ?", (sha256,)
        )
        for claim in claims:
            if text[claim["start_offset"] : claim["end_offset"]] != claim["quote"]:
                yield Ailment(
                    f"Claim {claim['id']} is not where its quote “{claim['quote']}” stands.", remedy
                )


def _reviews(connection: sqlite3.Connection) -> Iterator[Ailment]:
    query = f"SELECT count(*) FROM (SELECT * FROM ({_NEWEST}) EXCEPT {_REVIEWS})"  # noqa: S608
    extra = f"SELECT count(*) FROM ({_REVIEWS} EXCEPT SELECT * FROM ({_NEWEST}))"  # noqa: S608
    wrong = max(connection.execute(query).fetchone()[0], connection.execute(extra).fetchone()[0])
    if wrong:
        yield Ailment(
            f"{wrong} reviews do not follow from the decisions.",
            "Run  soi doctor --rebuild  to make them anew.",
        )
