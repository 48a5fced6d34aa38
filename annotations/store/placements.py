"""Where the reviewed claims of former texts stand now; derived from texts, claims and decisions.

A claim of a former text leads to the claim of the current text that it is again, and what was decided on the
one counts for the other. Where a person has placed or retired it, that counts; the rest is found by ``anchors``.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.model import Claim, Outcome
from annotations.store.claims import claims_of, insert_claims, text_of
from annotations.store.rows import claim_of_mention, claim_of_row

if TYPE_CHECKING:
    from annotations.store.anchors import Anchor

# The rule of a claim that was put where the words of a former one were found again and nothing was read.
CARRIED = "carried"

# The reviews that follow from the decisions, of one article or (NULL) of all. A decision that only places a
# claim says nothing of the one it is placed on. SQLite takes the columns beside max() from the row that has it.
REVIEWS_OF = """
    SELECT coalesce(p.placed_on, d.claim_id) AS claim_id, d.annotator, max(d.id) AS decision_id, d.verdict,
        d.standing, d.start_shift * (p.outcome IS NOT 'placed') AS start_shift,
        d.end_shift * (p.outcome IS NOT 'placed') AS end_shift
    FROM decisions d JOIN claims c ON c.id = d.claim_id LEFT JOIN placements p ON p.claim_id = d.claim_id
    WHERE (?1 IS NULL OR c.article_id = ?1) AND NOT (d.blank AND d.placed_on IS NOT NULL)
    GROUP BY 1, 2
"""
REVIEW_COLUMNS = "claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift"


def forget_placements(connection: sqlite3.Connection, article: str) -> bool:
    """Forget what is derived for an article's claims; False where there was nothing of the kind."""
    reviews = connection.execute(
        "DELETE FROM reviews WHERE claim_id IN (SELECT id FROM claims WHERE article_id = ?)", (article,)
    ).rowcount
    placed = connection.execute("DELETE FROM placements WHERE article_id = ?", (article,)).rowcount
    if placed:
        connection.execute(
            "DELETE FROM claims WHERE article_id = ? AND rule = ? AND origin = 'import' "
            "AND NOT EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) "
            "AND NOT EXISTS (SELECT 1 FROM decisions WHERE placed_on = claims.id)",
            (article, CARRIED),
        )
    return reviews + placed > 0


def place_again(
    connection: sqlite3.Connection, article: str, wanted: Iterable[str] = ()
) -> dict[str, dict[str, Anchor]]:
    """Find anew where an article's reviewed claims stand now, and which reviews follow.

    Gives what became of all the claims of each former text that was looked at: those with reviewed claims, and
    the ``wanted`` ones, by the texts' SHA-256.
    """
    forget_placements(connection, article)
    placing = _Placing(connection, article)
    for claim in _reviewed_formerly(connection, article):
        placing.place(claim)
    for sha256 in wanted:
        placing.anchors(sha256)
    connection.executemany(
        "INSERT INTO placements (claim_id, article_id, outcome, placed_on, candidate_id, near) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(p.claim, article, p.outcome.value, p.on, p.candidate, p.near) for p in placing.placements],
    )
    rebuild_reviews(connection, article)
    return placing.found


def where_now(connection: sqlite3.Connection, claim: str) -> str | None:
    """The id of the claim of the current text that this one is, reviewed or not; None where it lost its place."""
    row = connection.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
    if row is None or row["current"]:
        return claim if row else None
    query = "SELECT placed_on FROM placements WHERE claim_id = ?"
    placed = connection.execute(query, (claim,)).fetchone()
    if placed is not None:
        return str(placed[0]) if placed[0] else None
    anchor = _Placing(connection, row["article_id"]).anchors(row["text_sha256"])[claim]
    return anchor.claim.id if anchor.claim else None


def rebuild_reviews(connection: sqlite3.Connection, article: str | None) -> None:
    """Insert the reviews that follow from the decisions on an article's claims, or (None) from all."""
    connection.execute(f"INSERT INTO reviews ({REVIEW_COLUMNS}) {REVIEWS_OF}", (article,))


def _reviewed_formerly(connection: sqlite3.Connection, article: str) -> list[Claim]:
    """The claims of an article's former texts of which anything was ever said."""
    query = (
        "SELECT * FROM claims WHERE article_id = ? AND current = 0 "
        "AND EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) ORDER BY start_offset, id"
    )
    return [claim_of_row(row) for row in connection.execute(query, (article,))]


@dataclass(frozen=True, slots=True)
class _Placement:
    """One row of ``placements``."""

    claim: str
    outcome: Outcome
    on: str | None
    candidate: str | None
    near: int


