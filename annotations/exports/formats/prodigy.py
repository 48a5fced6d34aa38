"""Reviews as tasks of Prodigy's ``ner_manual``, one a line for each article and annotator (https://prodi.gy)."""

from __future__ import annotations

import zlib
from typing import Any, TextIO

from annotations.exports.annotators import reviews_by_annotator
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.records import json_line
from annotations.exports.rows import ExportRow, export_row
from annotations.exports.tokens import Token, tokens_of
from annotations.model import Article
from annotations.reports import ReviewedClaim


def write_prodigy(contents: ExportContents, out: TextIO) -> None:
    """Write a task with the tokens of the text and a span for each reviewed claim."""
    for article, claims in contents.articles():
        out.writelines(
            json_line(_task(article, annotator, reviewed)) + "\n"
            for annotator, reviewed in reviews_by_annotator(claims).items()
        )


def _task(article: Article, annotator: str, claims: list[ReviewedClaim]) -> dict[str, Any]:
    rows = [export_row(article, claim) for claim in claims]
    tokens = tokens_of(article.text, [(row["start"], row["end"]) for row in rows])
    return {
        "text": article.text,
        "meta": {"article": article.id, "text_sha256": claims[0].claim.text_sha256},
        "tokens": [
            {
                "text": token.text, "start": token.start, "end": token.end, "id": number,
                "ws": token.is_before_blank, "disabled": False,
            }
            for number, token in enumerate(tokens)
        ],
        "spans": [span for row in rows if (span := _span(row, tokens)) is not None],
        "answer": "accept",
        "_input_hash": _hash(article.text),
        "_task_hash": _hash(article.text, annotator),
        "_view_id": "ner_manual",
        "_session_id": f"soi-{annotator}",
        "_annotator_id": f"soi-{annotator}",
    }  # fmt: skip


def _span(row: ExportRow, tokens: list[Token]) -> dict[str, Any] | None:
    """A span with its first and last token; None for a span without one."""
    inside = [
        number for number, token in enumerate(tokens) if token.start < row["end"] and row["start"] < token.end
    ]
    if not inside:
        return None
    return {
        "start": row["start"],
        "end": row["end"],
        "token_start": inside[0],
        "token_end": inside[-1],
        "label": row["kind"] or "claim",
        "soi": row,
    }


def _hash(*parts: str) -> int:
    """A signed 32-bit hash, by which Prodigy tells tasks apart."""
    value = zlib.crc32("\0".join(parts).encode("utf-8", "surrogatepass"))
    return value - (1 << 32) if value >= 1 << 31 else value


FORMAT = TextFormat(".jsonl", write_prodigy, lambda path: b'"_annotator_id": "soi-' in first_line(path))
