"""Claims similar to a claim: the same value elsewhere, and other values of the same thing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.store.claim_rows import text_of
from annotations.store.expressions import CORRECTION, CURRENT_CLAIMS
from annotations.store.names import known_annotator
from annotations.store.search.fts_expressions import phrase
from annotations.store.search.index import is_complete
from annotations.store.search.similar_ranking import Needle, SimilarClaims, corrected_mention, folded_unit
from annotations.store.search.similarity import TIME_KINDS, Surroundings
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store

MOST_COMPARED = 2_000  # claims; the store may have many more of a common unit, such as people
_MOST_PARTS = 100  # parts of texts that name the same thing
_REVIEW_COLUMNS = f"d.verdict, {CORRECTION}"
_JOIN_REVIEW = (
    "LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ? "
    "LEFT JOIN decisions AS d ON d.id = mine.decision_id"
)
_SAME_UNIT = "(c.unit IN (SELECT value FROM json_each(?)) OR (c.unit IS NULL AND ? IS NULL))"
_OTHER_VALUE = f"{_SAME_UNIT} AND c.value <> ? AND c.kind IS ? AND mine.standing IS NOT 'retired'"
_CORRECTED = f"""
    SELECT c.*, {_REVIEW_COLUMNS}
    FROM reviews AS mine JOIN decisions AS d ON d.id = mine.decision_id
    JOIN {CURRENT_CLAIMS} AS c ON c.id = mine.claim_id
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
class Similar:
    """The claims with the same value and unit, and the claims about the same thing with another value."""

    same_value: SimilarClaims = field(default_factory=SimilarClaims)
    other_value: SimilarClaims = field(default_factory=SimilarClaims)


def similar_claims(store: Store, claim: str, *, annotator: str | None = None, limit: int = 50) -> Similar:
    """Find the claims of all current texts that are similar to a claim, at most ``limit`` of each sort.

    Two claims are about the same thing if they count the same unit and share words around it. A unit that only
    measures (%, money, time) names nothing: then three words in a row around both must be equal, which the search
    index finds. Dates and times are similar only if their sentences share words. Claims have the values to which
    ``annotator`` has corrected them; claims that ``annotator`` has retired are left out. Raises UsageError if there is
    no such claim.
    """
    with store.read_access() as connection:
        annotator = annotator and known_annotator(connection, annotator)
        connection.create_function("soi_unit", 1, folded_unit, deterministic=True)
        row = connection.execute(
            f"SELECT c.*, {_REVIEW_COLUMNS} FROM claims AS c {_JOIN_REVIEW} WHERE c.id = ?",
            (annotator, claim),
        ).fetchone()
        if row is None:
            raise UsageError(
                "There is no claim {claim} in {store}.", claim=visible(claim), store=visible(str(store.path))
            )
        mention = corrected_mention(row)
        if mention.value is None:
            return Similar()
        context = Surroundings(text_of(connection, row["text_sha256"]), mention, folded_unit(mention.unit))
        needle = Needle(claim, row["article_id"], annotator, mention, context)
        corrected = connection.execute(_CORRECTED, (annotator,)).fetchall()
        return Similar(
            _same_value(connection, needle, corrected, limit),
            _other_value(connection, needle, corrected, limit, indexed=is_complete(store)),
        )


def _same_value(
    connection: sqlite3.Connection, needle: Needle, corrected: list[sqlite3.Row], limit: int
) -> SimilarClaims:
    query = (
        f"SELECT c.*, {_REVIEW_COLUMNS} FROM {CURRENT_CLAIMS} AS c {_JOIN_REVIEW} WHERE {_SAME_UNIT} AND c.value = ? "
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
    needle: Needle,
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
        f"SELECT c.*, {_REVIEW_COLUMNS} FROM {CURRENT_CLAIMS} AS c {join_parts} {_JOIN_REVIEW} "
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
    return str(connection.execute(query, (folded_unit(unit),)).fetchone()[0])