class _Placing:
    """One look for an article's reviewed claims in its current text."""

    def __init__(self, connection: sqlite3.Connection, article: str) -> None:
        self._connection, self._article = connection, article
        query = "SELECT text_sha256 FROM articles WHERE id = ?"
        self._sha256 = str(connection.execute(query, (article,)).fetchone()[0])
        self._text = text_of(connection, self._sha256)
        self._current: Sequence[Claim] | None = None
        self.found: dict[str, dict[str, Anchor]] = {}
        self.placements: list[_Placement] = []

    def anchors(self, sha256: str) -> dict[str, Anchor]:
        """What became of all the claims of a former text."""
        if sha256 not in self.found:
            # Imported where it is needed: seldom, and a store must open at once.
            from annotations.store.anchors import find_again  # noqa: PLC0415

            if self._current is None:
                self._current = claims_of(self._connection, self._article, self._sha256)
            old = claims_of(self._connection, self._article, sha256)
            self.found[sha256] = find_again(text_of(self._connection, sha256), old, self._text, self._current)
        return self.found[sha256]

    def place(self, claim: Claim) -> None:
        """Find out where a claim stands now and keep that."""
        source = self._where_people_put(claim)
        if source.text_sha256 == self._sha256:
            self._put(claim, Outcome.PLACED, source, source.mention.start)
            return
        anchor = self.anchors(source.text_sha256)[source.id]
        target = anchor.claim if anchor.span is None else self._carry(source, anchor.span)
        outcome = anchor.outcome
        if outcome in (Outcome.UNCHANGED, Outcome.MOVED) and not self._span_holds(claim, target):
            outcome = Outcome.CHANGED
        elif outcome in (Outcome.CHANGED, Outcome.GONE) and not self._waits(claim):
            outcome = Outcome.RETIRED
        self._put(claim, outcome, target, anchor.near)

    def _put(self, claim: Claim, outcome: Outcome, target: Claim | None, near: int) -> None:
        stands = outcome in (Outcome.UNCHANGED, Outcome.MOVED, Outcome.PLACED)
        name = target.id if target else None
        self.placements.append(
            _Placement(claim.id, outcome, name if stands else None, None if stands else name, near)
        )

    def _where_people_put(self, claim: Claim) -> Claim:
        """The claim on which people have put this one, and that one in turn; itself where nobody has."""
        query = (
            "SELECT claims.* FROM (SELECT max(id) AS newest, placed_on FROM decisions WHERE claim_id = ? "
            "GROUP BY annotator) AS put JOIN claims ON claims.id = put.placed_on ORDER BY newest DESC LIMIT 1"
        )
        seen = {claim.id}
        while claim.text_sha256 != self._sha256:
            row = self._connection.execute(query, (claim.id,)).fetchone()
            if row is None or row["id"] in seen:
                break
            claim = claim_of_row(row)
            seen.add(claim.id)
        return claim

    def _carry(self, claim: Claim, span: tuple[int, int]) -> Claim:
        """Make a claim where the words of a former one were found and nothing was read."""
        start, end = span
        mention = replace(
            claim.mention, start=start, end=end, text=self._text[start:end], extent_start=start, extent_end=end,
            rule=CARRIED,
        )  # fmt: skip
        carried = claim_of_mention(self._article, self._sha256, self._text, mention, "import")
        insert_claims(self._connection, [carried], None)
        return carried

    def _span_holds(self, claim: Claim, target: Claim | None) -> bool:
        """Tell whether every span to which somebody has moved a claim's ends has the same words there."""
        query = (
            "SELECT DISTINCT start_shift, end_shift FROM (SELECT max(id), start_shift, end_shift FROM decisions "
            "WHERE claim_id = ? GROUP BY annotator) WHERE start_shift <> 0 OR end_shift <> 0"
        )
        shifts = self._connection.execute(query, (claim.id,)).fetchall()
        if target is None or not shifts:
            return target is not None
        old = text_of(self._connection, claim.text_sha256)
        return all(
            _shifted(old, claim, *shift) == _shifted(self._text, target, *shift)
            for shift in map(tuple, shifts)
        )

    def _waits(self, claim: Claim) -> bool:
        """Tell whether a claim that lost its place waits for a person: not where it was retired or says nothing."""
        query = (
            "SELECT max(id) AS newest, blank, standing FROM decisions WHERE claim_id = ? "
            "GROUP BY annotator ORDER BY newest DESC"
        )
        rows = self._connection.execute(query, (claim.id,)).fetchall()
        return rows[0]["standing"] != "retired" and not all(row["blank"] for row in rows)


def _shifted(text: str, claim: Claim, start_shift: int, end_shift: int) -> str:
    """The words of a claim whose ends were moved."""
    start = max(0, claim.mention.start + start_shift)
    return unicodedata.normalize("NFC", text[start : claim.mention.end + end_shift])
