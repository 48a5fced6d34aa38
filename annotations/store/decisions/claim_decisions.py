"""Decisions on claims: appended in steps, never changed.

A step is everything that one key decides. A claim of an earlier text stands for the claim of the current text that it
became.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotations.errors import StoreError, UsageError
from annotations.model import Claim, Correction, Mention, Review, Standing
from annotations.store.articles.placements import place_again
from annotations.store.chain import chained, move_heads
from annotations.store.claim_rows import insert_claims, text_of
from annotations.store.clock import utc_now
from annotations.store.decisions.annotators import deciding_annotator
from annotations.store.expressions import read_otherwise, reading
from annotations.store.identifiers import successive_ids
from annotations.store.last_id import last_decision_id
from annotations.store.row_mapping import (
    STATE_COLUMNS,
    claim_of_mention,
    claim_of_row,
    review_of_row,
    state_of_review,
)
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store

Change = Callable[[Review], Review]

_INSERT = (
    f"INSERT INTO decisions (id, step, undoes, claim_id, annotator, reading, {', '.join(STATE_COLUMNS)}, "
    "previous, hash) VALUES (:id, :step, :undoes, :claim_id, :annotator, :reading, "
    f":{', :'.join(STATE_COLUMNS)}, :previous, :hash)"
)

# An adjudication stays with what follows it, such as a note: as long as the verdict, the reading and the span are the same.
_SETTLED_COLUMNS = (
    "verdict", "corrected_value", "corrected_unit", "corrected_kind", "actual_value", "actual_unit", "start_shift",
    "end_shift", "standing",
)  # fmt: skip
_KEEP_ADJUDICATION = (
    "INSERT INTO adjudications (decision_id, seen, reason) SELECT new.id, a.seen, a.reason FROM adjudications AS a "
    "JOIN decisions AS former ON former.id = a.decision_id JOIN decisions AS new ON new.id = ?1 "
    f"WHERE a.decision_id = ?2 AND {' AND '.join(f'new.{column} IS former.{column}' for column in _SETTLED_COLUMNS)}"
)

# What the extractor reads in a claim, as a decision keeps it, and whether it is a claim of the current text.
_READING = f"SELECT {reading('claims')}, current FROM claims WHERE id = ?"


def decide(store: Store, claims: Sequence[str], annotator: str, change: Change) -> list[Review]:
    """Change an annotator's reviews of claims, as one step; returns the resulting review of each claim."""
    with store.write_transaction():
        return _decide_in_transaction(store, claims, annotator, change)


def restore(store: Store, claim: str, annotator: str) -> Review:
    """Take a retired claim back in: see ``Store.restore``."""
    query = "SELECT role = 'claim' AND origin <> 'annotator' FROM claims WHERE id = ?"
    with store.read_access() as connection:
        is_extracted = connection.execute(query, (claim_in_current_text(store, claim),)).fetchone()[0]
    standing = None if is_extracted else Standing.ADDED
    return decide(store, [claim], annotator, lambda review: review._replace(standing=standing))[0]


def resize(
    store: Store, claim: str, annotator: str, start: int, end: int, correction: Correction | None
) -> Review:
    """Move the ends of a claim's span: see ``Store.resize``."""
    with store.read_access() as connection:
        # The claim as the annotator saw it: where its article was edited since, its ends move as far in the new text.
        query = "SELECT * FROM claims WHERE id = ?"
        seen_claim = claim_of_row(connection.execute(query, (claim,)).fetchone())
        length = len(text_of(connection, seen_claim.text_sha256))
    if not 0 <= start < end <= length:
        raise UsageError("A claim has at least one character, all of them of its article.")
    start_shift, end_shift = start - seen_claim.mention.start, end - seen_claim.mention.end
    return decide(
        store,
        [claim],
        annotator,
        lambda review: review._replace(start_shift=start_shift, end_shift=end_shift, correction=correction),
    )[0]


