"""The description of a data set in Croissant 1.1, for machine learning (https://docs.mlcommons.org/croissant/)."""

from __future__ import annotations

from typing import Any

from annotations.exports.columns import Column, ColumnType, typed_columns
from annotations.exports.metadata.dataset import DESCRIPTION, LANGUAGE, NAME, Dataset, license_address

_RECORDS = "reviews"
_SOURCE = "data/reviews.parquet"  # readers of CSV take values for floating-point numbers
_TYPES = {
    ColumnType.INTEGER: "sc:Integer",
    ColumnType.NUMBER: "sc:Float",
    ColumnType.BOOLEAN: "sc:Boolean",
    ColumnType.DAY: "sc:Date",
    ColumnType.TIME: "sc:DateTime",
}
_CROISSANT_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    **{term: f"cr:{term}" for term in _CROISSANT_TERMS},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}


def croissant(dataset: Dataset) -> dict[str, Any]:
    """The description: every file, and the records of the table of reviews without its lists of objects."""
    description = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": NAME,
        "description": DESCRIPTION,
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "url": dataset.url,
        "license": license_address(dataset.license) if dataset.license else "",
        "version": "1.0.0",
        "datePublished": dataset.day,
        "creator": [{"@type": _creator_type(dataset), "name": name} for name in dataset.creators],
        "inLanguage": LANGUAGE,
        "distribution": [
            {
                "@type": "cr:FileObject", "@id": file.path, "name": file.path.rpartition("/")[2],
                "contentUrl": file.path, "contentSize": f"{file.size} B", "encodingFormat": file.media_type,
                "sha256": file.sha256,
            }
            for file in dataset.files
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet", "@id": _RECORDS, "name": _RECORDS,
                "key": [{"@id": f"{_RECORDS}/claim"}, {"@id": f"{_RECORDS}/annotator"}],
                "field": [_field(column) for column in typed_columns() if column.type is not ColumnType.OBJECTS],
            }
        ],
    }  # fmt: skip
    return {name: value for name, value in description.items() if value}


def _creator_type(dataset: Dataset) -> str:
    return "sc:Organization" if dataset.publisher else "sc:Person"


def _field(column: Column) -> dict[str, Any]:
    field = {
        "@type": "cr:Field",
        "@id": f"{_RECORDS}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES.get(column.type, "sc:Text"),
        "source": {"fileObject": {"@id": _SOURCE}, "extract": {"column": column.name}},
    }
    return field | ({"repeated": True} if column.type is ColumnType.TEXTS else {})
