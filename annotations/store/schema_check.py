"""Whether the schema of a file is what the migrations make: a store may come from anywhere.

A trigger, a view or a column that another program has added would run or be read with everything that soi does.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from annotations.errors import Sentence, StoreError
from annotations.store.schema import SchemaObject, current_schema_text, schema_text
from annotations.text import brief, visible

_NAMES = {
    "table": Sentence("table"),
    "view": Sentence("view"),
    "index": Sentence("index"),
    "trigger": Sentence("trigger"),
}


class SchemaDifference(NamedTuple):
    """An object that differs from what the migrations make: it is missing, changed, or not soi's."""

    kind: str
    name: str
    problem: str

    @property
    def sentence(self) -> Sentence:
        """The difference in a sentence without a full stop."""
        kind = _NAMES.get(self.kind, _NAMES["table"])
        return Sentence(_PROBLEMS[self.problem].template, kind=kind, name=brief(self.name))


FOREIGN, CHANGED, MISSING = "foreign", "changed", "missing"
_PROBLEMS = {
    FOREIGN: Sentence("the {kind} {name} is not soi's"),
    CHANGED: Sentence("the {kind} {name} is not as soi makes it"),
    MISSING: Sentence("the {kind} {name} is not there"),
}


def schema_differences(
    objects: Collection[SchemaObject], migrations: Collection[str], *, is_current: bool
) -> list[SchemaDifference]:
    """The differences between the schema of a file and what these migrations make."""
    if is_current and schema_text(objects) == current_schema_text():
        return []
    # Loaded for an older or foreign schema only: it loads the migrations and sqlite-utils.
    from annotations.store.migrations.expected_schema import expected_schema  # noqa: PLC0415

    expected = {(row.kind, row.name): _plain(row.sql) for row in expected_schema(migrations)}
    actual = {(row.kind, row.name): _plain(row.sql) for row in objects}
    problems = {
        key: FOREIGN if key not in expected else MISSING if key not in actual else CHANGED
        for key in sorted(expected.keys() | actual.keys())
        if expected.get(key) != actual.get(key)
    }
    return [SchemaDifference(*key, problem) for key, problem in problems.items()]


def _plain(sql: str | None) -> str:
    """A statement without its layout, which depends on the version of SQLite where a column was added."""
    return "".join((sql or "").split())


def expect_schema(
    path: Path, objects: Collection[SchemaObject], migrations: Collection[str], *, is_current: bool
) -> None:
    """Raise StoreError, with the first difference, where the schema of a store is not what its migrations make."""
    differences = schema_differences(objects, migrations, is_current=is_current)
    if differences:
        raise StoreError(
            "Another program has changed {store}: {difference}. It was not opened; go back to a copy from before, "
            "or see  soi doctor  for everything that differs.",
            store=visible(str(path)),
            difference=differences[0].sentence,
        )
