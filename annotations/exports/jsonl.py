"""Reviewed claims as JSON Lines, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from annotations.exports.records import json_line
from annotations.exports.rows import are_export_columns, export_row
from annotations.reports import ReviewedClaim


def write_jsonl(claims: Iterable[ReviewedClaim], out: TextIO) -> None:
    """Write one object a line, one line a review; every object has every key."""
    out.writelines(json_line(export_row(claim)) + "\n" for claim in claims)


def is_jsonl_row(line: bytes) -> bool:
    """Whether a line is an object of this or an earlier version's export."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and are_export_columns(list(row))
