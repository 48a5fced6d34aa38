"""The seventeenth step of the schema: disputes are looked for among the reviews, not among all claims."""

from __future__ import annotations

from sqlite_utils import Database

# CROSS JOIN keeps SQLite from beginning with the claims, most of which nobody has reviewed; one review is no dispute.
_CHANGES = {
    # Of settled claims: from the few adjudications to their reviews.
    "FROM adjudications JOIN reviews ON reviews.decision_id = adjudications.decision_id": (
        "FROM adjudications CROSS JOIN decisions ON decisions.id = adjudications.decision_id\n"
        "        CROSS JOIN reviews ON reviews.decision_id = decisions.id AND reviews.claim_id = coalesce(\n"
        "            (SELECT placed_on FROM placements WHERE claim_id = decisions.claim_id), decisions.claim_id\n"
        "        )"
    ),
    "FROM reviews JOIN claims ON claims.id = reviews.claim_id JOIN decisions ON": (
        "FROM reviews CROSS JOIN claims ON claims.id = reviews.claim_id CROSS JOIN decisions ON"
    ),
    "WHERE claims.current = 1 AND": (
        "WHERE reviews.claim_id IN (SELECT claim_id FROM reviews GROUP BY claim_id HAVING count(*) > 1)\n"
        "    AND claims.current = 1 AND"
    ),
    "GROUP BY claims.id": "GROUP BY reviews.claim_id",
    "AND claims.id NOT IN": "AND reviews.claim_id NOT IN",
}


def migrate(db: Database) -> None:
    """Change the views within the caller's transaction."""
    for view in ("settled_claims", "disputed_claims"):
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (view,)).fetchone()
        for former, new in _CHANGES.items():
            sql = sql.replace(former, new)
        db.execute(f"DROP VIEW {view}")
        db.execute(sql)
