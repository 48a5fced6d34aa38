"""Reviews as sequence labels of doccano, a JSON Lines file an annotator (https://doccano.github.io/doccano).

doccano counts in UTF-16 units, and its own exports name the annotator by the file alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotations.exports.annotators import file_name_of, reviews_by_annotator
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import FolderFormat
from annotations.exports.records import json_line
from annotations.exports.rows import export_row
from annotations.model import Article
from annotations.offsets import OffsetTable, OffsetUnit
from annotations.reports import ReviewedClaim


def write_doccano(contents: ExportContents, folder: Path) -> None:
    """Append a line to ANNOTATOR.jsonl for each article and annotator."""
    for article, claims in contents.articles():
        for annotator, reviewed in reviews_by_annotator(claims).items():
            path = folder / f"{file_name_of(annotator)}.jsonl"
            with path.open("a", encoding="utf-8", newline="") as out:
                out.write(json_line(_example(article, annotator, reviewed)) + "\n")


def _example(article: Article, annotator: str, claims: list[ReviewedClaim]) -> dict[str, Any]:
    """An example; doccano keeps the keys that it does not know as the example's metadata and exports them again."""
    offsets = OffsetTable(article.text, OffsetUnit.UTF16)
    rows = [export_row(article, claim) for claim in claims]
    labels = [
        [offsets.from_code_points(row["start"]), offsets.from_code_points(row["end"]), row["kind"] or "claim"]
        for row in rows
    ]
    return {
        "text": article.text,
        "label": labels,
        "article": article.id,
        "text_sha256": claims[0].claim.text_sha256,
        "annotator": annotator,
        "soi": rows,
    }


FORMAT = FolderFormat(write_doccano)
