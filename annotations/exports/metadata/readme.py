"""The README of an exported data set, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotations.exports.columns import Column
from annotations.exports.metadata.dataset import DESCRIPTION, TITLE, Dataset


def readme(dataset: Dataset, columns: Iterable[Column], rows: Mapping[str, int]) -> str:
    """What the data set is, how many rows are in which part, where it comes from, and the fields of a row."""
    origin = [
        f"- written by {dataset.tool}",
        f"- query: `{dataset.query}`" if dataset.query else "",
        f"- newest decision: {dataset.time}" if dataset.time else "",
        f"- licence: {dataset.license}" if dataset.license else "",
        f"- published by {dataset.publisher} {dataset.publisher_url}".rstrip() if dataset.publisher else "",
        f"- reviewed by {', '.join(dataset.annotators)}" if dataset.annotators else "",
    ]
    counts = [f"| `{name}` | {count:,} |" for name, count in rows.items()]
    fields = [f"| `{column.name}` | {column.description} |" for column in columns]
    lines = [
        f"# {TITLE}", "", f"{DESCRIPTION} A row is one annotator's review of one claim.", "",
        *filter(None, origin), "",
        "| part | rows |", "| --- | ---: |", *counts, "",
        "| field | meaning |", "| --- | --- |", *fields,
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
