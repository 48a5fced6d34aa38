"""What claims mean to an annotator where somebody has put right what the extractor read."""

from __future__ import annotations

import sqlite3

from annotations.store.expressions import CORRECTED

_TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS meant (
        number INTEGER NOT NULL, annotator TEXT NOT NULL, kind TEXT, value TEXT, unit TEXT,
        PRIMARY KEY (number, annotator)
    ) WITHOUT ROWID
"""
# Of each annotator the newest decision, which says all they hold, as with every review.
_MEANT = f"""
    INSERT INTO temp.meant
    SELECT c.rowid, o.annotator, {CORRECTED["kind"]}, {CORRECTED["value"]}, {CORRECTED["unit"]}
    FROM decisions AS d INDEXED BY decisions_correcting
        CROSS JOIN reviews AS o ON o.decision_id = d.id AND o.annotator = d.annotator AND o.claim_id =
            coalesce((SELECT placed_on FROM placements AS p WHERE p.claim_id = d.claim_id), d.claim_id)
        CROSS JOIN claims AS c ON c.id = o.claim_id
    WHERE coalesce(d.corrected_value, d.corrected_unit, d.corrected_kind) IS NOT NULL
        AND o.standing IS NOT 'retired'
"""


def note_meanings(connection: sqlite3.Connection, annotator: str | None) -> bool:
    """Note in ``temp.meant`` what the claims that an annotator has corrected mean to them; tell if there are any.

    None notes what they mean to each who has corrected them. Few claims are corrected, so that nearly all of what
    is asked of readings is answered by those of the extractor.
    """
    connection.execute(_TABLE)
    connection.execute("DELETE FROM temp.meant")
    if annotator is None:
        return connection.execute(_MEANT).rowcount > 0
    return connection.execute(f"{_MEANT} AND d.annotator = ?", (annotator,)).rowcount > 0
