"""Rows of the program's own JSONL export (``soi export jsonl``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.annotation_files.spans import AnnotatedSpan


def is_of_format(item: Mapping[str, Any]) -> bool:
    """Whether an object is a row."""
    return {"claim", "article", "start", "end", "quote", "annotator"} <= item.keys()


def read_spans(place: str, row: Mapping[str, Any], _file_stem: str) -> Iterator[AnnotatedSpan]:
    """The span of a row; every field of it is kept."""
    yield AnnotatedSpan(
        place,
        row["article"],
        row["annotator"],
        int(row["start"]),
        int(row["end"]),
        quote=row["quote"],
        fields=row,
    )
