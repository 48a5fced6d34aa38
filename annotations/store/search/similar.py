"""Claims that say the same number elsewhere, and claims that say another of the same thing."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from annotations.errors import UsageError
from annotations.model import Claim, Kind, Mention, Verdict
from annotations.search.matches import Match
from annotations.search.passages import Passage, passage
from annotations.sentences import sentence_at
from annotations.store.base import OpenStore
from annotations.store.claim_rows import text_of
from annotations.store.row_mapping import claim_of_row, correction_of_row
from annotations.store.search.fts_expressions import phrase
from annotations.store.search.index import is_complete
from annotations.store.search.similarity import Surroundings, rarities
from annotations.text import fold, visible

MOST_COMPARED = 2_000  # claims; of what is counted everywhere, such as people, there are many more
_MOST_PARTS = 100  # of articles that say something like it
_WHEN = frozenset({Kind.DATE, Kind.TIME})
# What is counted is named by the unit; of these the unit says only how it is measured.
_MEASURED = frozenset({"%", "vnd", "usd", "eur", "nam", "thang", "ngay", "gio", "phut", "tuoi", "diem"})
_HELD = "d.verdict, d.corrected_value, d.corrected_unit, d.corrected_kind"
_MINE = (
    "LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ? "
    "LEFT JOIN decisions AS d ON d.id = mine.decision_id"
)
_OF_UNIT = "(c.unit IN (SELECT value FROM json_each(?)) OR (c.unit IS NULL AND ? IS NULL))"
_OTHERS = f"{_OF_UNIT} AND c.value <> ? AND c.kind IS ? AND mine.standing IS NOT 'retired'"
_CORRECTED = """
    SELECT c.*, d.verdict, d.corrected_value, d.corrected_unit, d.corrected_kind
    FROM reviews AS mine JOIN decisions AS d ON d.id = mine.decision_id
    JOIN current_claims AS c ON c.id = mine.claim_id
    WHERE mine.annotator = ? AND mine.standing IS NOT 'retired'
    AND coalesce(d.corrected_value, d.corrected_unit, d.corrected_kind) IS NOT NULL
"""
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

    The same thing is what is counted, if the words around say so too, or for shares, money and other measures what
    three words or more around the claim name. That part needs the search index. Dates and times resemble others
    only where their sentences share words. A claim says what ``annotator`` holds it to say; what they have retired
    is left out. Raises UsageError where there is no such claim.
    """
    with store.reading() as connection:
        connection.create_function("soi_unit", 1, _unit, deterministic=True)
        row = connection.execute(
            f"SELECT c.*, {_HELD} FROM claims AS c {_MINE} WHERE c.id = ?",
            (annotator, claim),
        ).fetchone()
        if row is None:
            raise UsageError(
                "There is no claim {claim} in {store}.", claim=visible(claim), store=visible(str(store.path))
            )
        meant = _meant(row)
        if meant.value is None:
            return Similar()
        around = Surroundings(text_of(connection, row["text_sha256"]), meant, _unit(meant.unit))
        needle = _Needle(claim, row["article_id"], annotator, meant, around)
        corrected = connection.execute(_CORRECTED, (annotator,)).fetchall()
        same = _same(connection, needle)
        whole = len(same) < MOST_COMPARED
        return Similar(
            needle.listed(connection, [*same, *corrected], limit, same_value=True, whole=whole),
            _other(connection, needle, corrected, limit, indexed=is_complete(store)),
        )


