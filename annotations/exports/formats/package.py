"""Reviewed claims as a data set to hand on (``soi[parquet]``): CSV, JSON Lines and Parquet with their descriptions.

The descriptions are those of Data Package, Croissant and RO-Crate; the JSON Schema of the row and a README go along.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from annotations.exports.cells import article_cells
from annotations.exports.columns import SCHEMA_FILE, typed_columns
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import FolderFormat
from annotations.exports.formats.csv import LineFeeds, write_csv
from annotations.exports.formats.jsonl import write_jsonl
from annotations.exports.formats.parquet import write_parquet
from annotations.exports.metadata.croissant import croissant
from annotations.exports.metadata.data_package import ARTICLE_COLUMNS, data_package
from annotations.exports.metadata.dataset import data_file, describe
from annotations.exports.metadata.readme import readme
from annotations.exports.metadata.ro_crate import FILE_NAME, ro_crate
from annotations.exports.rows import COLUMNS

_MEDIA_TYPES = {
    "data/articles.csv": "text/csv",
    "data/reviews.csv": "text/csv",
    "data/reviews.jsonl": "application/jsonl",
    "data/reviews.parquet": "application/x-parquet",
}


def write_package(contents: ExportContents, folder: Path) -> None:
    """Write the tables of articles and reviews into ``data``, and the descriptions beside it."""
    (folder / "data").mkdir()
    with (folder / "data/reviews.parquet").open("wb") as out:
        write_parquet(contents, out)
    with _text_file(folder / "data/reviews.csv") as text:
        write_csv(contents, text)
    with _text_file(folder / "data/reviews.jsonl") as text:
        write_jsonl(contents, text)
    with _text_file(folder / "data/articles.csv") as text:
        annotators, reviews, articles = _write_articles(contents, text)
    shutil.copyfile(SCHEMA_FILE, folder / "reviews.schema.json")
    files = [data_file(folder, path, media_type) for path, media_type in _MEDIA_TYPES.items()]
    dataset = describe(contents, files, annotators)
    _write_json(folder / "datapackage.json", data_package(dataset))
    _write_json(folder / "croissant.json", croissant(dataset))
    _write_json(folder / FILE_NAME, ro_crate(dataset))
    text_of_readme = readme(
        dataset, typed_columns()[: len(COLUMNS)], {"reviews": reviews, "articles": articles}
    )
    (folder / "README.md").write_text(text_of_readme, encoding="utf-8")


def _write_articles(contents: ExportContents, out: TextIO) -> tuple[list[str], int, int]:
    """Write the table of articles; returns the annotators, and how many reviews and articles there are."""
    annotators: set[str] = set()
    reviews = articles = 0
    writer = csv.writer(LineFeeds(out), lineterminator="\r\n")
    writer.writerow(ARTICLE_COLUMNS)
    for article, claims in contents.articles():
        annotators.update(claim.review.annotator for claim in claims)
        reviews, articles = reviews + len(claims), articles + 1
        writer.writerow(article_cells(article, claims[0].claim.text_sha256))
    return sorted(annotators), reviews, articles


def _text_file(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _write_json(path: Path, description: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


FORMAT = FolderFormat(write_package)
