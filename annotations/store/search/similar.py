"""Claims similar to a claim: the same value elsewhere, and other values of the same thing."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from annotations.errors import UsageError
from annotations.model import Claim, Mention, Verdict
from annotations.search.matches import Match
from annotations.search.passages import Passage, passage
from annotations.sentences import sentence_at
from annotations.store.claim_rows import text_of
from annotations.store.row_mapping import claim_of_row, correction_of_row
from annotations.store.search.fts_expressions import phrase
from annotations.store.search.index import is_complete
from annotations.store.search.similarity import TIME_KINDS, Surroundings, rarities
from annotations.store.store import Store
from annotations.text import fold, visible

MOST_COMPARED = 2_000  # claims; the store may have many more of a common unit, such as people
_MOST_PARTS = 100  # parts of texts that name the same thing
# These units say how a thing is measured. Any other unit names the thing that is counted.
_MEASURES = frozenset({"%", "vnd", "usd", "eur", "nam", "thang", "ngay", "gio", "phut", "tuoi", "diem"})
_REVIEW_COLUMNS = "d.verdict, d.corrected_value, d.corrected_unit, d.corrected_kind"
_JOIN_REVIEW = (
    "LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ? "
    "LEFT JOIN decisions AS d ON d.id = mine.decision_id"
)
_SAME_UNIT = "(c.unit IN (SELECT value FROM json_each(?)) OR (c.unit IS NULL AND ? IS NULL))"
_OTHER_VALUE = f"{_SAME_UNIT} AND c.value <> ? AND c.kind IS ? AND mine.standing IS NOT 'retired'"
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
    """A claim with its article, its passage, and the similarity (0 to 100) of the words around it.

    ``corrected_mention`` is the claim's mention as the annotator has corrected it, else as extracted; ``verdict`` is
    the annotator's.
    """

    claim: Claim
    corrected_mention: Mention
    verdict: Verdict | None
    title: str | None
    outlet: str | None
    published: str | None
    passage: Passage
    similarity: float


@dataclass(frozen=True, slots=True)
class SimilarClaims:
    """The most similar ``claims`` of ``total`` that were found; there may be more unless ``is_complete``."""

    claims: tuple[SimilarClaim, ...] = ()
    total: int = 0
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Similar:
    """The claims with the same value and unit, and the claims about the same thing with another value."""

    same_value: SimilarClaims = SimilarClaims()
    other_value: SimilarClaims = SimilarClaims()


def similar_claims(store: Store, claim: str, *, annotator: str | None = None, limit: int = 50) -> Similar:
    """Find the claims of all current texts that are similar to a claim, at most ``limit`` of each sort.

    Two claims are about the same thing if they count the same unit and share words around it. A unit that only
    measures (%, money, time) names nothing: then three words in a row around both must be equal, which the search
    index finds. Dates and times are similar only if their sentences share words. Claims have the values to which
    ``annotator`` has corrected them; claims that ``annotator`` has retired are left out. Raises UsageError if there is
    no such claim.
    """
    with store.reading() as connection:
        connection.create_function("soi_unit", 1, _folded_unit, deterministic=True)
        row = connection.execute(
            f"SELECT c.*, {_REVIEW_COLUMNS} FROM claims AS c {_JOIN_REVIEW} WHERE c.id = ?",
            (annotator, claim),
        ).fetchone()
        if row is None:
            raise UsageError(
                "There is no claim {claim} in {store}.", claim=visible(claim), store=visible(str(store.path))
            )
        mention = _corrected_mention(row)
        if mention.value is None:
            return Similar()
        context = Surroundings(text_of(connection, row["text_sha256"]), mention, _folded_unit(mention.unit))
        needle = _Needle(claim, row["article_id"], annotator, mention, context)
        corrected = connection.execute(_CORRECTED, (annotator,)).fetchall()
        return Similar(
            _same_value(connection, needle, corrected, limit),
            _other_value(connection, needle, corrected, limit, indexed=is_complete(store)),
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A claim to compare: the text of its article, its row, the words around it."""

    text: str
    row: sqlite3.Row
    context: Surroundings


