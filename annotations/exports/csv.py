"""Reviewed claims as CSV: RFC 4180 but for a single line feed after each row, UTF-8, with a header line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from annotations.exports.rows import COLUMNS, are_export_columns, export_row
from annotations.reports import ReviewedClaim


def write_csv(claims: Iterable[ReviewedClaim], out: TextIO) -> None:
    """Write one line per review; tags are one cell, separated by ``;``, evidence and findings are JSON lists."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for claim in claims:
        row = export_row(claim)
        evidence, findings = _json_cell(row["evidence"]), _json_cell(row["findings"])
        cells = {**row, "tags": ";".join(row["tags"]), "evidence": evidence, "findings": findings}
        writer.writerow(cells.values())


def is_csv_header(line: bytes) -> bool:
    """Whether a line is the header of this or an earlier version's export."""
    return are_export_columns(line.decode("utf-8", "replace").rstrip("\r\n").split(","))


def _json_cell(objects: list[dict[str, str]]) -> str:
    return json.dumps(objects, ensure_ascii=False) if objects else ""
