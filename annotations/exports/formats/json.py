"""Reviewed claims as one JSON array, UTF-8, one review a line."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat
from annotations.exports.formats.jsonl import is_own_row


def write_json(contents: ExportContents, out: TextIO) -> None:
    """Write the objects of JSON Lines as the items of an array."""
    separator = "[\n"
    for line in contents.row_source.json_lines():
        out.write(separator + line)
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def _is_own(path: Path) -> bool:
    """Whether the first item of the array is a row of an export; an empty array is one of no rows."""
    with path.open("rb") as stream:
        start = stream.readline(3).rstrip()
        return start == b"[]" or (start == b"[" and is_own_row(stream.readline().rstrip(b",\r\n")))


FORMAT = TextFormat(".json", write_json, _is_own)
