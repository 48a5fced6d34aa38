"""Claims that say the same number elsewhere, and claims that say another of the same thing."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from rapidfuzz import fuzz

from annotations.errors import UsageError
from annotations.model import Claim, Mention, Verdict
from annotations.search.matches import Match
from annotations.search.passages import Passage, passage
from annotations.search.tokens import TOKEN
from annotations.sentences import sentence_at
from annotations.store.base import OpenStore
from annotations.store.claims import text_of
from annotations.store.rows import claim_of_row, correction_of_row
from annotations.store.search_expressions import phrase
from annotations.store.search_index import is_complete
from annotations.text import fold, visible

MOST_COMPARED = 2_000  # claims; of what is counted everywhere, such as people, there are many more
_MOST_PARTS = 100  # of articles that say something like it
_RUN = 3  # words that name a thing: `dịch vụ công`
_BEFORE, _BEHIND = 160, 80  # code points around a claim, within its sentence, that may name the thing
_SENTENCE = re.compile(r"[.!?;…]\s|\n")
# What is counted is named by the unit; of these the unit says only how it is measured.
_MEASURED = frozenset({"%", "vnd", "usd", "eur", "nam", "thang", "ngay", "gio", "phut", "tuoi", "diem"})
_HELD = "d.verdict, d.corrected_value, d.corrected_unit, d.corrected_kind"
_MINE = (
    "LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ? "
    "LEFT JOIN decisions AS d ON d.id = mine.decision_id"
)
_OF_UNIT = "(c.unit IN (SELECT value FROM json_each(?)) OR (c.unit IS NULL AND ? IS NULL))"
_OTHERS = f"{_OF_UNIT} AND c.value <> ? AND c.kind IS ? AND mine.standing IS NOT 'retired'"
_IN_PARTS = """
    JOIN search_documents AS s ON s.article_id = c.article_id AND s.text_sha256 = c.text_sha256
    JOIN search_parts AS p ON p.document_id = s.id
        AND c.start_offset >= p.start_offset AND c.start_offset < p.end_offset
        AND p.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class SimilarClaim:
    """A claim, its article, its passage in its sentence, and how alike the words around it are, of 100.

    ``meant`` is what it says and ``verdict`` what was given it, as far as the annotator asked for is concerned.
    """

    claim: Claim
    meant: Mention
    verdict: Verdict | None
    title: str | None
    outlet: str | None
    published: str | None
    passage: Passage
    likeness: float


@dataclass(frozen=True, slots=True)
class SimilarClaims:
    """The likest ``claims`` first, of ``found`` in all; there may be more of them where they are not ``whole``."""

    claims: tuple[SimilarClaim, ...] = ()
    found: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Similar:
    """What resembles a claim: ``same`` has its value and unit, ``other`` is of the same thing with another value."""

    same: SimilarClaims = SimilarClaims()
    other: SimilarClaims = SimilarClaims()


def similar_claims(store: OpenStore, claim: str, *, annotator: str | None = None, limit: int = 50) -> Similar:
    """Find what resembles a claim in all current texts, the likest first, no more than ``limit`` of each.

    The same thing is what is counted (the folded unit), or for shares, money and other measures what three words
    or more around the claim name. That part needs the search index. The claim says what ``annotator`` holds it
    to say; what they have retired is left out. Raises UsageError where there is no such claim.
    """
    with store.reading() as connection:
        connection.create_function("soi_unit", 1, _unit, deterministic=True)
        row = connection.execute(
            f"SELECT c.*, {_HELD} FROM claims AS c {_MINE} WHERE c.id = ?",  # noqa: S608
            (annotator, claim),
        ).fetchone()
        if row is None:
            raise UsageError(
                "There is no claim {claim} in {store}.", claim=visible(claim), store=visible(str(store.path))
            )
        meant = _meant(row)
        if meant.value is None:
            return Similar()
        words = _around(text_of(connection, row["text_sha256"]), meant)
        needle = _Needle(claim, annotator, meant, words)
        return Similar(
            needle.listed(connection, _same(connection, needle), limit),
            _other(connection, needle, limit, indexed=is_complete(store)),
        )


