"""Placements: which claim of the current text each reviewed claim of an earlier text became. They are derived.

``reanchoring`` finds the claims again; decisions on the earlier claim then count for the current one. A claim that
says something else now is not placed: it becomes an orphan, which its annotators place or settle.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.model import Claim, Outcome, Role
from annotations.store import articles
from annotations.store.articles.anchor_memo import AnchorMemo, TextClaims
from annotations.store.claim_rows import IS_SUPERSEDED, claims_of, insert_claims, text_of
from annotations.store.findings.stored_findings import forget_findings
from annotations.store.misdated import place_of
from annotations.store.names import name_of
from annotations.store.row_mapping import claim_of_mention, claim_of_row

if TYPE_CHECKING:
    from annotations.store.articles.reanchoring import Anchor

# The rule of a claim inserted where the words of an earlier claim were found and the extractor read none.
CARRIED = "carried"
SAME_OUTCOMES = (Outcome.UNCHANGED, Outcome.ELSEWHERE)

# The reviews that follow from decisions. SQLite takes the bare columns from the row with the max().
_REVIEWS = f"""
    SELECT coalesce(p.placed_on, d.claim_id) AS claim_id, {name_of("d.annotator")} AS annotator, d.id AS decision_id, d.verdict,
        d.standing, d.start_shift, d.end_shift, max({place_of("d")})
    FROM {{decisions}} LEFT JOIN placements p ON p.claim_id = d.claim_id
    GROUP BY 1, 2
"""
ALL_REVIEWS = _REVIEWS.format(decisions="decisions d JOIN claims c ON c.id = d.claim_id")
# Searched by claim: a store may have very many decisions on other articles.
_REVIEWS_OF_ARTICLE = _REVIEWS.format(
    decisions="claims c CROSS JOIN decisions d ON c.article_id = ? AND d.claim_id = c.id"
)
# Of some annotators, given as a JSON array of all signatures that stand for them.
REVIEWS_OF_SIGNATURES = _REVIEWS.format(
    decisions="json_each(?) AS names CROSS JOIN decisions d ON d.annotator = names.value"
)
REVIEW_COLUMNS = "claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift"


_UNREVIEWED = (
    "AND NOT EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) "
    "AND NOT EXISTS (SELECT 1 FROM decisions WHERE placed_on = claims.id)"
)


def forget_placements(connection: sqlite3.Connection, article: str) -> bool:
    """Delete what is derived for an article's claims; returns False if there were no placements and no reviews."""
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


def place_again(connection: sqlite3.Connection, article: str, memo: AnchorMemo | None = None) -> None:
    """Derive the placements and reviews of an article again; ``memo`` has anchors that were found before."""
    forget_placements(connection, article)
    placing = Placing(connection, article, memo)
    placements = placing.placements()
    insert_claims(connection, placing.carried, None)
    connection.executemany(
        "INSERT INTO placements (claim_id, article_id, outcome, placed_on, candidate_id, near) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        placements,
    )
    rebuild_reviews(connection, article)


def find_anchors(connection: sqlite3.Connection, article: str, new: TextClaims, memo: AnchorMemo) -> None:
    """Find the reviewed claims of an article's texts in its next text, for ``place_again`` once that is current."""
    query = (
        "SELECT DISTINCT text_sha256, id FROM claims WHERE article_id = ? "
        "AND EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id)"
    )
    rows = connection.execute(query, (article,)).fetchall()
    reviewed_ids = {row[1] for row in rows}
    for sha256 in sorted({row[0] for row in rows}):
        old = _read_text(connection, article, sha256)
        if old.text != new.text:
            memo.find_again(TextClaims(old.text, old.claims), new, reviewed_ids)


def current_claim(connection: sqlite3.Connection, claim: str) -> str | None:
    """The id of the claim of the current text that a claim became, reviewed or not; None for an orphan."""
    row = connection.execute("SELECT * FROM claims WHERE id = ?", (claim,)).fetchone()
    if row is None or row["current"]:
        return claim if row else None
    query = "SELECT placed_on FROM placements WHERE claim_id = ?"
    placement = connection.execute(query, (claim,)).fetchone()
    if placement is not None:
        return str(placement[0]) if placement[0] else None
    anchor = Placing(connection, row["article_id"]).anchors(row["text_sha256"])[claim]
    return anchor.claim.id if anchor.claim and anchor.outcome in SAME_OUTCOMES else None


