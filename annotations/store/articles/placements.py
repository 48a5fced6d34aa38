"""Where the reviewed claims of former texts stand now; derived from texts, claims and decisions.

A claim of a former text leads to the claim of the current text that it is again, as ``anchors`` finds it, and what
was decided on the one counts for the other. One that says something else now leads nowhere: whoever decided on it
says what becomes of that.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.model import Claim, Outcome
from annotations.store.claim_rows import claims_of, insert_claims, text_of
from annotations.store.findings.stored_findings import forget_findings
from annotations.store.row_mapping import claim_of_mention, claim_of_row

if TYPE_CHECKING:
    from annotations.store.articles.reanchoring import Anchor

# The rule of a claim that was put where the words of a former one were found again and nothing was read.
CARRIED = "carried"
FOUND = (Outcome.UNCHANGED, Outcome.ELSEWHERE)

# The reviews that follow from the decisions, of one article or (NULL) of all. SQLite takes the columns beside
# max() from the row that has it.
REVIEWS_OF = """
    SELECT coalesce(p.placed_on, d.claim_id) AS claim_id, d.annotator, max(d.id) AS decision_id, d.verdict,
        d.standing, d.start_shift, d.end_shift
    FROM decisions d JOIN claims c ON c.id = d.claim_id LEFT JOIN placements p ON p.claim_id = d.claim_id
    WHERE ?1 IS NULL OR c.article_id = ?1
    GROUP BY 1, 2