@dataclass(frozen=True, slots=True)
class _Needle:
    """The claim with which others are compared, as the annotator has corrected it, and the words around it."""

    claim: str
    article: str
    annotator: str | None
    mention: Mention
    context: Surroundings

    @property
    def is_measured(self) -> bool:
        """Whether the unit does not name the thing that is counted."""
        return self.mention.unit is None or _folded_unit(self.mention.unit) in _MEASURES

    def ranked(
        self,
        connection: sqlite3.Connection,
        rows: list[sqlite3.Row],
        limit: int,
        *,
        same_value: bool,
        is_complete: bool,
    ) -> SimilarClaims:
        """The most similar of these rows: those with the same value, or those with another value of the same thing."""
        candidates = [
            _Candidate(
                text,
                row,
                Surroundings(text, claim_of_row(row).mention, _folded_unit(_corrected_mention(row).unit)),
            )
            for text, row in _with_texts(connection, {row["id"]: row for row in rows}.values())
            if self._is_comparable(row, same_value=same_value)
        ]
        rarity = rarities([self.context, *(candidate.context for candidate in candidates)])
        selected = self._with_same_value(candidates) if same_value else self._of_same_thing(candidates)
        claims = [
            _similar_claim(candidate, self.context.similarity(candidate.context, rarity))
            for candidate in selected
        ]
        claims.sort(key=lambda claim: (-claim.similarity, claim.claim.article, claim.claim.mention.start))
        claims = sorted(
            _alternated(claims), key=self._is_in_same_sentence
        )  # last: the screen shows them already
        return SimilarClaims(tuple(claims[:limit]), len(claims), is_complete)

    def _is_in_same_sentence(self, similar: SimilarClaim) -> bool:
        start = similar.passage.text_start
        end = start + len(similar.passage.text)
        return similar.claim.article == self.article and start <= self.mention.start < end

    def _is_comparable(self, row: sqlite3.Row, *, same_value: bool) -> bool:
        """Whether a row, as the annotator has corrected it, has the same unit and the same or another value."""
        mention, compared = self.mention, _corrected_mention(row)
        if row["id"] == self.claim or compared.value is None:
            return False
        if _folded_unit(mention.unit) != _folded_unit(compared.unit):
            return False
        same_kind = mention.kind is compared.kind or (same_value and mention.unit is not None)
        return same_kind and (mention.value == compared.value) is same_value

    def _with_same_value(self, candidates: list[_Candidate]) -> list[_Candidate]:
        if self.mention.kind not in TIME_KINDS:
            return candidates
        return [candidate for candidate in candidates if self.context.share_pair(candidate.context)]

    def _of_same_thing(self, candidates: list[_Candidate]) -> list[_Candidate]:
        if self.is_measured:
            return [candidate for candidate in candidates if self.context.share_name(candidate.context)]
        # One unit may count several things. If no words around tell which, a unit of several words suffices.
        sharing = [candidate for candidate in candidates if self.context.share_pair(candidate.context)]
        return sharing if sharing or " " not in _folded_unit(self.mention.unit) else candidates


def _same_value(
    connection: sqlite3.Connection, needle: _Needle, corrected: list[sqlite3.Row], limit: int
) -> SimilarClaims:
    query = (
        f"SELECT c.*, {_REVIEW_COLUMNS} FROM current_claims AS c {_JOIN_REVIEW} WHERE {_SAME_UNIT} AND c.value = ? "
        f"AND c.id <> ? AND mine.standing IS NOT 'retired' LIMIT {MOST_COMPARED}"
    )
    mention = needle.mention
    spellings = _unit_spellings(connection, mention.unit)
    parameters = (needle.annotator, spellings, mention.unit, mention.value, needle.claim)
    rows = connection.execute(query, parameters).fetchall()
    return needle.ranked(
        connection,
        [*rows, *corrected],
        limit,
        same_value=True,
        is_complete=len(rows) < MOST_COMPARED,
    )


