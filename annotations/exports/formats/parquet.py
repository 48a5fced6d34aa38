"""Reviewed claims as Parquet: the columns of a row with their types, for notebooks and DuckDB (``soi[parquet]``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

from annotations.exports.columns import (
    Column,
    ColumnType,
    day_of,
    list_of,
    number_of_row,
    typed_columns,
)
from annotations.exports.contents import ExportContents, Provenance
from annotations.exports.export_format import BinaryFormat
from annotations.exports.row_source import Values
from annotations.extras import load_extra

EXTRA = "parquet"
_ROWS_A_GROUP = 20_000  # about 30 MB of Python values
_MAGIC = b"PAR1"
_MARK = b"soi.tool"
_LARGEST_FOOTER = 1 << 24  # bytes


def write_parquet(contents: ExportContents, out: BinaryIO) -> None:
    """Write the rows in groups; the file's metadata says where it comes from, a column's what the column is."""
    with RowWriter(out, contents.provenance) as writer:
        for values in contents.row_source.values():
            writer.write(values)


class RowWriter:
    """Writes rows of ``RowSource.values`` as a Parquet file, when the block of ``with`` ends without an error."""

    def __init__(self, out: BinaryIO, provenance: Provenance) -> None:
        self._schema = _arrow_schema(provenance)
        parquet = load_extra("pyarrow.parquet", EXTRA)
        self._writer = parquet.ParquetWriter(out, self._schema, compression="zstd")
        self._batch: list[Values] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error_type: type[BaseException] | None, *_: object) -> None:
        if error_type is None:
            self._write_batch()
        self._writer.close()

    def write(self, values: Values) -> None:
        """Write a row, together with those before it when they are enough for a group."""
        self._batch.append(values)
        if len(self._batch) == _ROWS_A_GROUP:
            self._write_batch()

    def _write_batch(self) -> None:
        self._writer.write_batch(_record_batch(self._batch, self._schema))
        self._batch = []


def _arrow_schema(provenance: Provenance) -> Any:
    """The Arrow schema of ``typed_columns``, with the provenance as metadata."""
    pyarrow = load_extra("pyarrow", EXTRA)
    metadata = {f"soi.{name}": value for name, value in provenance._asdict().items()}
    fields = [
        pyarrow.field(column.name, _arrow_type(pyarrow, column), metadata={"description": column.description})
        for column in typed_columns()
    ]
    return pyarrow.schema(fields, metadata)


def _record_batch(rows: Sequence[Values], schema: Any) -> Any:
    pyarrow = load_extra("pyarrow", EXTRA)
    arrays = [
        _array(pyarrow, column, values, field.type)
        for column, values, field in zip(typed_columns(), _columns_of(rows), schema, strict=True)
    ]
    return pyarrow.record_batch(arrays, schema=schema)


def _columns_of(batch: Sequence[Values]) -> list[Sequence[Any]]:
    if not batch:
        return [()] * len(typed_columns())
    return [*zip(*batch, strict=True), [number_of_row(values) for values in batch]]


def _arrow_type(pyarrow: Any, column: Column) -> Any:
    types = {
        ColumnType.TEXT: pyarrow.string(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.NUMBER: pyarrow.float64(),
        ColumnType.BOOLEAN: pyarrow.bool_(),
        ColumnType.DAY: pyarrow.date32(),
        ColumnType.TIME: pyarrow.timestamp("us", tz="UTC"),
        ColumnType.TEXTS: pyarrow.list_(pyarrow.string()),
        ColumnType.OBJECTS: pyarrow.list_(
            pyarrow.struct([(name, pyarrow.string()) for name in column.fields])
        ),
    }
    return types[column.type]


def _array(pyarrow: Any, column: Column, values: Sequence[Any], arrow_type: Any) -> Any:
    match column.type:
        case ColumnType.BOOLEAN:
            return pyarrow.array(values, pyarrow.int8()).cast(arrow_type)
        case ColumnType.DAY:
            return pyarrow.array(map(day_of, values), arrow_type, size=len(values))
        case ColumnType.TIME:
            return pyarrow.array(values, pyarrow.string()).cast(arrow_type)
        case ColumnType.TEXTS | ColumnType.OBJECTS:
            return pyarrow.array([list_of(value) for value in values], arrow_type)
        case _:
            return pyarrow.array(values, arrow_type)


def _is_own(path: Path) -> bool:
    """Whether the metadata at the end of a Parquet file name soi: its length stands before the last four bytes."""
    with path.open("rb") as stream:
        if stream.read(4) != _MAGIC:
            return False
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 8))
        length = int.from_bytes(stream.read(4), "little")
        if stream.read(4) != _MAGIC or not 0 < length < min(size - 8, _LARGEST_FOOTER):
            return False
        stream.seek(size - 8 - length)
        return _MARK in stream.read(length)


FORMAT = BinaryFormat(".parquet", write_parquet, _is_own)
