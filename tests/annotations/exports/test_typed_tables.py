"""Parquet and xlsx, read back by DuckDB, pyarrow and openpyxl."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from annotations.claims import extract_claims
from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.exports.contents import ExportOptions
from annotations.exports.formats import xlsx
from annotations.exports.rows import COLUMNS
from annotations.extras import load_extra
from annotations.model import Article, Correction, Kind, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.export import export, export_rows
from annotations.store.queries.claims import read_mentions
from tests.annotations.exports.newsroom import newsroom

# These have no types.
openpyxl = load_extra("openpyxl", "xlsx")
pq = load_extra("pyarrow.parquet", "parquet")

TYPED_TEXT = "Giá 35 triệu, có 8.200 hộ, ngày 29/11/2026, lúc 8h30, từ 15 đến 20 xã."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


@pytest.fixture
def typed_store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "typed.db", create=True) as store:
        import_article(store, Article("a.txt", "a.txt", TYPED_TEXT, "=1+1"), extract_claims(TYPED_TEXT), "1")
        for claim in read_mentions(store, "a.txt"):
            store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
        yield store


def test_parquet_gives_the_rows_with_their_types(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "reviews.parquet"
    export(store, "parquet", path)
    rows = export_rows(store)
    table = pq.read_table(path)
    assert table.schema.names == [*COLUMNS, "number"]
    assert table.schema.metadata[b"soi.tool"].startswith(b"soi ")
    for read, row in zip(table.to_pylist(), rows, strict=True):
        assert read.pop("number") == float(row["value"] or "nan")
        assert read.pop("published") == date(2026, 11, 29)
        assert read.pop("decided_at") == datetime.fromisoformat(row["decided_at"])
        read["metadata"] = json.loads(read["metadata"])
        for piece in read["evidence"]:
            assert {piece.pop(name) for name in ("kind", "source", "page")} == {None}
        assert read == {name: value for name, value in row.items() if name in read}
    query = f"SELECT sum(number), count(evidence[1].url), max(published), sum(len(tags)) FROM '{path}'"
    assert duckdb.execute(query).fetchone() == (pytest.approx(201e9 + 2 * 62.8), 1, date(2026, 11, 29), 3)


def test_parquet_of_no_reviews_has_the_columns(store: Store, tmp_path: Path) -> None:
    export(store, "parquet", tmp_path / "none.parquet", query="article:nowhere")
    table = pq.read_table(tmp_path / "none.parquet")
    assert (table.num_rows, table.schema.names) == (0, [*COLUMNS, "number"])


def cells_of(path: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path)["reviews"]
    header, *rows = sheet.iter_rows()
    names = [cell.value for cell in header]
    assert names == list(COLUMNS)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_xlsx_keeps_quotes_as_text_and_values_as_numbers(typed_store: Store, tmp_path: Path) -> None:
    export(typed_store, "xlsx", tmp_path / "out.xlsx")
    cells = {row["quote"].value: row for row in cells_of(tmp_path / "out.xlsx")}
    assert all(row["quote"].data_type == "s" for row in cells.values())
    values = {quote: row["value"].value for quote, row in cells.items()}
    assert values["35 triệu"] == 35_000_000
    assert values["8.200"] == 8200
    assert datetime(2026, 11, 29) in values.values()  # noqa: DTZ001 (cells have no time zone)
    assert "15..20" in values.values()
    row = cells["8.200"]
    assert (row["decided_at"].is_date, row["ambiguous"].value, row["start"].data_type) == (True, False, "n")
    decided_at = row["decided_at"].value.replace(tzinfo=UTC)
    assert (
        decided_at == datetime.fromisoformat(typed_store.rows()[0]["decided_at"]) or decided_at.year == 2026
    )


@pytest.mark.parametrize("escapes", [None, True, False], ids=["default", "escape", "keep"])
def test_no_cell_of_xlsx_is_a_formula(typed_store: Store, tmp_path: Path, escapes: bool | None) -> None:
    claim = typed_store.rows()[0]["claim"]
    typed_store.set_note(claim, "lan", '=HYPERLINK("http://x")')
    export(typed_store, "xlsx", tmp_path / "out.xlsx", options=ExportOptions(escapes_formulas=escapes))
    row = cells_of(tmp_path / "out.xlsx")[0]
    for name in ("note", "title"):
        assert row[name].data_type == "s"
        assert row[name].quotePrefix is (escapes is not False)
    assert row["note"].value == '=HYPERLINK("http://x")'
    assert row["title"].value == "=1+1"


def test_xlsx_has_text_that_no_number_holds(typed_store: Store, tmp_path: Path) -> None:
    first, second = (row["claim"] for row in typed_store.rows()[:2])
    typed_store.correct(first, "lan", Correction("12345678901234567.89", kind=Kind.COUNT))
    typed_store.correct(second, "lan", Correction("1789-07-14", kind=Kind.DATE))
    typed_store.set_note(first, "lan", "x" * 40_000 + "\x0b")
    export(typed_store, "xlsx", tmp_path / "out.xlsx")
    rows = cells_of(tmp_path / "out.xlsx")
    assert [row["value"].value for row in rows[:2]] == ["12345678901234567.89", "1789-07-14"]
    assert len(rows[0]["note"].value) == 32_767
    assert rows[0]["note"].value.endswith("…")


def test_more_rows_than_a_sheet_holds_are_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 4)
    with pytest.raises(UsageError, match="holds 4 rows"):
        export(store, "xlsx", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("format_name", ["parquet", "xlsx"])
def test_an_export_takes_the_place_of_an_earlier_one(store: Store, tmp_path: Path, format_name: str) -> None:
    path = tmp_path / f"out.{format_name}"
    export(store, format_name, path)
    assert FORMATS.is_export(path)
    export(store, format_name, path, query="kind:money")
    for content in (b"PAR1", b"PAR1" + b"\xff" * 20 + b"PAR1", b"PK\x03\x04"):
        path.write_bytes(content)
        assert not FORMATS.is_export(path)
        with pytest.raises(UsageError, match="--force"):
            export(store, format_name, path)


def test_a_workbook_that_was_saved_since_is_left_alone(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export(store, "xlsx", path)
    workbook = openpyxl.load_workbook(path)
    workbook["reviews"]["A2"] = "mine"
    workbook.save(path)
    with pytest.raises(UsageError, match="no export of soi"):
        export(store, "xlsx", path)


@pytest.mark.parametrize(
    ("format_name", "module"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")], ids=["parquet", "xlsx"]
)
def test_a_missing_library_names_its_extra(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_name: str, module: str
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == module] + [module]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=rf"{module}.*soi\[{format_name}\]"):
        export(store, format_name, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_binary_format_goes_to_a_binary_stream(store: Store) -> None:
    out = io.BytesIO()
    export(store, "parquet", out)
    assert pq.read_table(io.BytesIO(out.getvalue())).num_rows == 4