def rebuild_reviews(connection: sqlite3.Connection, article: str | None) -> None:
    """Insert the reviews that follow from the decisions on an article's claims or, for None, on all claims."""
    insert = f"INSERT INTO reviews ({REVIEW_COLUMNS}) SELECT {REVIEW_COLUMNS} FROM "
    if article is None:
        connection.execute(f"{insert} ({ALL_REVIEWS})")
    else:
        connection.execute(f"{insert} ({_REVIEWS_OF_ARTICLE})", (article,))


class Placing:
    """Places the reviewed claims of an article's earlier texts in its current text; writes nothing.

    ``carried`` are the claims to insert where the words of an earlier claim were found and the extractor read none.
    """

    def __init__(self, connection: sqlite3.Connection, article: str, memo: AnchorMemo | None = None) -> None:
        self._connection, self._article, self._memo = connection, article, memo or AnchorMemo()
        query = "SELECT text_sha256 FROM articles WHERE id = ?"
        self._sha256 = str(connection.execute(query, (article,)).fetchone()[0])
        self._readings: dict[str, _TextReading] = {}
        self._anchors: dict[tuple[str, str], dict[str, Anchor]] = {}
        self._reviewed_claims = self._read_reviewed_claims()
        self._reviewed_ids = {claim.id for claim in self._reviewed_claims}
        self.carried: list[Claim] = []

    @property
    def former_texts(self) -> list[str]:
        """The SHA-256 of the texts with reviewed claims that do not stand any more, the newest first."""
        query = (
            f"SELECT text_sha256, max({place_of('versions')}) AS newest FROM versions WHERE article_id = ? "
            "GROUP BY 1 ORDER BY newest DESC"
        )
        texts = {claim.text_sha256 for claim in self._reviewed_claims}
        rows = self._connection.execute(query, (self._article,)).fetchall()
        return [row[0] for row in rows if row[0] in texts]

    def placements(self) -> list[tuple[str, str, str, str | None, str | None, int]]:
        """The rows of the table ``placements``, by claim id."""
        return sorted(self._placement(claim) for claim in self._reviewed_claims)

    def anchors(self, sha256: str, target_sha256: str | None = None) -> dict[str, Anchor]:
        """The anchors of all claims of an earlier text in another text, by default the current one.

        Claims that only a former extractor read are first looked for among those of the text's last reading.
        """
        pair = (sha256, target_sha256 or self._sha256)
        if pair not in self._anchors:
            old, new = (self._read(text) for text in pair)
            anchors: dict[str, Anchor] = {}
            if pair[0] != pair[1]:
                texts = TextClaims(old.text, old.claims), TextClaims(new.text, new.claims)
                anchors = self._memo.find_again(*texts, self._reviewed_ids)
            for claim in old.superseded_claims:
                anchors[claim.id] = _followed(articles.find_reread(claim, old.claims), anchors)
            self._anchors[pair] = anchors
        return self._anchors[pair]

    def _read(self, sha256: str) -> _TextReading:
        if sha256 not in self._readings:
            self._readings[sha256] = _read_text(self._connection, self._article, sha256)
        return self._readings[sha256]

    def _read_reviewed_claims(self) -> list[Claim]:
        """The claims of the article's earlier texts on which anybody ever decided."""
        query = (
            "SELECT * FROM claims WHERE article_id = ? AND current = 0 "
            "AND EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) ORDER BY start_offset, id"
        )
        return [claim_of_row(row) for row in self._connection.execute(query, (self._article,))]

    def _placement(self, claim: Claim) -> tuple[str, str, str, str | None, str | None, int]:
        anchor = self._anchor(claim)
        target = self._target(claim, anchor)
        target_id = target.id if target else None
        is_same = anchor.outcome in SAME_OUTCOMES and self._spans_match(claim, target)
        if is_same and not self._is_demoted(claim, target):
            return claim.id, self._article, anchor.outcome.value, target_id, None, anchor.offset
        if self._is_demoted(claim, target):
            return claim.id, self._article, Outcome.MISSING.value, None, None, anchor.offset
        outcome = Outcome.CHANGED if anchor.outcome in SAME_OUTCOMES else anchor.outcome
        return claim.id, self._article, outcome.value, None, target_id, anchor.offset

    def _is_demoted(self, claim: Claim, target: Claim | None) -> bool:
        """Whether a claim was decided on as a claim, was read as something else since, and is so in the target."""
        if target is None or Role.CLAIM in (claim.mention.role, target.mention.role):
            return False
        query = (
            "SELECT EXISTS (SELECT 1 FROM decisions WHERE claim_id = ? AND standing IS NULL "
            "AND json_extract(reading, '$[0]') = 'claim')"
        )
        return bool(self._connection.execute(query, (claim.id,)).fetchone()[0])

    def _anchor(self, claim: Claim) -> Anchor:
        """The anchor of a claim: direct, else by way of an intermediate text, which may be more like both."""
        direct = self.anchors(claim.text_sha256)[claim.id]
        if direct.outcome in SAME_OUTCOMES:
            return direct
        for intermediate_text in self.former_texts:
            if intermediate_text in (claim.text_sha256, self._sha256):
                continue
            intermediate = self.anchors(claim.text_sha256, intermediate_text)[claim.id]
            if intermediate.outcome in SAME_OUTCOMES and intermediate.claim:
                onward = self.anchors(intermediate_text)[intermediate.claim.id]
                if onward.outcome in SAME_OUTCOMES:
                    return onward
        return direct

    def _target(self, claim: Claim, anchor: Anchor) -> Claim | None:
        if anchor.span is None:
            return anchor.claim
        start, end = anchor.span
        text = self._read(self._sha256).text
        mention = replace(
            claim.mention, start=start, end=end, text=text[start:end], extent_start=start, extent_end=end,
            rule=CARRIED,
        )  # fmt: skip
        carried = claim_of_mention(self._article, self._sha256, text, mention, "import")
        self.carried.append(carried)
        return carried

    def _spans_match(self, claim: Claim, target: Claim | None) -> bool:
        """Whether every span to which an annotator moved the claim's ends has the same words at the target."""
        query = (
            "SELECT DISTINCT start_shift, end_shift FROM ("
            f"SELECT max({place_of('decisions')}), start_shift, end_shift FROM decisions "
            "WHERE claim_id = ? GROUP BY annotator) WHERE start_shift <> 0 OR end_shift <> 0"
        )
        shifts = self._connection.execute(query, (claim.id,)).fetchall()
        if target is None or not shifts:
            return target is not None
        old_text, new_text = self._read(claim.text_sha256).text, self._read(self._sha256).text
        return all(
            _words_of_shifted(old_text, claim, *shift) == _words_of_shifted(new_text, target, *shift)
            for shift in map(tuple, shifts)
        )