def _other_value(
    connection: sqlite3.Connection,
    needle: _Needle,
    corrected: list[sqlite3.Row],
    limit: int,
    *,
    indexed: bool,
) -> SimilarClaims:
    mention, join_parts = needle.mention, ""
    part_parameters: tuple[str, ...] = ()
    if mention.kind in TIME_KINDS:
        return SimilarClaims()  # another day is another thing
    if needle.is_measured:
        if not needle.context.names:
            return SimilarClaims()
        parts, are_all = _parts_with_names(connection, needle.context.names)
        part_parameters = (json.dumps(parts),)
        indexed = indexed and are_all
        join_parts = _IN_PARTS
    query = (
        f"SELECT c.*, {_REVIEW_COLUMNS} FROM current_claims AS c {join_parts} {_JOIN_REVIEW} "
        f"WHERE {_OTHER_VALUE} LIMIT {MOST_COMPARED}"
    )
    spellings = _unit_spellings(connection, mention.unit)
    kind = mention.kind and mention.kind.value
    parameters = (*part_parameters, needle.annotator, spellings, mention.unit, mention.value, kind)
    rows = connection.execute(query, parameters).fetchall()
    complete = (indexed or not needle.is_measured) and len(rows) < MOST_COMPARED
    return needle.ranked(connection, [*rows, *corrected], limit, same_value=False, is_complete=complete)


def _parts_with_names(connection: sqlite3.Connection, names: Iterable[str]) -> tuple[list[int], bool]:
    """The ids of the parts of texts that have one of the names, the rarest names first, and whether these are all."""
    query = f"SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT {_MOST_PARTS + 1}"
    parts_of_names: list[list[int]] = [
        [row[0] for row in connection.execute(query, (phrase(name),))] for name in sorted(names)
    ]
    parts_of_names.sort(key=len)
    parts = dict.fromkeys(chain.from_iterable(parts_of_names))
    return list(parts)[:_MOST_PARTS], len(parts) <= _MOST_PARTS


def _with_texts(
    connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]
) -> Iterator[tuple[str, sqlite3.Row]]:
    """The rows with the texts of their articles, text by text: a text may be long, so that only one is in memory."""
    for sha256, group in groupby(sorted(rows, key=_text_key), key=_text_key):
        text = text_of(connection, sha256)
        yield from ((text, row) for row in group)


def _alternated(claims: list[SimilarClaim]) -> list[SimilarClaim]:
    """The claims sorted so that articles alternate: the second of an article counts half, the third a third."""
    counts: Counter[str] = Counter()
    weighted = []
    for claim in claims:
        counts[claim.claim.article] += 1
        weighted.append((claim.similarity / counts[claim.claim.article], claim))
    return [claim for _, claim in sorted(weighted, key=lambda pair: -pair[0])]


def _text_key(row: sqlite3.Row) -> str:
    return str(row["text_sha256"])


def _similar_claim(candidate: _Candidate, similarity: float) -> SimilarClaim:
    text, row = candidate.text, candidate.row
    claim = claim_of_row(row)
    start, end = claim.mention.start, claim.mention.end
    sentence_start, sentence_end = sentence_at(text, start)
    span = (start - sentence_start, end - sentence_start)
    return SimilarClaim(
        claim,
        _corrected_mention(row),
        Verdict(row["verdict"]) if row["verdict"] else None,
        row["title"],
        row["outlet"],
        row["published"],
        passage(
            text[sentence_start : max(sentence_end, end)],
            Match(*span, 100, (span,)),
            sentence_start,
            claim.id,
        ),
        similarity,
    )


def _corrected_mention(row: sqlite3.Row) -> Mention:
    """The mention as the annotator of the row has corrected it, else as extracted."""
    extracted = claim_of_row(row).mention
    correction = correction_of_row(row)
    return correction.of(extracted) if correction else extracted


def _unit_spellings(connection: sqlite3.Connection, unit: str | None) -> str:
    """The units of the store that fold to the same text as ``unit``, as a JSON array.

    The recursive query is a loose index scan: it reads each distinct unit once, not each claim.
    """
    query = """
        WITH RECURSIVE units (unit) AS (
            SELECT min(unit) FROM claims
            UNION ALL
            SELECT (SELECT min(claims.unit) FROM claims WHERE claims.unit > units.unit) FROM units
            WHERE units.unit IS NOT NULL
        )
        SELECT json_group_array(unit) FROM units WHERE unit IS NOT NULL AND soi_unit(unit) = ?
    """
    return str(connection.execute(query, (_folded_unit(unit),)).fetchone()[0])


def _folded_unit(unit: str | None) -> str:
    return " ".join(fold(unit or "").text.split())