@dataclass(frozen=True, slots=True)
class _Needle:
    """The claim that others are compared with, as the annotator holds it, and the words around it."""

    claim: str
    article: str
    annotator: str | None
    meant: Mention
    around: Surroundings

    @property
    def is_measured(self) -> bool:
        """Whether its unit does not say what it is about."""
        return self.meant.unit is None or _unit(self.meant.unit) in _MEASURED

    def listed(
        self,
        connection: sqlite3.Connection,
        rows: list[sqlite3.Row],
        limit: int,
        *,
        same_value: bool,
        whole: bool,
    ) -> SimilarClaims:
        """The likest of these rows, of those with the same value and unit or of the same thing with another."""
        others = [
            _Other(text, row, Surroundings(text, claim_of_row(row).mention, _unit(_meant(row).unit)))
            for text, row in _with_texts(connection, {row["id"]: row for row in rows}.values())
            if self._may_be(row, same_value=same_value)
        ]
        rarity = rarities([self.around, *(other.around for other in others)])
        chosen = self._with_same_value(others) if same_value else self._of_same_thing(others)
        found = [
            _similar(other.text, other.row, self.around.likeness(other.around, rarity)) for other in chosen
        ]
        found.sort(key=lambda one: (-one.likeness, one.claim.article, one.claim.mention.start))
        found = sorted(_by_turns(found), key=self._is_beside)  # which is in sight already
        return SimilarClaims(tuple(found[:limit]), len(found), whole)

    def _is_beside(self, one: SimilarClaim) -> bool:
        """Whether it stands in the same sentence."""
        first = one.passage.text_start
        return one.claim.article == self.article and first <= self.meant.start < first + len(one.passage.text)

    def _may_be(self, row: sqlite3.Row, *, same_value: bool) -> bool:
        """Whether a row, as the annotator holds it, has the same value and unit, or the same unit and another."""
        mine, theirs = self.meant, _meant(row)
        if row["id"] == self.claim or theirs.value is None or _unit(mine.unit) != _unit(theirs.unit):
            return False
        same_kind = mine.kind is theirs.kind or (same_value and mine.unit is not None)
        return same_kind and (mine.value == theirs.value) is same_value

    def _with_same_value(self, others: list[_Other]) -> list[_Other]:
        if self.meant.kind not in _WHEN:
            return others
        return [other for other in others if self.around.shares_words_with(other.around)]

    def _of_same_thing(self, others: list[_Other]) -> list[_Other]:
        if self.is_measured:
            return [other for other in others if self.around.names_what(other.around)]
        # What is counted may be counted of many things; where nothing says of which, its name has to do.
        about = [other for other in others if self.around.shares_words_with(other.around)]
        return about if about or " " not in _unit(self.meant.unit) else others


@dataclass(frozen=True, slots=True)
class _Other:
    """A claim that may resemble the needle: its text, its row, the words around it."""

    text: str
    row: sqlite3.Row
    around: Surroundings


def _same(connection: sqlite3.Connection, needle: _Needle) -> list[sqlite3.Row]:
    query = (
        f"SELECT c.*, {_HELD} FROM current_claims AS c {_MINE} WHERE {_OF_UNIT} AND c.value = ? "
        f"AND c.id <> ? AND mine.standing IS NOT 'retired' LIMIT {MOST_COMPARED}"
    )
    meant = needle.meant
    units = _spellings(connection, meant.unit)
    asked = (needle.annotator, units, meant.unit, meant.value, needle.claim)
    return connection.execute(query, asked).fetchall()


def _other(
    connection: sqlite3.Connection,
    needle: _Needle,
    corrected: list[sqlite3.Row],
    limit: int,
    *,
    indexed: bool,
) -> SimilarClaims:
    meant, parts = needle.meant, ""
    match: tuple[str, ...] = ()
    if meant.kind in _WHEN:
        return SimilarClaims()  # another day is another thing
    if needle.is_measured:
        if not needle.around.runs:
            return SimilarClaims()
        found, are_all = _parts_with(connection, needle.around.runs)
        match = (json.dumps(found),)
        indexed = indexed and are_all
        parts = _IN_PARTS
    query = (
        f"SELECT c.*, {_HELD} FROM current_claims AS c {parts} {_MINE} WHERE {_OTHERS} LIMIT {MOST_COMPARED}"
    )
    units = _spellings(connection, meant.unit)
    asked = (*match, needle.annotator, units, meant.unit, meant.value, meant.kind and meant.kind.value)
    rows = connection.execute(query, asked).fetchall()
    whole = (indexed or not needle.is_measured) and len(rows) < MOST_COMPARED
    return needle.listed(connection, [*rows, *corrected], limit, same_value=False, whole=whole)


def _parts_with(connection: sqlite3.Connection, runs: Iterable[str]) -> tuple[list[int], bool]:
    """Parts of texts that have one of these runs of words, those of the rarest first, and whether that is all."""
    query = f"SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT {_MOST_PARTS + 1}"
    found: list[list[int]] = [
        [row[0] for row in connection.execute(query, (phrase(run),))] for run in sorted(runs)
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


def _by_turns(found: list[SimilarClaim]) -> list[SimilarClaim]:
    """Those of other articles sooner: the second of an article counts half as much, the third a third."""
    turns: Counter[str] = Counter()
    weighed = []
    for one in found:
        turns[one.claim.article] += 1
        weighed.append((one.likeness / turns[one.claim.article], one))
    return [one for _, one in sorted(weighed, key=lambda pair: -pair[0])]


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


def _unit(unit: str | None) -> str:
    return " ".join(fold(unit or "").text.split())
