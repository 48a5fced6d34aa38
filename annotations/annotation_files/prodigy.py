"""Tasks of Prodigy (https://prodi.gy): spans of a text; only accepted tasks are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.annotation_files.labels import label_fields
from annotations.annotation_files.spans import AnnotatedSpan


def is_of_format(item: Mapping[str, Any]) -> bool:
    """Whether an object is a task with spans."""
    return {"text", "spans"} <= item.keys()


def read_spans(place: str, task: Mapping[str, Any], _file_stem: str) -> Iterator[AnnotatedSpan]:
    """The spans of a task, with the row that an export of soi has put into each."""
    if task.get("answer", "accept") != "accept":
        return
    text = task["text"]
    annotator = _annotator(task)
    for span in task["spans"]:
        start, end = int(span["start"]), int(span["end"])
        fields = {**span.get("soi", {}), **label_fields(span.get("label"))}
        article = task.get("meta", {}).get("article")
        yield AnnotatedSpan(
            place, article, annotator, start, end, quote=text[start:end], text=text, fields=fields
        )


def _annotator(task: Mapping[str, Any]) -> str | None:
    """The annotator's id, or what a session's name has behind that of the data set."""
    name = task.get("_annotator_id") or task.get("_session_id")
    return str(name).partition("-")[2] or str(name) if name else None
