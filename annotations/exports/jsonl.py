"""Reviewed claims as JSON Lines, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from annotations.exports.rows import export_row
from annotations.model import ReviewedClaim


def write_jsonl(claims: Iterable[ReviewedClaim], out: TextIO) -> None:
    """Write one object a line, one line a review; every key is always there."""
    out.writelines(json.dumps(export_row(claim), ensure_ascii=False) + "\n" for claim in claims)