def add_claim(
    store: Store, article: str, annotator: str, mention: Mention, correction: Correction | None
) -> Review:
    """Add a claim that the extractor did not find: see ``Store.add_claim``."""
    with store.write_transaction() as connection:
        claim = _insert_claim(store, article, mention)
        query = "SELECT * FROM claims WHERE id = ?"
        stored_mention = claim_of_row(connection.execute(query, (claim.id,)).fetchone()).mention
        corrected_mention = correction.apply_to(mention) if correction else mention
        difference = Correction.from_mentions(stored_mention, corrected_mention)
        return _decide_in_transaction(
            store,
            [claim.id],
            annotator,
            lambda review: review._replace(standing=Standing.ADDED, correction=difference),
        )[0]


def place(
    store: Store, orphan: str, annotator: str, target: str, standing: Standing | None = None
) -> list[Review]:
    """Decide, within the caller's transaction, that an orphan is the claim ``target``; itself, where it is none.

    A target that the annotator has not reviewed gets the review of the orphan, with ``standing`` if given.
    """
    annotator = deciding_annotator(store.connection, annotator)
    orphan_review, target_review = (
        read_review(store, orphan, annotator),
        read_review(store, target, annotator),
    )
    reviews = [orphan_review._replace(placed_on=target)]
    if target != orphan and target_review.blank:
        carried = orphan_review._replace(claim=target, placed_on=None, start_shift=0, end_shift=0)
        reviews.append(carried._replace(standing=standing or orphan_review.standing))
    return append_step(store, reviews)


def place_at(store: Store, orphan: str, annotator: str, article: str, mention: Mention) -> list[Review]:
    """Decide that an orphan is a mention which is not a claim yet: see ``Store.place_at``."""
    with store.write_transaction():
        claim = _insert_claim(store, article, mention)
        return place(store, orphan, annotator, claim.id, Standing.ADDED)


def claim_in_current_text(store: Store, claim: str) -> str:
    """The id of the claim of the current text that a claim became, or its own."""
    with store.read_access() as connection:
        return _claim_in_current_text(connection, claim)


def _claim_in_current_text(connection: sqlite3.Connection, claim: str) -> str:
    query = "SELECT coalesce((SELECT placed_on FROM placements WHERE claim_id = ?1), ?1)"
    return str(connection.execute(query, (claim,)).fetchone()[0])


def append_step(store: Store, reviews: Sequence[Review], undoes: str | None = None) -> list[Review]:
    """Append one step, a decision for each review, within the caller's transaction.

    ``undoes`` is the step that this one takes back.
    """
    if not reviews:
        return []
    connection, decided_at = store.connection, utc_now()
    ids = list(successive_ids(len(reviews), last_decision_id(connection)))
    appended = [
        review._replace(decision=decision_id, decided_at=decided_at)
        for review, decision_id in zip(reviews, ids, strict=True)
    ]
    readings = [connection.execute(_READING, (review.claim,)).fetchone() for review in appended]
    rows = [
        {
            "id": review.decision,
            "step": ids[0],
            "undoes": undoes,
            "claim_id": review.claim,
            "annotator": review.annotator,
            "reading": claim_reading[0] if claim_reading else None,
            **state_of_review(review),
        }
        for review, claim_reading in zip(appended, readings, strict=True)
    ]
    rows = chained(connection, "decisions", rows)
    _register_names(connection, appended, is_first=rows[0]["previous"] is None)
    connection.executemany(_INSERT, rows)
    connection.executemany(
        _KEEP_ADJUDICATION, [(new, review.decision) for new, review in zip(ids, reviews, strict=True)]
    )
    move_heads(connection, rows)
    store.session.add("decisions", rows)
    former_claims = [
        review.claim
        for review, claim_reading in zip(appended, readings, strict=True)
        if claim_reading and not claim_reading[1]
    ]
    for article in articles_to_place_again(connection, former_claims):
        place_again(connection, article)
    return appended


