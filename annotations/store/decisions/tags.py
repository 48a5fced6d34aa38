"""The tags of a store: a tag is retired, never deleted."""

from __future__ import annotations

from typing import NamedTuple

from annotations.errors import UsageError
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.identifiers import successive_id
from annotations.text import visible


class Tag(NamedTuple):
    """A tag: its name and, where it has them, the key that puts it on and the colour it is shown in."""

    name: str
    key: str | None = None
    colour: str | None = None


class TagVocabulary(OpenStore):
    """Which tags there are."""

    def tags(self) -> list[Tag]:
        """The tags in use, in order of name."""
        query = "SELECT name, key, colour FROM tags WHERE retired = 0 ORDER BY name"
        with plain_errors(self.path):
            return [Tag(*row) for row in self._connection.execute(query)]

    def define_tag(self, tag: Tag) -> None:
        """Add a tag, or give one that is there another key and colour; a key that another tag has goes to this one."""
        with self.writing() as connection:
            if tag.key is not None:
                connection.execute(
                    "UPDATE tags SET key = NULL, changed = ? WHERE key = ? AND name <> ?",
                    (self._next_id(), tag.key, tag.name),
                )
            self._db.table("tags").upsert(
                {
                    "name": tag.name,
                    "key": tag.key,
                    "colour": tag.colour,
                    "retired": 0,
                    "changed": self._next_id(),
                },
                pk="name",
            )

    def retire_tag(self, name: str) -> None:
        """Take a tag out of use; claims that have it keep it. Raises UsageError where there is none of that name."""
        with self.writing() as connection:
            gone = connection.execute(
                "UPDATE tags SET retired = 1, key = NULL, changed = ? WHERE name = ?", (self._next_id(), name)
            ).rowcount
        if not gone:
            raise UsageError("There is no tag {name}.", name=visible(name))

    def _next_id(self) -> str:
        """What sorts behind everything that was said and changed before."""
        query = "SELECT max(changed, ?) FROM (SELECT max(changed) AS changed FROM tags)"
        last = self._connection.execute(query, (self._last_id() or "",)).fetchone()[0]
        return successive_id(last or None)
