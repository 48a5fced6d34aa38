"""Sequence labels of doccano, which counts UTF-16 units; the file's name is that of the annotator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.annotation_files.labels import label_fields
from annotations.annotation_files.spans import AnnotatedSpan
from annotations.offsets import OffsetTable, OffsetUnit

_LABEL_KEYS = ("label", "labels", "entities")


def is_of_format(item: Mapping[str, Any]) -> bool:
    """Whether an object is an example with labels."""
    return "text" in item and any(isinstance(item.get(key), list) for key in _LABEL_KEYS)


def read_spans(place: str, example: Mapping[str, Any], file_stem: str) -> Iterator[AnnotatedSpan]:
    """The labels of an example, each with the row of an export of soi that has its span."""
    text, offsets = example["text"], OffsetTable(example["text"], OffsetUnit.UTF16)
    rows = {
        (offsets.from_code_points(row["start"]), offsets.from_code_points(row["end"])): row
        for row in example.get("soi", [])
    }
    annotator = example.get("annotator") or (None if file_stem == "all" else file_stem)
    for start, end, label in _labels(example):
        row = rows.get((start, end), {})
        yield AnnotatedSpan(
            place, example.get("article"), annotator, start, end, OffsetUnit.UTF16,
            quote=row.get("quote"), text=text, fields={**row, **label_fields(label)},
        )  # fmt: skip


def _labels(example: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    for label in next(example[key] for key in _LABEL_KEYS if isinstance(example.get(key), list)):
        if isinstance(label, dict):
            yield int(label["start_offset"]), int(label["end_offset"]), label["label"]
        else:
            start, end, name = label
            yield int(start), int(end), name
