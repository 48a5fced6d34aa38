"""The columns of an export with their types, for tables that have types; they come from the JSON Schema of the row.

A typed table has one column more than ``ExportRow``: ``number`` is the value as a floating-point number, for plots.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from annotations.exports.row_source import Values
from annotations.exports.rows import COLUMNS
from annotations.model import Kind

SCHEMA_FILE = Path(__file__).with_name("row.schema.json")
_KIND, _VALUE = COLUMNS.index("kind"), COLUMNS.index("value")


class ColumnType(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    TIME = "time"
    TEXTS = "texts"  # a list of texts
    OBJECTS = "objects"  # a list of objects whose fields are texts


class Column(NamedTuple):
    """A column: ``choices`` are its only values, if they are limited, ``fields`` those of the objects in its lists."""

    name: str
    type: ColumnType
    is_nullable: bool
    description: str
    choices: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


NUMBER = Column(
    "number", ColumnType.NUMBER, True, "The value as a number; null for a range, a list, a date or a time."
)


@cache
def row_schema() -> dict[str, Any]:
    """The JSON Schema of an export's row."""
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


@cache
def typed_columns() -> tuple[Column, ...]:
    """The columns of ``ExportRow`` and, as the last, ``NUMBER``."""
    return (*(_column(name, fields) for name, fields in row_schema()["properties"].items()), NUMBER)


def _column(name: str, schema: dict[str, Any]) -> Column:
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return Column(
        name,
        _type_of(name, types[0], schema),
        "null" in types,
        schema["description"],
        tuple(choice for choice in schema.get("enum", ()) if choice is not None),
        tuple(schema.get("items", {}).get("properties", ())),
    )


def _type_of(name: str, json_type: str, schema: dict[str, Any]) -> ColumnType:
    if json_type == "array":
        return ColumnType.OBJECTS if schema["items"]["type"] == "object" else ColumnType.TEXTS
    if json_type == "object":
        return (
            ColumnType.TEXT
        )  # as JSON: readers of tables have no type for fields that differ from row to row
    if json_type in {"integer", "boolean"}:
        return ColumnType(json_type)
    if name == "published":
        return ColumnType.DAY
    return ColumnType.TIME if schema.get("format") == "date-time" else ColumnType.TEXT


def number_of_row(values: Values) -> float | None:
    """The value of a row as the column ``NUMBER`` has it."""
    return number_of(values[_KIND], values[_VALUE])


def number_of(kind: str | None, value: str | None) -> float | None:
    """A value as a number; None for a date, a time, a range, a list, no value, or one too great for a number."""
    if value is None or kind in (Kind.DATE, Kind.TIME):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


@lru_cache(maxsize=4096)
def day_of(text: str | None) -> date | None:
    """The day in an ISO 8601 date or time; None where there is no whole day in it."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def list_of(text: str) -> Sequence[Any]:
    """The list in a value of ``RowSource.values``; nearly all are empty."""
    items: list[Any] = [] if text == "[]" else json.loads(text)
    return items
