"""Kind, value and unit of the claims that annotators have corrected, in a temporary table for conditions to join."""

from __future__ import annotations

import sqlite3

from annotations.store.expressions import CORRECTED
from annotations.store.names import signatures_of

_TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS corrected_readings (
        number INTEGER NOT NULL, annotator TEXT NOT NULL, kind TEXT, value TEXT, unit TEXT,
        PRIMARY KEY (number, annotator)
    ) WITHOUT ROWID
"""
# The join with reviews keeps each annotator's newest decision on a claim, which holds their whole review.
_CORRECTED_READINGS = f"""
    INSERT INTO temp.corrected_readings
    SELECT c.rowid, o.annotator, {CORRECTED["kind"]}, {CORRECTED["value"]}, {CORRECTED["unit"]}
    FROM decisions AS d INDEXED BY decisions_correcting
        CROSS JOIN reviews AS o ON o.decision_id = d.id AND o.claim_id =
            coalesce((SELECT placed_on FROM placements AS p WHERE p.claim_id = d.claim_id), d.claim_id)
        CROSS JOIN claims AS c ON c.id = o.claim_id
    WHERE coalesce(d.corrected_value, d.corrected_unit, d.corrected_kind) IS NOT NULL
        AND o.standing IS NOT 'retired'
"""


def fill_corrected_readings(connection: sqlite3.Connection, annotator: str | None) -> bool:
    """Fill ``temp.corrected_readings`` with an annotator's corrected claims (None: everybody's); True if there are any.

    The table stays small because annotators correct few claims: for all others a condition uses the claim's own
    columns.
    """
    connection.execute(_TABLE)
    connection.execute("DELETE FROM temp.corrected_readings")
    if annotator is None:
        return connection.execute(_CORRECTED_READINGS).rowcount > 0
    return (
        connection.execute(
            f"{_CORRECTED_READINGS} AND d.annotator IN {signatures_of('?1')}", (annotator,)
        ).rowcount
        > 0
    )
