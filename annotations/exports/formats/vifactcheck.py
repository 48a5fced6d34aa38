"""Reviewed claims in the columns of the data set ViFactCheck, as CSV: one row a claim, for models trained on it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.rows import export_row
from annotations.model import Verdict

_COLUMNS = (
    "index", "Statement", "Context", "annotation_id", "Topic", "Author", "Url", "labels", "Evidence",
)  # fmt: skip
# The labels of ViFactCheck: supported, refuted, not enough information. It has none for what is no claim.
_LABELS = {Verdict.VERIFIED: 0, Verdict.REFUTED: 1, Verdict.UNVERIFIABLE: 2}
_LINE_END = "\r\n"


def write_vifactcheck(contents: ExportContents, out: TextIO) -> None:
    """Write one row a claim with a verdict; claims that were found to be none are left out.

    The statement is the sentence of the claim, the context the text of its article, the author the outlet, the topic the
    tags, the evidence its quotes, or the sentence where there is none.
    """
    writer = csv.writer(out, lineterminator=_LINE_END)
    writer.writerow(_COLUMNS)
    writer.writerows((index, *row) for index, row in enumerate(_rows(contents)))


def _rows(contents: ExportContents) -> Iterator[tuple[str | int | None, ...]]:
    for article, claims in contents.articles():
        for reviewed in claims:
            verdict = reviewed.review.verdict
            if verdict not in _LABELS:
                continue
            row = export_row(article, reviewed)
            quotes = "\n".join(piece["quote"] for piece in row["evidence"] if piece["quote"])
            yield (
                row["sentence"], article.text, row["claim"], ";".join(row["tags"]), row["outlet"],
                next((piece["url"] for piece in row["evidence"] if piece["url"]), ""), _LABELS[verdict],
                quotes or row["sentence"],
            )  # fmt: skip


def _is_own(path: Path) -> bool:
    return first_line(path).removeprefix(b"\xef\xbb\xbf") == ",".join(_COLUMNS).encode()


FORMAT = TextFormat(".csv", write_vifactcheck, _is_own, takes_bom=True, has_single_review=True)