"""
REVIEW_COLUMNS = "claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift"


_UNREVIEWED = (
    "AND NOT EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) "
    "AND NOT EXISTS (SELECT 1 FROM decisions WHERE placed_on = claims.id)"
)


def forget_placements(connection: sqlite3.Connection, article: str) -> bool:
    """Forget what is derived for an article's claims; False where there was nothing to place or review."""
    forget_findings(connection, article)
    reviews = connection.execute(
        "DELETE FROM reviews WHERE claim_id IN (SELECT id FROM claims WHERE article_id = ?)", (article,)
    ).rowcount
    placed = connection.execute("DELETE FROM placements WHERE article_id = ?", (article,)).rowcount
    connection.execute(
        f"DELETE FROM claims WHERE article_id = ? AND origin = 'import' AND rule = ? {_UNREVIEWED}",
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
    placing = Placing(connection, article)
    placements = placing.placements()
    anchors = {sha256: placing.anchors(sha256) for sha256 in (*placing.former, *wanted)}
    insert_claims(connection, placing.carried, None)
    connection.executemany(
        "INSERT INTO placements (claim_id, article_id, outcome, placed_on, candidate_id, near) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        placements,
    )
    rebuild_reviews(connection, article)
    return anchors


def current_claim(connection: sqlite3.Connection, claim: str) -> str | None:
    """The id of the claim of the current text that this one is, reviewed or not; None where it lost its place."""
    row = connection.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
    if row is None or row["current"]:
        return claim if row else None
    query = "SELECT placed_on FROM placements WHERE claim_id = ?"
    placed = connection.execute(query, (claim,)).fetchone()
    if placed is not None:
        return str(placed[0]) if placed[0] else None
    anchor = Placing(connection, row["article_id"]).anchors(row["text_sha256"])[claim]
    return anchor.claim.id if anchor.claim and anchor.outcome in FOUND else None


def rebuild_reviews(connection: sqlite3.Connection, article: str | None) -> None:
    """Insert the reviews that follow from the decisions on an article's claims, or (None) from all."""
    connection.execute(f"INSERT INTO reviews ({REVIEW_COLUMNS}) {REVIEWS_OF}", (article,))


class Placing:
    """One look for an article's reviewed claims in its current text; writes nothing.

    ``carried`` are the claims to make where the words of a former one were found again and nothing was read.
    """

    def __init__(self, connection: sqlite3.Connection, article: str) -> None:
        self._connection, self._article = connection, article
        query = "SELECT text_sha256 FROM articles WHERE id = ?"
        self._sha256 = str(connection.execute(query, (article,)).fetchone()[0])
        self._texts: dict[str, str] = {}
        self._claims: dict[str, list[Claim]] = {}
        self._anchors: dict[tuple[str, str], dict[str, Anchor]] = {}
        reviewed = self._reviewed_formerly()
        self._reviewed = {claim.id for claim in reviewed}
        self._waiting = reviewed
        self.carried: list[Claim] = []

    @property
    def former(self) -> list[str]:
        """The former texts with reviewed claims, the newest first."""
        query = "SELECT text_sha256, max(id) AS newest FROM versions WHERE article_id = ? GROUP BY 1 ORDER BY newest DESC"
        texts = {claim.text_sha256 for claim in self._waiting}
        rows = self._connection.execute(query, (self._article,)).fetchall()
        return [row[0] for row in rows if row[0] in texts]

    def placements(self) -> list[tuple[str, str, str, str | None, str | None, int]]:
        """The rows of ``placements``, in order of claim."""
        return sorted(self._placement(claim) for claim in self._waiting)

    def anchors(self, sha256: str, to: str | None = None) -> dict[str, Anchor]:
        """What became of all the claims of a former text in another one, in the current one where none is named."""
        # Imported where it is needed: seldom, and a store must open at once.
        from annotations.store.articles.reanchoring import find_again  # noqa: PLC0415

        pair = (sha256, to or self._sha256)
        if pair not in self._anchors:
            old, new = (self._read(name) for name in pair)
            self._anchors[pair] = find_again(*old, *new, self._reviewed)
        return self._anchors[pair]

    def _read(self, sha256: str) -> tuple[str, list[Claim]]:
        if sha256 not in self._texts:
            self._texts[sha256] = text_of(self._connection, sha256)
            self._claims[sha256] = claims_of(self._connection, self._article, sha256)
        return self._texts[sha256], self._claims[sha256]

    def _reviewed_formerly(self) -> list[Claim]:
        """The claims of the article's former texts of which anything was ever said."""
        query = (
            "SELECT * FROM claims WHERE article_id = ? AND current = 0 "
            "AND EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) ORDER BY start_offset, id"
        )
        return [claim_of_row(row) for row in self._connection.execute(query, (self._article,))]

    def _placement(self, claim: Claim) -> tuple[str, str, str, str | None, str | None, int]:
        anchor = self._anchor(claim)
        target = self._target(claim, anchor)
        name = target.id if target else None
        if anchor.outcome in FOUND and self._span_holds(claim, target):
            return claim.id, self._article, anchor.outcome.value, name, None, anchor.offset
        outcome = Outcome.CHANGED if anchor.outcome in FOUND else anchor.outcome
        return claim.id, self._article, outcome.value, None, name, anchor.offset

    def _anchor(self, claim: Claim) -> Anchor:
        """Where a claim is now: found at once, or by way of a text between, which may be more alike to both."""
        direct = self.anchors(claim.text_sha256)[claim.id]
        if direct.outcome in FOUND:
            return direct
        for between in self.former:
            if between == claim.text_sha256:
                continue
            there = self.anchors(claim.text_sha256, between)[claim.id]
            if there.outcome in FOUND and there.claim:
                onward = self.anchors(between)[there.claim.id]
                if onward.outcome in FOUND:
                    return onward
        return direct

    def _target(self, claim: Claim, anchor: Anchor) -> Claim | None:
        if anchor.span is None:
            return anchor.claim
        start, end = anchor.span
        text, _ = self._read(self._sha256)
        mention = replace(
            claim.mention, start=start, end=end, text=text[start:end], extent_start=start, extent_end=end,
            rule=CARRIED,
        )  # fmt: skip
        carried = claim_of_mention(self._article, self._sha256, text, mention, "import")
        self.carried.append(carried)
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
        (old, _), (new, _) = self._read(claim.text_sha256), self._read(self._sha256)
        return all(
            _shifted(old, claim, *shift) == _shifted(new, target, *shift) for shift in map(tuple, shifts)
        )


def _shifted(text: str, claim: Claim, start_shift: int, end_shift: int) -> str:
    """The words of a claim whose ends were moved."""
    start = max(0, claim.mention.start + start_shift)
    return unicodedata.normalize("NFC", text[start : claim.mention.end + end_shift])
