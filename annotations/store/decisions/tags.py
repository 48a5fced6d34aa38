"""The vocabulary of a store: which names are tags, their keys and colours. A tag is retired, never deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import UsageError
from annotations.store.identifiers import horizon, is_successive_id, successive_id
from annotations.store.last_id import last_decision_id
from annotations.store.names import MOST_CHARACTERS, nfc
from annotations.text import brief, is_blank, visible

if TYPE_CHECKING:
    from annotations.store.store import Store

# Exports join the tags of a claim with it in one cell.
SEPARATOR = ";"


class Tag(NamedTuple):
    """A tag: its name and, if set, the key that puts it on a claim and the colour it is shown in."""

    name: str
    key: str | None = None
    colour: str | None = None


def tag_name(name: str) -> str:
    """The name of a tag as it is stored: in NFC, with single blanks.

    Raises UsageError for a name that shows nothing, is too long, has a semicolon, which exports separate tags with, or
    has a control character.
    """
    stored_name = " ".join(word for word in nfc(name).split(" ") if word)
    if is_blank(stored_name):
        raise UsageError("A tag needs a name.")
    if len(stored_name) > MOST_CHARACTERS:
        raise UsageError(
            "{name} is no tag: it has more than {limit} characters; shorten it.",
            name=brief(stored_name),
            limit=MOST_CHARACTERS,
        )
    if SEPARATOR in stored_name:
        raise UsageError(
            "{name} is no tag: a semicolon separates tags in exports; leave it out.", name=visible(name)
        )
    if not stored_name.isprintable():
        raise UsageError("{name} is no tag: it has a control character; leave it out.", name=visible(name))
    return stored_name


def read_tags(store: Store) -> list[Tag]:
    """The tags in use, sorted by name; spellings of one name in several normal forms are one tag."""
    query = "SELECT name, key, colour FROM tags WHERE retired = 0 ORDER BY name"
    tags: dict[str, Tag] = {}
    with store.read_access() as connection:
        for name, key, colour in connection.execute(query):
            former = tags.get(nfc(name), Tag(nfc(name)))
            tags[former.name] = Tag(former.name, former.key or key, former.colour or colour)
    return [tags[name] for name in sorted(tags)]


def define_tag(store: Store, tag: Tag) -> None:
    """Create a tag, or change its key and colour; the key is taken from the tag that had it."""
    name = tag_name(tag.name)
    with store.write_transaction() as connection:
        if tag.key is not None:
            connection.execute(
                "UPDATE tags SET key = NULL, changed = ? WHERE key = ? AND name <> ?",
                (_next_id(store), tag.key, name),
            )
        _retire_spellings(store, _spellings(connection, name) - {name})
        store.database.table("tags").upsert(
            {"name": name, "key": tag.key, "colour": tag.colour, "retired": 0, "changed": _next_id(store)},
            pk="name",
        )


def retire_tag(store: Store, name: str) -> None:
    """Retire a tag; claims that have it keep it. Raises UsageError where there is no tag of that name."""
    with store.write_transaction() as connection:
        spellings = _spellings(connection, name)
        _retire_spellings(store, spellings)
    if not spellings:
        raise UsageError("There is no tag {name}.", name=visible(name))


def _spellings(connection: sqlite3.Connection, name: str) -> set[str]:
    """The stored names of a tag: an earlier version may have stored it in another normal form as well."""
    names = (row[0] for row in connection.execute("SELECT name FROM tags"))
    return {stored_name for stored_name in names if nfc(stored_name) == nfc(name)}


def _retire_spellings(store: Store, spellings: Iterable[str]) -> None:
    changed = _next_id(store)
    store.connection.executemany(
        "UPDATE tags SET retired = 1, key = NULL, changed = ? WHERE name = ?",
        [(changed, name) for name in spellings],
    )


def _next_id(store: Store) -> str:
    """An id that sorts behind every decision and every change of a tag."""
    query = "SELECT max(changed) FROM tags WHERE changed < ?"
    changed = store.connection.execute(query, (horizon(),)).fetchone()[0] or ""
    ids = (last_decision_id(store.connection) or "", changed if is_successive_id(changed) else "")
    return successive_id(max(ids) or None)
