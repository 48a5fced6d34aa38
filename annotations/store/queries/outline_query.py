"""Reading the outline of an article: all its mentions with one annotator's reviews, in one row of SQLite."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotations.model import Kind
from annotations.store.expressions import ADDED
from annotations.store.identifiers import text_of_claim
from annotations.store.names import known_annotator
from annotations.store.queries.outline import (
    KIND_CODES,
    ROLE_CODES,
    STANDING_CODES,
    VERDICT_NAME_CODES,
    Outline,
)

if TYPE_CHECKING:
    from annotations.store.store import Store

_FIRST_LETTER = ord("@")
_CODES = bytes(max(0, letter - _FIRST_LETTER) for letter in range(256))


def _letters(column: str, codes: Mapping[str, int] | Mapping[str | None, int]) -> str:
    """SQL that joins the codes of all rows into one text, one letter a row; @ is code 0."""
    cases = " ".join(
        f"WHEN '{name}' THEN '{chr(_FIRST_LETTER + code)}'" for name, code in codes.items() if code
    )
    return f"group_concat(CASE {column} {cases} ELSE '@' END, '')"


# One row, in which each column is a text of all mentions: turning a hundred thousand rows into Python values holds the
# GIL and takes three times as long. The aggregates see the rows in the order of an index, so nothing is sorted.
_MENTIONS = f"""
    SELECT (SELECT id FROM claims WHERE article_id = ?1 AND current LIMIT 1), max(extent_end - extent_start),
        json_group_array(start_offset), json_group_array(end_offset),
        json_group_array(extent_start), json_group_array(extent_end),
        {_letters("role", ROLE_CODES)}, {_letters("kind", KIND_CODES)},
        {_letters("verdict", VERDICT_NAME_CODES)}, {_letters("standing", STANDING_CODES)},
        json_group_object(moved, json_array(start_shift, end_shift)) FILTER (WHERE moved IS NOT NULL)
    FROM (
        SELECT start_offset, end_offset, extent_start, extent_end,
            CASE WHEN (c.role <> 'claim' OR c.origin = 'annotator') AND {ADDED} THEN 'claim' ELSE c.role END AS role,
            kind, mine.verdict, mine.standing, mine.start_shift, mine.end_shift,
            CASE WHEN mine.start_shift <> 0 OR mine.end_shift <> 0 THEN c.id END AS moved
        FROM claims c LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
        WHERE c.article_id = ?1 AND c.current
            AND (c.origin <> 'annotator' OR mine.standing IS NOT NULL OR {ADDED})
        ORDER BY start_offset, end_offset
    )
"""
_CORRECTED_KINDS = """
    SELECT c.id, d.corrected_kind
    FROM articles a JOIN claims c ON c.article_id = a.id AND c.current
        JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
        JOIN decisions d ON d.id = mine.decision_id
    WHERE a.id = ?1 AND d.corrected_kind IS NOT NULL
"""
# In articles of more mentions, corrected kinds are read after the article is shown.
CORRECTED_AT_ONCE = 5000


def read_outline(store: Store, article: str, annotator: str) -> Outline:
    """The mentions of an article's current text with the annotator's reviews, as columns of numbers.

    In an article of more than ``CORRECTED_AT_ONCE`` mentions, kinds are the extractor's: read ``corrected_kinds``
    afterwards, which takes as long again.
    """
    with store.read_access() as connection:
        row = connection.execute(_MENTIONS, (article, known_annotator(connection, annotator))).fetchone()
    outline = _outline_of_row(row)
    if len(outline) <= CORRECTED_AT_ONCE:
        outline.correct(corrected_kinds(store, article, annotator))
    return outline


def corrected_kinds(store: Store, article: str, annotator: str) -> dict[str, Kind]:
    """The kinds to which an annotator has corrected claims of an article's current text, by claim id."""
    with store.read_access() as connection:
        rows = connection.execute(_CORRECTED_KINDS, (article, known_annotator(connection, annotator)))
        return {row["id"]: Kind(row["corrected_kind"]) for row in rows}


def _outline_of_row(row: tuple[Any, ...]) -> Outline:
    """The outline in a row of ``_MENTIONS``; in an article without mentions its columns are None or ``[]``."""
    starts, ends, extent_starts, extent_ends = (array("I", json.loads(column)) for column in row[2:6])
    roles, kinds, verdicts, standings = (
        bytearray((column or "").encode("ascii").translate(_CODES)) for column in row[6:10]
    )
    outline = Outline(
        starts=starts,
        ends=ends,
        extent_starts=extent_starts,
        extent_ends=extent_ends,
        roles=roles,
        kinds=kinds,
        verdicts=verdicts,
        standings=standings,
        shifts={},
        longest=row[1] or 0,
        _id_prefix=text_of_claim(row[0]) if row[0] else "",
    )
    outline.shift(json.loads(row[10]))
    return outline
