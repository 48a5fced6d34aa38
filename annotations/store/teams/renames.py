"""Giving an annotator another name: appended, never changed. Decisions stay as they are signed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import UsageError
from annotations.store.clock import utc_now
from annotations.store.decisions.annotators import annotator_name
from annotations.store.identifiers import successive_id
from annotations.store.last_id import last_id
from annotations.store.names import known_annotator, name_of
from annotations.store.signatures import Rename, derive_signatures
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store

# UNION ALL of decisions on claims and on articles; only the first are counted as decisions.
_WORK = f"""
    SELECT {name_of("annotators.name")} AS name, coalesce(sum(is_on_claim), 0), count(DISTINCT article_id),
        min(substr(decided_at, 1, 10)), max(substr(decided_at, 1, 10))
    FROM annotators LEFT JOIN (
        SELECT d.annotator, c.article_id, d.decided_at, 1 AS is_on_claim FROM decisions AS d
        JOIN claims AS c ON c.id = d.claim_id
        UNION ALL SELECT annotator, article_id, decided_at, 0 FROM article_decisions
    ) AS work ON work.annotator = annotators.name
    GROUP BY 1 HAVING count(work.annotator) > 0 OR name NOT IN (SELECT signed FROM signatures) ORDER BY 1
"""
_NAMES = f"SELECT {name_of('annotators.name')} FROM annotators UNION SELECT annotator FROM assigned"
_LAST_RENAME = """
    SELECT id, old_name, new_name, undoes FROM renames
    WHERE undoes IS NULL AND id NOT IN (SELECT undoes FROM renames WHERE undoes IS NOT NULL) ORDER BY id DESC LIMIT 1
"""


class AnnotatorWork(NamedTuple):
    """What an annotator did: decisions on claims, articles with decisions, and the days of the first and the last one.

    The days are in UTC, and None without a decision. ``former_names`` are those under which decisions are signed too.
    """

    name: str
    decisions: int
    articles: int
    first_day: str | None
    last_day: str | None
    former_names: tuple[str, ...]


class RenameEntry(NamedTuple):
    """An entry of the log: who gave whom which name, and when; ``is_undo``: the name was taken back."""

    old_name: str
    new_name: str
    is_undo: bool
    annotator: str
    renamed_at: str


def list_annotators(store: Store) -> list[AnnotatorWork]:
    """Everybody who decided something in the store or has been renamed, by name."""
    with store.read_access() as connection:
        former_names: dict[str, list[str]] = {}
        for signed, name in connection.execute("SELECT signed, name FROM signatures ORDER BY signed"):
            former_names.setdefault(name, []).append(signed)
        return [
            AnnotatorWork(name, decisions, articles, first, last, tuple(former_names.get(name, ())))
            for name, decisions, articles, first, last in connection.execute(_WORK)
        ]


def rename_annotator(
    store: Store, annotator: str, old_name: str, new_name: str, *, is_same: bool = False
) -> RenameEntry:
    """Give an annotator another name, signed by ``annotator``; returns the entry of the log.

    Raises UsageError for somebody whom the store does not know, and for a name that somebody else has, unless
    ``is_same`` says that the two are the same person.
    """
    new_name = annotator_name(new_name)
    with store.write_transaction() as connection:
        names = {row[0] for row in connection.execute(_NAMES)}
        current_name = known_annotator(connection, old_name)
        if current_name not in names:
            raise _unknown(old_name, names)
        holder = known_annotator(connection, new_name)
        if current_name == new_name:
            raise UsageError("{name} is called that already.", name=visible(new_name))
        if holder in names and holder != current_name and not is_same:
            raise UsageError(
                "There is somebody called {name} already: choose another name or, if the two are the same person, add --same.",
                name=visible(holder),
            )
        return _append(connection, annotator, current_name, new_name, undoes=None)


def undo_rename(store: Store, annotator: str) -> RenameEntry:
    """Take the last rename back that is not taken back yet; raises UsageError where there is none."""
    with store.write_transaction() as connection:
        row = connection.execute(_LAST_RENAME).fetchone()
        if row is None:
            raise UsageError("Nobody was renamed: there is nothing to undo.")
        last = Rename(*row)
        return _append(connection, annotator, last.old_name, last.new_name, undoes=last.id)


def read_renames(store: Store) -> list[RenameEntry]:
    """Every rename, the oldest first."""
    query = "SELECT old_name, new_name, undoes IS NOT NULL, annotator, renamed_at FROM renames ORDER BY id"
    with store.read_access() as connection:
        return [
            RenameEntry(old_name, new_name, bool(is_undo), annotator, renamed_at)
            for old_name, new_name, is_undo, annotator, renamed_at in connection.execute(query)
        ]


def _append(
    connection: sqlite3.Connection, annotator: str, old_name: str, new_name: str, undoes: str | None
) -> RenameEntry:
    greatest_id = connection.execute("SELECT max(id) FROM renames").fetchone()[0]
    rename_id = successive_id(last_id(connection, greatest_id, ("renames",)))
    entry = RenameEntry(old_name, new_name, undoes is not None, annotator_name(annotator), utc_now())
    connection.execute(
        "INSERT INTO renames (id, old_name, new_name, undoes, annotator, renamed_at) VALUES (?, ?, ?, ?, ?, ?)",
        (rename_id, old_name, new_name, undoes, entry.annotator, entry.renamed_at),
    )
    derive_signatures(connection)
    return entry


def _unknown(name: str, names: Iterable[str]) -> UsageError:
    names = sorted(names)
    if nearest := get_close_matches(annotator_name(name), names, n=1):
        return UsageError(
            "There is nobody called {name} in the store: did you mean {nearest}?",
            name=visible(name),
            nearest=visible(nearest[0]),
        )
    return UsageError(
        "There is nobody called {name} in the store; there is {names}.",
        name=visible(name),
        names=visible(", ".join(names)) if names else "-",
    )
