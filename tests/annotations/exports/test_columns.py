"""The JSON Schema of the row, and the types of columns that follow from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from annotations.exports.columns import NUMBER, ColumnType, day_of, number_of, row_schema, typed_columns
from annotations.exports.consensus import Consensus
from annotations.exports.rows import COLUMNS
from annotations.model import Correction, Kind, Mention
from annotations.store.export import export_rows
from tests.annotations.exports.newsroom import ARTICLE, TEXT, newsroom

VALIDATOR = Draft202012Validator(row_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def rows_of_every_sort(folder: Path) -> list[dict[str, Any]]:
    with newsroom(folder / "soi.db") as store:
        start = TEXT.index("đồng")
        store.add_claim(ARTICLE.id, "an", Mention(start, start + 4, "đồng"), Correction("1", kind=Kind.COUNT))
        money = store.rows()[0]["claim"]
        store.set_note(money, "an", "\x00\x1b[31m")
        store.resize(money, "lan", 0, 40)
        rows = export_rows(store, verdicts=[None]) + export_rows(store)
        rows += export_rows(store, consensus=Consensus.MAJORITY)
    return [dict(row) for row in rows]


def test_every_row_is_held_to_the_schema(tmp_path: Path) -> None:
    Draft202012Validator.check_schema(row_schema())
    assert tuple(row_schema()["properties"]) == COLUMNS == tuple(row_schema()["required"])
    rows = rows_of_every_sort(tmp_path)
    assert {row["verdict"] for row in rows} >= {None, "verified", "refuted"}
    assert {row["consensus"] for row in rows} >= {None, "unanimous"}
    for row in rows:
        VALIDATOR.validate(row)


@pytest.mark.parametrize(
    ("name", "value"),
    [("verdict", "true"), ("start", "3"), ("tags", "y tế"), ("evidence", [{"url": ""}]), ("text_sha256", ""), ("own", 1)],
    ids=["verdict", "start", "tags", "evidence", "sha256", "unknown"],
)  # fmt: skip
def test_the_schema_refuses_another_row(tmp_path: Path, name: str, value: object) -> None:
    row = rows_of_every_sort(tmp_path)[0]
    assert not VALIDATOR.is_valid(row | {name: value})
    del row["claim"]
    assert not VALIDATOR.is_valid(row)


def test_columns_have_the_types_of_the_schema() -> None:
    columns = {column.name: column for column in typed_columns()}
    assert list(columns) == [*COLUMNS, NUMBER.name]
    types = {name: column.type for name, column in columns.items() if column.type is not ColumnType.TEXT}
    assert types == {
        "published": ColumnType.DAY, "start": ColumnType.INTEGER, "end": ColumnType.INTEGER,
        "extracted_start": ColumnType.INTEGER, "extracted_end": ColumnType.INTEGER, "tags": ColumnType.TEXTS,
        "evidence": ColumnType.OBJECTS, "findings": ColumnType.OBJECTS, "decided_at": ColumnType.TIME,
        "ambiguous": ColumnType.BOOLEAN, "number": ColumnType.NUMBER,
    }  # fmt: skip
    assert columns["evidence"].fields == ("url", "quote", "seen", "kind", "source", "page")
    assert columns["verdict"].choices == ("verified", "refuted", "unverifiable", "not_a_claim")
    assert columns["value"].is_nullable
    assert not columns["note"].is_nullable


@pytest.mark.parametrize(
    ("kind", "value", "number"),
    [
        ("count", "8200", 8200.0), ("percentage", "-0.5", -0.5), ("count", "15..20", None), ("count", "3;4", None),
        ("date", "2026", None), ("time", "8", None), (None, None, None), ("count", "1" * 400, None), ("count", "nan", None),
    ],
    ids=["whole", "negative", "range", "list", "date", "time", "none", "huge", "nan"],
)  # fmt: skip
def test_the_number_of_a_value(kind: str | None, value: str | None, number: float | None) -> None:
    assert number_of(kind, value) == number


def test_the_day_of_a_date_or_time() -> None:
    assert str(day_of("2026-11-29T08:00:00+07:00")) == str(day_of("2026-11-29")) == "2026-11-29"
    assert [day_of(text) for text in (None, "", "2026", "hôm qua")] == [None] * 4
