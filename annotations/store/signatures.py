"""Which name a signature under decisions stands for: derived from the renames of a store, in the order of their ids.

Decisions keep the name with which they were signed. Reviews, and everything made of them, have the name that it stands
for now.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from annotations.store.articles.placements import REVIEW_COLUMNS, REVIEWS_OF_SIGNATURES
from annotations.store.findings.stored_findings import forget_findings

_RENAMES = "SELECT id, old_name, new_name, undoes FROM renames ORDER BY id"


class Rename(NamedTuple):
    """An annotator's new name; one that ``undoes`` another takes that one back."""

    id: str
    old_name: str
    new_name: str
    undoes: str | None


def resolve_renames(renames: Iterable[Rename]) -> dict[str, str]:
    """The name that each signature stands for, where it is another one.

    A rename concerns everybody who has the old name at that time. Renaming to a name that somebody had before stands for
    what they are called now, except renaming back.
    """
    renames = sorted(renames)
    undone_ids = {rename.undoes for rename in renames}
    names: dict[str, str] = {}
    for rename in renames:
        if rename.undoes is not None or rename.id in undone_ids:
            continue
        current_name = names.get(rename.old_name, rename.old_name)
        former_holder = names.get(rename.new_name, rename.new_name)
        new_name = rename.new_name if former_holder == current_name else former_holder
        signatures = {
            current_name,
            rename.old_name,
            *(s for s, name in names.items() if name == current_name),
        }
        names |= dict.fromkeys(signatures, new_name)
    return {signed: name for signed, name in names.items() if signed != name}


def derived_signatures(connection: sqlite3.Connection) -> dict[str, str]:
    """The signatures that follow from the renames of a store."""
    return resolve_renames(Rename(*row) for row in connection.execute(_RENAMES))


def stored_signatures(connection: sqlite3.Connection) -> dict[str, str]:
    """The signatures as they are stored."""
    return dict(map(tuple, connection.execute("SELECT signed, name FROM signatures")))


def store_signatures(connection: sqlite3.Connection) -> set[str]:
    """Store the signatures that follow from the renames, within the caller's transaction; returns the names concerned."""
    former, current = stored_signatures(connection), derived_signatures(connection)
    changed = {
        signed for signed in former.keys() | current.keys() if former.get(signed) != current.get(signed)
    }
    connection.execute("DELETE FROM signatures")
    connection.executemany("INSERT INTO signatures (signed, name) VALUES (?, ?)", current.items())
    connection.executemany(
        "INSERT OR IGNORE INTO annotators (name) VALUES (?)", [(name,) for name in current.values()]
    )
    return changed | {names[signed] for names in (former, current) for signed in changed & names.keys()}


def derive_signatures(connection: sqlite3.Connection) -> None:
    """Store the signatures, and derive the reviews of those anew whose name has changed; their findings are deleted."""
    names = store_signatures(connection)
    if not names:
        return
    connection.execute(
        "DELETE FROM reviews WHERE annotator IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(names)),),
    )
    signatures = names | {signed for signed, name in stored_signatures(connection).items() if name in names}
    connection.execute(
        f"INSERT INTO reviews ({REVIEW_COLUMNS}) SELECT {REVIEW_COLUMNS} FROM ({REVIEWS_OF_SIGNATURES})",
        (json.dumps(sorted(signatures)),),
    )
    for name in names:
        forget_findings(connection, annotator=name)
    _move_places(connection)


def _move_places(connection: sqlite3.Connection) -> None:
    """Where an annotator left off goes with the name."""
    connection.execute(
        "UPDATE OR REPLACE places SET annotator = (SELECT name FROM signatures WHERE signed = places.annotator) "
        "WHERE annotator IN (SELECT signed FROM signatures)"
    )