@dataclass(frozen=True, slots=True)
class _Needle:
    """The claim that others are compared with, as the annotator holds it, and the words around it."""

    claim: str
    annotator: str | None
    meant: Mention
    words: list[str]

    @property
    def runs(self) -> set[tuple[str, ...]]:
        return _runs(self.words)

    def listed(
        self,
        connection: sqlite3.Connection,
        rows: list[sqlite3.Row],
        limit: int,
        *,
        same_thing: bool = False,
        whole: bool = True,
    ) -> SimilarClaims:
        """The likest of these rows; with ``same_thing`` only those whose words name the same."""
        said = " ".join(self.words)
        found = []
        for text, row in _with_texts(connection, rows):
            words = _around(text, claim_of_row(row).mention)
            if not same_thing or not self.runs.isdisjoint(_runs(words)):
                found.append(_similar(text, row, round(fuzz.token_set_ratio(said, " ".join(words)), 1)))
        found.sort(key=lambda one: (-one.likeness, one.claim.article, one.claim.mention.start))
        return SimilarClaims(tuple(found[:limit]), len(found), whole and len(rows) < MOST_COMPARED)


def _same(connection: sqlite3.Connection, needle: _Needle) -> list[sqlite3.Row]:
    query = (
        f"SELECT c.*, {_HELD} FROM current_claims AS c {_MINE} WHERE {_OF_UNIT} AND c.value = ? "  # noqa: S608
        f"AND c.id <> ? AND mine.standing IS NOT 'retired' LIMIT {MOST_COMPARED}"
    )
    meant = needle.meant
    units = _spellings(connection, meant.unit)
    parameters = (needle.annotator, units, meant.unit, meant.value, needle.claim)
    return connection.execute(query, parameters).fetchall()


def _other(connection: sqlite3.Connection, needle: _Needle, limit: int, *, indexed: bool) -> SimilarClaims:
    meant, parts = needle.meant, ""
    match: tuple[str, ...] = ()
    same_thing = meant.unit is None or _unit(meant.unit) in _MEASURED
    if same_thing:
        if not needle.runs:
            return SimilarClaims()
        found, whole = _parts_with(connection, needle.runs)
        match = (json.dumps(found),)
        indexed = indexed and whole
        parts = _IN_PARTS
    query = (
        f"SELECT c.*, {_HELD} FROM current_claims AS c {parts} {_MINE} WHERE {_OTHERS} LIMIT {MOST_COMPARED}"  # noqa: S608
    )
    units = _spellings(connection, meant.unit)
    asked = (*match, needle.annotator, units, meant.unit, meant.value, meant.kind and meant.kind.value)
    rows = [row for row in connection.execute(query, asked) if row["id"] != needle.claim]
    return needle.listed(connection, rows, limit, same_thing=same_thing, whole=indexed or not same_thing)


def _parts_with(connection: sqlite3.Connection, runs: Iterable[tuple[str, ...]]) -> tuple[list[int], bool]:
    """Parts of texts that have one of these runs of words, those of the rarest first, and whether that is all."""
    query = f"SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT {_MOST_PARTS + 1}"  # noqa: S608
    found: list[list[int]] = [
        [row[0] for row in connection.execute(query, (phrase(" ".join(run)),))] for run in sorted(runs)
    ]
    found.sort(key=len)
    parts = dict.fromkeys(chain.from_iterable(found))
    return list(parts)[:_MOST_PARTS], len(parts) <= _MOST_PARTS


def _with_texts(
    connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]
) -> Iterator[tuple[str, sqlite3.Row]]:
    """The rows with their texts, of which only one at a time is held: each may be long."""
    for sha256, group in groupby(sorted(rows, key=_text_key), key=_text_key):
        text = text_of(connection, sha256)
        yield from ((text, row) for row in group)


def _text_key(row: sqlite3.Row) -> str:
    return str(row["text_sha256"])


def _similar(text: str, row: sqlite3.Row, likeness: float) -> SimilarClaim:
    claim = claim_of_row(row)
    start, end = claim.mention.start, claim.mention.end
    first, last = sentence_at(text, start)
    match = Match(start - first, end - first, 100, ((start - first, end - first),))
    return SimilarClaim(
        claim,
        _meant(row),
        Verdict(row["verdict"]) if row["verdict"] else None,
        row["title"],
        row["outlet"],
        row["published"],
        passage(text[first : max(last, end)], match, first, claim.id),
        likeness,
    )


def _meant(row: sqlite3.Row) -> Mention:
    """What the annotator holds that a claim says."""
    read = claim_of_row(row).mention
    correction = correction_of_row(row)
    return correction.of(read) if correction else read


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


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    """So many words after each other as name a thing."""
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _around(text: str, mention: Mention) -> list[str]:
    """The folded words around a claim in its sentence, without numbers."""
    start, end = mention.start, mention.end
    before = _SENTENCE.split(text[max(0, start - _BEFORE) : start])[-1]
    behind = _SENTENCE.split(text[end : end + _BEHIND])[0]
    return [word for word in TOKEN.findall(fold(f"{before} {behind}").text) if not word[0].isdigit()]


def _unit(unit: str | None) -> str:
    return " ".join(fold(unit or "").text.split())
