"""Reviewed claims as JSON Lines, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from annotations.exports.rows import export_row
from annotations.reports import ReviewedClaim
from annotations.text import escaped


def write_jsonl(claims: Iterable[ReviewedClaim], out: TextIO) -> None:
    """Write one object a line, one line a review; every key is always there."""
    # Escaped where a terminal might act on it; whoever parses the line gets the characters themselves.
    out.writelines(escaped(json.dumps(export_row(claim), ensure_ascii=False)) + "\n" for claim in claims)
