"""Reviewed claims as JSON Lines, UTF-8: the format that loses nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.rows import are_export_columns


def write_jsonl(contents: ExportContents, out: TextIO) -> None:
    """Write one object a line, one line a review; every object has every key."""
    out.writelines(f"{line}\n" for line in contents.row_source.json_lines())


def _is_own(path: Path) -> bool:
    return is_own_row(first_line(path))


def is_own_row(line: bytes) -> bool:
    """Whether a line is an object of this or an earlier version's export."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and are_export_columns(list(row))


FORMAT = TextFormat(".jsonl", write_jsonl, _is_own)
