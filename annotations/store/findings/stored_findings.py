"""Reading stored findings: for an annotator, their own, or the extractor's where they have none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.model import Bearing, Finding
from annotations.store.names import known_annotator
from annotations.store.next_claim import ClaimPosition, NextClaim, next_claim

if TYPE_CHECKING:
    from annotations.store.store import Store

# The findings that count for an annotator: their own where the article was checked for them. f is a finding.
_COUNTS = (
    "f.annotator = (SELECT max(k.annotator) FROM checked AS k WHERE k.article_id = f.article_id "
    "AND {name} IN ('', {me}) AND k.basis > 0)"
)
# Without an annotator: every annotator's findings, and the extractor's where there are none.
_COUNTS_FOR_ALL = (
    "(f.annotator <> '' OR NOT EXISTS (SELECT 1 FROM checked AS k WHERE k.article_id = f.article_id "
    "AND k.annotator <> '' AND k.basis > 0))"
)
_OF_FINDING = "fc.article_id = f.article_id AND fc.annotator = f.annotator AND fc.number = f.number"

_SPANS = """(
    SELECT json_group_array(json_array(start_offset, end_offset)) FROM (
        SELECT x.start_offset, x.end_offset FROM finding_claims AS o JOIN claims AS x ON x.id = o.claim_id
        WHERE o.article_id = f.article_id AND o.annotator = f.annotator AND o.number = f.number
        ORDER BY o.place
    )
)"""


def _findings_of_review(fields: str) -> str:
    """SQL for the findings on the claim ``c`` that count for the annotator of the review ``r``, as a JSON list."""
    counts = _COUNTS.format(name="k.annotator", me="r.annotator")
    return f"""(
        SELECT json_group_array(json_object({fields})) FROM (
            SELECT f.* FROM finding_claims AS fc JOIN findings AS f ON {_OF_FINDING}
            WHERE fc.claim_id = c.id AND {counts}
            ORDER BY f.bearing <> 'contradicts', fc.place, f.number
        ) AS f
    )"""


# The fields of ``Finding``, and those of an exported finding; soi_says gives the sentence.
FINDINGS_OF_REVIEW = _findings_of_review(
    f"'rule', rule, 'bearing', bearing, 'said', json(said), 'arithmetic', arithmetic, 'spans', json({_SPANS})"
)
EXPORTED_FINDINGS = _findings_of_review(
    "'rule', rule, 'bearing', bearing, 'says', soi_says(rule, bearing, said), 'arithmetic', arithmetic"
)


def contradicted(annotators: int) -> str:
    """SQL for the ids of the claims that their article contradicts, for any of that many annotators.

    The parameters are the annotators' names, folded by ``soi_folded``. For 0 annotators every annotator's findings
    count, and the extractor's where there are none.
    """
    counts_for_one = _COUNTS.format(name="soi_folded(k.annotator)", me="?")
    counts = " OR ".join([counts_for_one] * annotators) if annotators else _COUNTS_FOR_ALL
    return (
        f"SELECT fc.claim_id FROM findings AS f CROSS JOIN finding_claims AS fc ON {_OF_FINDING} "
        f"WHERE f.bearing = 'contradicts' AND ({counts})"
    )


def findings_on_claim(store: Store, claim: str, annotator: str) -> list[Finding]:
    """The findings on a claim that count for an annotator; contradictions first."""
    query = (
        f"SELECT f.* FROM finding_claims AS fc JOIN findings AS f ON {_OF_FINDING} "
        f"WHERE fc.claim_id = ?1 AND {_COUNTS.format(name='k.annotator', me='?2')} "
        "ORDER BY f.bearing <> 'contradicts', fc.place, f.number"
    )
    with store.read_access() as connection:
        rows = connection.execute(query, (claim, known_annotator(connection, annotator))).fetchall()
        return [_finding_of_row(connection, row) for row in rows]


def next_contradicted_claim(
    store: Store, annotator: str, articles: Sequence[str], position: ClaimPosition
) -> NextClaim | None:
    """The first claim behind a position that its article contradicts, in these articles and round their end.

    Positions are as in ``next_disputed_claim``. Claims that the annotator has retired are left out.
    """
    claims = (
        f"findings AS f CROSS JOIN finding_claims AS fc ON {_OF_FINDING} AND fc.place = 0 "
        "CROSS JOIN json_each(?1) AS wanted ON wanted.value = f.article_id "
        "CROSS JOIN claims AS c ON c.id = fc.claim_id"
    )
    condition = f"f.bearing = 'contradicts' AND {_COUNTS.format(name='k.annotator', me='?2')}"
    with store.read_access() as connection:
        return next_claim(connection, claims, condition, annotator, articles, position)


def stored_findings(connection: sqlite3.Connection, article: str, annotator: str) -> list[Finding]:
    """The stored findings in an article for an annotator, in the order in which the checks made them."""
    query = "SELECT * FROM findings WHERE article_id = ? AND annotator = ? ORDER BY number"
    return [
        _finding_of_row(connection, row) for row in connection.execute(query, (article, annotator)).fetchall()
    ]


def _finding_of_row(connection: sqlite3.Connection, row: sqlite3.Row) -> Finding:
    query = (
        "SELECT c.start_offset, c.end_offset FROM finding_claims AS fc JOIN claims AS c ON c.id = fc.claim_id "
        "WHERE fc.article_id = ? AND fc.annotator = ? AND fc.number = ? ORDER BY fc.place"
    )
    key = (row["article_id"], row["annotator"], row["number"])
    spans = tuple((start, end) for start, end in connection.execute(query, key))
    values = tuple(json.loads(row["said"]).items())
    return Finding(row["rule"], Bearing(row["bearing"]), spans, values, row["arithmetic"])


def forget_findings(
    connection: sqlite3.Connection, article: str | None = None, annotator: str | None = None
) -> None:
    """Delete findings: of one article or of all, for one annotator or for all."""
    columns = {"article_id": article, "annotator": annotator}
    values = {column: value for column, value in columns.items() if value is not None}
    condition = " AND ".join(f"{column} = ?" for column in values) or "1"
    connection.execute(f"DELETE FROM main.checked WHERE {condition}", tuple(values.values()))
