"""Reviewed claims as CSV (RFC 4180, but with one line feed behind each row), UTF-8, a header line first."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from annotations.exports.rows import COLUMNS, export_row
from annotations.reports import ReviewedClaim


def write_csv(claims: Iterable[ReviewedClaim], out: TextIO) -> None:
    """Write one line a review; tags stand in one cell, separated by ``;``, evidence and findings as JSON lists."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for claim in claims:
        row = export_row(claim)
        evidence, findings = _json(row["evidence"]), _json(row["findings"])
        cells = {**row, "tags": ";".join(row["tags"]), "evidence": evidence, "findings": findings}
        writer.writerow(cells.values())


def _json(listed: list[dict[str, str]]) -> str:
    return json.dumps(listed, ensure_ascii=False) if listed else ""
