"""The description of a data set as a Data Package 2.0 (https://datapackage.org)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from annotations.exports.columns import Column, ColumnType, typed_columns
from annotations.exports.metadata.dataset import NAME, TITLE, DataFile, Dataset, license_address
from annotations.exports.rows import COLUMNS

# The columns of the table of articles.
ARTICLE_COLUMNS = (
    "article", "title", "outlet", "author", "published", "url", "metadata", "source", "text_sha256", "text",
)  # fmt: skip
_TYPES = {
    ColumnType.INTEGER: {"type": "integer"},
    ColumnType.BOOLEAN: {"type": "boolean"},
    ColumnType.DAY: {"type": "date", "format": "any"},
    ColumnType.TIME: {"type": "datetime", "format": "any"},
    ColumnType.OBJECTS: {"type": "array"},
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}


def data_package(dataset: Dataset) -> dict[str, Any]:
    """The descriptor of the CSV files, with their schemas, sizes and hashes.

    The other files hold the same rows; readers of Data Packages take their lists for cells and fail.
    """
    descriptor: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "contributors": [{"title": name, "roles": ["annotator"]} for name in dataset.annotators],
        "resources": [_resource(file) for file in dataset.files if file.media_type == "text/csv"],
    }
    if dataset.time:
        descriptor["created"] = dataset.time
    if dataset.license:
        descriptor["licenses"] = [{"name": dataset.license, "path": license_address(dataset.license)}]
    return {name: value for name, value in descriptor.items() if value}


def _resource(file: DataFile) -> dict[str, Any]:
    name = PurePosixPath(file.path).stem
    return {
        "name": name,
        "type": "table",
        "path": file.path,
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": _DIALECT,
        "schema": _SCHEMAS[name],
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "description": column.description}
    field |= _TYPES.get(column.type, {"type": "string"})
    constraints: dict[str, Any] = {"enum": list(column.choices)} if column.choices else {}
    if column.name in {"claim", "article", "annotator", "start", "end"}:
        constraints["required"] = True
    return field | ({"constraints": constraints} if constraints else {})


_SCHEMAS = {
    "articles": {
        "fields": [{"name": name, "type": "string"} for name in ARTICLE_COLUMNS],
        "primaryKey": ["article"],
        "missingValues": [""],
    },
    "reviews": {
        "fields": [_field(column) for column in typed_columns()[: len(COLUMNS)]],
        "primaryKey": ["claim", "annotator"],
        "foreignKeys": [
            {"fields": ["article"], "reference": {"resource": "articles", "fields": ["article"]}}
        ],
        "missingValues": [""],
    },
}
