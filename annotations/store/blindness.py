"""What an annotator of a blind store does not see: what others decided on a claim, before they have decided themselves.

It keeps opinions independent, so that agreement can be measured; it is no lock, for the file can be read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from annotations.errors import UsageError
from annotations.model import Review
from annotations.store.names import known_annotator
from annotations.text import visible

BLIND, ADJUDICATOR = "blind", "adjudicator"  # names of settings
ON, OFF = "on", "off"

LATEST_SETTINGS = "SELECT name, subject, value, annotator, set_at, max(id) FROM settings GROUP BY name, subject ORDER BY name, subject"


def is_blind(connection: sqlite3.Connection) -> bool:
    """Whether the decisions of others are hidden from an annotator until they have decided themselves."""
    query = "SELECT value FROM settings WHERE name = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(query, (BLIND,)).fetchone()
    return row is not None and row[0] == ON


def adjudicators(connection: sqlite3.Connection) -> list[str]:
    """The annotators who are named as adjudicators, by name."""
    rows = connection.execute(LATEST_SETTINGS).fetchall()
    names = [row["subject"] for row in rows if row["name"] == ADJUDICATOR and row["value"] == ON]
    return sorted({known_annotator(connection, name) for name in names})


def leads(connection: sqlite3.Connection, annotator: str) -> bool:
    """Whether an annotator adjudicates or, where nobody does, has made the store blind."""
    name = known_annotator(connection, annotator)
    if named := adjudicators(connection):
        return name in named
    query = "SELECT annotator FROM settings WHERE name = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(query, (BLIND,)).fetchone()
    return row is not None and known_annotator(connection, row[0]) == name


def hides_others(connection: sqlite3.Connection, annotator: str) -> bool:
    """Whether an annotator is not to see what others decided on claims without a verdict of their own."""
    return is_blind(connection) and not leads(connection, annotator)


def visible_reviews(
    connection: sqlite3.Connection, annotator: str, reviews: Sequence[Review]
) -> list[Review]:
    """The reviews of one claim that an annotator may see: all once they have a verdict, or else their own."""
    own_reviews = [review for review in reviews if review.annotator == annotator]
    if any(review.verdict for review in own_reviews) or not hides_others(connection, annotator):
        return list(reviews)
    return own_reviews


def expect_leading(connection: sqlite3.Connection, annotator: str) -> None:
    """Raise UsageError for an annotator of a blind store who does not lead."""
    if hides_others(connection, annotator):
        raise UsageError(
            "This store is blind: what others decided shows to whoever leads (soi settings); what you decided is found "
            "with  by:{name}.",
            name=visible(annotator),
        )