def _insert_claim(store: Store, article: str, mention: Mention) -> Claim:
    """Insert a claim of the current text within the caller's transaction, so that nobody edits the article meanwhile."""
    query = "SELECT text_sha256 FROM articles WHERE id = ?"
    sha256 = store.connection.execute(query, (article,)).fetchone()[0]
    text = text_of(store.connection, sha256)
    if text[mention.start : mention.end] != mention.text:
        raise StoreError(
            "{article} has been imported with another text meanwhile, in which these words stand elsewhere; "
            "nothing was stored. Select them again.",
            article=visible(article),
        )
    claim = claim_of_mention(article, sha256, text, mention, "annotator")
    insert_claims(store.connection, [claim], None)
    query = "SELECT EXISTS (SELECT 1 FROM placements WHERE article_id = ?)"
    if store.connection.execute(query, (article,)).fetchone()[0]:  # it may be what a claim of before became
        place_again(store.connection, article)
    return claim


def _decide_in_transaction(
    store: Store, claims: Sequence[str], annotator: str, change: Change
) -> list[Review]:
    annotator = deciding_annotator(store.connection, annotator)
    current_claims = [_claim_in_current_text(store.connection, claim) for claim in claims]
    old_reviews = [read_review(store, claim, annotator) for claim in current_claims]
    new_reviews = [change(review) for review in old_reviews]
    changed = [
        new
        for old, new in zip(old_reviews, new_reviews, strict=True)
        if new != old or _was_read_otherwise(store, old)
    ]
    stored = {review.claim: review for review in append_step(store, changed)}
    return [stored.get(review.claim, review) for review in new_reviews]


def _was_read_otherwise(store: Store, review: Review) -> bool:
    """Whether the claim was read otherwise when the annotator decided: deciding the same again confirms the review."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM decisions d, claims c "
        f"WHERE d.id = ? AND c.id = ? AND {read_otherwise('c', 'd')})"
    )
    return bool(store.connection.execute(query, (review.decision, review.claim)).fetchone()[0])


def _register_names(connection: sqlite3.Connection, reviews: Sequence[Review], *, is_first: bool) -> None:
    """Enter tags into their table, and the annotator with the first decision; a retired tag is in use again."""
    if is_first:
        connection.execute(
            "INSERT INTO annotators (name) VALUES (?) ON CONFLICT DO NOTHING", (reviews[0].annotator,)
        )
    tags = {(tag, reviews[-1].decision) for review in reviews for tag in review.tags}
    connection.executemany(
        "INSERT INTO tags (name, changed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET retired = 0, "
        "changed = excluded.changed WHERE retired",
        tags,
    )


def articles_to_place_again(connection: sqlite3.Connection, claims: Sequence[str]) -> list[str]:
    """The articles of those claims of an earlier text whose place in the current one a new decision may change.

    A claim without a placement was never reviewed before. Where ends of the span were moved, the words at the
    placement may differ now.
    """
    query = (
        "SELECT article_id FROM claims WHERE id = ?1 AND current = 0 AND ("
        "NOT EXISTS (SELECT 1 FROM placements WHERE claim_id = ?1) OR EXISTS ("
        "SELECT 1 FROM decisions WHERE claim_id = ?1 AND (start_shift <> 0 OR end_shift <> 0)))"
    )
    rows = (connection.execute(query, (claim,)).fetchone() for claim in claims)
    return sorted({row[0] for row in rows if row})


def read_review(store: Store, claim: str, annotator: str) -> Review:
    """An annotator's review of a claim; a blank one where they have decided nothing yet."""
    query = (
        "SELECT reviews.annotator, reviews.decision_id, reviews.start_shift, reviews.end_shift, decisions.* FROM reviews "
        "JOIN decisions ON decisions.id = reviews.decision_id "
        "WHERE reviews.claim_id = ? AND reviews.annotator = ?"
    )
    row = store.connection.execute(query, (claim, annotator)).fetchone()
    if row is None:
        return Review(claim, annotator)
    # A decision on a claim of an earlier text counts for this claim, but the placement is of the earlier one.
    placed_on = row["placed_on"] if row["claim_id"] == claim else None
    return review_of_row(row, claim)._replace(placed_on=placed_on)
