"""The vocabulary of a store: which names are tags, their keys and colours. A tag is retired, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from annotations.errors import UsageError
from annotations.store.decisions.last_id import last_decision_id
from annotations.store.identifiers import successive_id
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store

# Exports join the tags of a claim with it in one cell.
SEPARATOR = ";"


class Tag(NamedTuple):
    """A tag: its name and, if set, the key that puts it on a claim and the colour it is shown in."""

    name: str
    key: str | None = None
    colour: str | None = None


def nfc(name: str) -> str:
    """A name in Unicode's normal form C: names that look the same are the same, however they were typed."""
    return normalize("NFC", name)


def tag_name(name: str) -> str:
    """The name of a tag as it is stored: in NFC, with single blanks.

    Raises UsageError for a name that is empty, has a semicolon, which exports separate tags with, or has a control
    character.
    """
    stored_name = " ".join(nfc(name).split(" ")).strip()
    if not stored_name:
        raise UsageError("A tag needs a name.")
    if SEPARATOR in stored_name:
        raise UsageError(
            "{name} is no tag: a semicolon separates tags in exports; leave it out.", name=visible(name)
        )
    if not stored_name.isprintable():
        raise UsageError("{name} is no tag: it has a control character; leave it out.", name=visible(name))
    return stored_name


def read_tags(store: Store) -> list[Tag]:
    """The tags in use, sorted by name."""
    query = "SELECT name, key, colour FROM tags WHERE retired = 0 ORDER BY name"
    with store.reading() as connection:
        return [Tag(*row) for row in connection.execute(query)]


def define_tag(store: Store, tag: Tag) -> None:
    """Create a tag, or change its key and colour; the key is taken from the tag that had it."""
    name = tag_name(tag.name)
    with store.writing() as connection:
        if tag.key is not None:
            connection.execute(
                "UPDATE tags SET key = NULL, changed = ? WHERE key = ? AND name <> ?",
                (_next_id(store), tag.key, name),
            )
        store.database.table("tags").upsert(
            {"name": name, "key": tag.key, "colour": tag.colour, "retired": 0, "changed": _next_id(store)},
            pk="name",
        )


def retire_tag(store: Store, name: str) -> None:
    """Retire a tag; claims that have it keep it. Raises UsageError where there is no tag of that name."""
    with store.writing() as connection:
        changed_rows = connection.execute(
            "UPDATE tags SET retired = 1, key = NULL, changed = ? WHERE name IN (?, ?)",
            (_next_id(store), name, nfc(name)),
        ).rowcount
    if not changed_rows:
        raise UsageError("There is no tag {name}.", name=visible(name))


def _next_id(store: Store) -> str:
    """An id that sorts behind every decision and every change of a tag."""
    query = "SELECT max(changed, ?) FROM (SELECT max(changed) AS changed FROM tags)"
    last_id = store.connection.execute(query, (last_decision_id(store.connection) or "",)).fetchone()[0]
    return successive_id(last_id or None)
