"""Claims that say the same number elsewhere, and claims that say another of the same thing."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from rapidfuzz import fuzz

from annotations.errors import UsageError
from annotations.model import Claim
from annotations.search.tokens import TOKEN
from annotations.store.base import OpenStore
from annotations.store.rows import claim_of_row
from annotations.text import fold, visible

_MOST_ROWS = 2_000  # claims compared; of what is counted everywhere, such as people, there are many more
_MOST_PARTS = 100  # of articles that say something like it
_RUN = 3  # words that name a thing: `dịch vụ công`
_BEFORE, _BEHIND = 160, 80  # code points around a claim, within its sentence, that may name the thing
_SENTENCE = re.compile(r"[.!?;…]\s|\n")
# What is counted is named by the unit; of these the unit says only how it is measured.
_MEASURED = frozenset({"%", "vnd", "usd", "eur", "nam", "thang", "ngay", "gio", "phut", "tuoi", "diem"})
_CURRENT = """
    SELECT c.*, a.title, a.outlet, a.published, t.text FROM current_claims AS c
    JOIN articles AS a ON a.id = c.article_id JOIN texts AS t ON t.sha256 = c.text_sha256
"""
_OF_UNIT = "(c.unit IN (SELECT value FROM json_each(?)) OR (c.unit IS NULL AND ? IS NULL))"


@dataclass(frozen=True, slots=True)
class SimilarClaim:
    """A claim, the article it stands in, and how alike the words around it are, of 100."""

    claim: Claim
    title: str | None
    outlet: str | None
    published: str | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Similar:
    """What resembles a claim: ``same`` has its value and unit, ``other`` is of the same thing with another value."""

    same: tuple[SimilarClaim, ...] = ()
    other: tuple[SimilarClaim, ...] = ()


def similar_claims(store: OpenStore, claim: str, *, limit: int = 50) -> Similar:
    """Find what resembles a claim in all current texts, the likest first, no more than ``limit`` of each.

    The same thing is what is counted (the folded unit), or for shares, money and other measures what three words
    or more around the claim name. That part needs the search index. Raises UsageError where there is no such claim.
    """
    with store.reading() as connection:
        connection.create_function("soi_unit", 1, _unit, deterministic=True)
        query = (
            "SELECT c.*, t.text FROM claims AS c JOIN texts AS t ON t.sha256 = c.text_sha256 WHERE c.id = ?"
        )
        row = connection.execute(query, (claim,)).fetchone()
        if row is None:
            raise UsageError(f"There is no claim {visible(claim)} in {visible(str(store.path))}.")
        if row["value"] is None:
            return Similar()
        words = _around(row)
        return Similar(
            tuple(_ranked(_same(connection, row), words, limit)),
            tuple(_ranked(_other(connection, row, words), words, limit)),
        )


def _same(connection: sqlite3.Connection, row: sqlite3.Row) -> list[sqlite3.Row]:
    query = f"{_CURRENT} WHERE {_OF_UNIT} AND c.value = ? AND c.id <> ? LIMIT {_MOST_ROWS}"
    units = _spellings(connection, row["unit"])
    return connection.execute(query, (units, row["unit"], row["value"], row["id"])).fetchall()


def _other(connection: sqlite3.Connection, row: sqlite3.Row, words: list[str]) -> list[sqlite3.Row]:
    query = f"{_CURRENT} WHERE {_OF_UNIT} AND c.value <> ? AND c.kind IS ? LIMIT {_MOST_ROWS}"
    parameters = [_spellings(connection, row["unit"]), row["unit"], row["value"], row["kind"]]
    if row["unit"] is not None and _unit(row["unit"]) not in _MEASURED:
        return connection.execute(query, parameters).fetchall()
    runs = [words[at : at + _RUN] for at in range(len(words) - _RUN + 1)]
    if not runs:
        return []
    query = (
        f"{_CURRENT} JOIN search_documents AS d ON d.article_id = a.id AND d.text_sha256 = a.text_sha256 "  # noqa: S608 (all named above)
        "JOIN search_parts AS p ON p.document_id = d.id "
        "AND c.start_offset >= p.start_offset AND c.start_offset < p.end_offset "
        f"WHERE {_OF_UNIT} AND c.value <> ? AND c.kind IS ? AND p.id IN "
        f"(SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT {_MOST_PARTS})"
    )
    match = " OR ".join(f'body : "{" ".join(run)}"' for run in runs)
    rows = connection.execute(query, (*parameters, match)).fetchall()
    return [one for one in rows if _share_a_run(words, _around(one))]


def _spellings(connection: sqlite3.Connection, unit: str | None) -> str:
    """The units of the store that are one unit when folded, as a JSON array."""
    query = """
        WITH RECURSIVE units (unit) AS (
            SELECT min(unit) FROM claims
            UNION ALL
            SELECT (SELECT min(claims.unit) FROM claims WHERE claims.unit > units.unit) FROM units
            WHERE units.unit IS NOT NULL
        )
        SELECT json_group_array(unit) FROM units WHERE unit IS NOT NULL AND soi_unit(unit) = ?
    """
    return str(connection.execute(query, (_unit(unit),)).fetchone()[0])


def _share_a_run(one: list[str], other: list[str]) -> bool:
    """Whether so many words follow each other in both as name a thing."""
    runs = {tuple(one[at : at + _RUN]) for at in range(len(one) - _RUN + 1)}
    return any(tuple(other[at : at + _RUN]) in runs for at in range(len(other) - _RUN + 1))


def _around(row: sqlite3.Row) -> list[str]:
    """The folded words around a claim in its sentence, without numbers."""
    text, start, end = row["text"], row["start_offset"], row["end_offset"]
    before = _SENTENCE.split(text[max(0, start - _BEFORE) : start])[-1]
    behind = _SENTENCE.split(text[end : end + _BEHIND])[0]
    return [word for word in TOKEN.findall(fold(f"{before} {behind}").text) if not word[0].isdigit()]


def _ranked(rows: list[sqlite3.Row], words: list[str], limit: int) -> list[SimilarClaim]:
    said = " ".join(words)
    found = [
        SimilarClaim(
            claim_of_row(row),
            row["title"],
            row["outlet"],
            row["published"],
            round(fuzz.token_set_ratio(said, " ".join(_around(row))), 1),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.likeness, one.claim.article, one.claim.mention.start))[:limit]


def _unit(unit: str | None) -> str:
    return " ".join(fold(unit or "").text.split())
