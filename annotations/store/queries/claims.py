"""Reading claims: those of an article, one in full, those that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.model import Claim, Mention, Review, Role
from annotations.store.articles import placements
from annotations.store.expressions import ADDED, CORRECTED, STANDS, STATE, read_otherwise
from annotations.store.names import known_annotator
from annotations.store.row_mapping import claim_of_row, mention_of_reading, review_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store


def read_mentions(store: Store, article: str) -> list[Claim]:
    """Every mention of an article's current text, of all roles, in order of position.

    A number that an annotator added has the role of a claim; one whose adding was undone is left out.
    """
    query = (
        f"SELECT c.*, CASE WHEN c.role <> 'claim' OR c.origin = 'annotator' THEN {ADDED} END AS added "
        "FROM articles a JOIN claims c ON c.article_id = a.id AND c.current "
        "WHERE a.id = ? ORDER BY c.start_offset, c.end_offset"
    )
    mentions = []
    with store.read_access() as connection:
        for row in connection.execute(query, (article,)):
            claim = claim_of_row(row)
            if row["added"]:
                claim.mention.role = Role.CLAIM
            if row["added"] or claim.origin != "annotator":
                mentions.append(claim)
    return mentions


def read_claim(store: Store, claim: str) -> tuple[Claim, list[Review]] | None:
    """The claim of an id and every annotator's review of it, by name; None where there is no such claim."""
    query = (
        f"SELECT {STATE} FROM reviews JOIN decisions ON decisions.id = reviews.decision_id "
        "WHERE reviews.claim_id = ? ORDER BY reviews.annotator"
    )
    with store.read_access() as connection:
        row = connection.execute(
            f"SELECT c.*, {ADDED} AS added FROM claims c WHERE id = ?", (claim,)
        ).fetchone()
        if row is None:
            return None
        reviews = [review_of_row(review_row, claim) for review_row in connection.execute(query, (claim,))]
    full_claim = claim_of_row(row)
    if row["added"]:
        full_claim.mention.role = Role.CLAIM
    return full_claim, reviews


def former_reading(store: Store, claim: str, annotator: str) -> Mention | None:
    """The mention as it was read when an annotator decided on a claim; None where it is read the same now."""
    query = (
        "SELECT former.*, d.reading FROM reviews r JOIN decisions d ON d.id = r.decision_id "
        "JOIN claims c ON c.id = r.claim_id JOIN claims former ON former.id = d.claim_id "
        f"WHERE r.claim_id = ?1 AND r.annotator = ?2 AND {read_otherwise('c', 'd')}"
    )
    with store.read_access() as connection:
        row = connection.execute(query, (claim, known_annotator(connection, annotator))).fetchone()
    return mention_of_reading(row) if row else None


def claims_with_same_value(store: Store, claim: str, annotator: str) -> list[str]:
    """The ids of the claims of the same text with a claim's value and unit, itself included, in order of position.

    Values and units are those that the annotator holds: corrected ones where they have corrected a claim. A claim
    without a value is the same as no other.
    """
    query = f"""
        WITH held AS (
            SELECT c.id, c.start_offset, {CORRECTED["value"]} AS value, {CORRECTED["unit"]} AS unit
            FROM claims here JOIN claims c ON c.article_id = here.article_id
                AND c.text_sha256 = here.text_sha256 AND c.current = here.current
            LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
            LEFT JOIN decisions d ON d.id = mine.decision_id
            WHERE here.id = ?1 AND (c.id = ?1 OR ({STANDS} AND mine.standing IS NOT 'retired'))
        )
        SELECT other.id FROM held JOIN held other
            ON other.id = held.id OR (other.value = held.value AND other.unit IS held.unit)
        WHERE held.id = ?1 ORDER BY other.start_offset
    """
    with store.read_access() as connection:
        return [
            row["id"] for row in connection.execute(query, (claim, known_annotator(connection, annotator)))
        ]


def current_claim(store: Store, claim: str) -> str | None:
    """The id of the claim of the current text that a claim became, reviewed or not; None for an orphan."""
    with store.read_access() as connection:
        return placements.current_claim(connection, claim)


def article_of_claim(store: Store, claim: str) -> str | None:
    """The id of the article in which a claim stands."""
    with store.read_access() as connection:
        row = connection.execute("SELECT article_id FROM claims WHERE id = ?", (claim,)).fetchone()
    return row["article_id"] if row else None
