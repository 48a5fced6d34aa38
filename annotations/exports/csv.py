"""Reviewed claims as CSV (RFC 4180, but with one line feed behind each row), UTF-8, a header line first."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from annotations.exports.rows import COLUMNS, export_row
from annotations.model import ReviewedClaim


def write_csv(claims: Iterable[ReviewedClaim], out: TextIO) -> None:
    """Write one line a review; tags stand in one cell, separated by ``;``, evidence in one as a JSON list."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for claim in claims:
        row = export_row(claim)
        evidence = json.dumps(row["evidence"], ensure_ascii=False) if row["evidence"] else ""
        writer.writerow({**row, "tags": ";".join(row["tags"]), "evidence": evidence}.values())