@dataclass(frozen=True, slots=True)
class _TextReading:
    """A text with the claims of its last reading, and those that only former extractors read in it."""

    text: str
    claims: list[Claim]
    superseded_claims: list[Claim]


def _read_text(connection: sqlite3.Connection, article: str, sha256: str) -> _TextReading:
    """Read a text of an article; of the current text, the claims of the last reading are those that stand in it."""
    claims = claims_of(connection, article, sha256)
    query = (
        "SELECT claims.id FROM claims, articles a WHERE a.id = ?1 AND article_id = ?1 AND claims.text_sha256 = ?2 "
        f"AND CASE WHEN a.text_sha256 = ?2 THEN NOT current ELSE {IS_SUPERSEDED} END"
    )
    superseded = {row[0] for row in connection.execute(query, (article, sha256))}
    return _TextReading(
        text_of(connection, sha256),
        [claim for claim in claims if claim.id not in superseded],
        [claim for claim in claims if claim.id in superseded],
    )


def _followed(reread: Anchor, anchors: Mapping[str, Anchor]) -> Anchor:
    """Where a claim of a former reading is in another text: where the claim is that took its place."""
    onward = anchors.get(reread.claim.id) if reread.claim else None
    if onward is None or reread.outcome in SAME_OUTCOMES:
        return onward or reread
    return replace(onward, outcome=Outcome.CHANGED) if onward.claim else onward


def _words_of_shifted(text: str, claim: Claim, start_shift: int, end_shift: int) -> str:
    """The words of a claim with moved ends."""
    start = max(0, claim.mention.start + start_shift)
    return unicodedata.normalize("NFC", text[start : claim.mention.end + end_shift])
