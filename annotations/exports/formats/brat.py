"""Reviews as brat standoff: a folder an annotator, a text and an annotation file an article (https://brat.nlplab.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from annotations.exports.annotators import file_name_of, reviews_by_annotator
from annotations.exports.article_files import article_file
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import FolderFormat
from annotations.exports.rows import ExportRow, export_row
from annotations.model import Article, Confidence, Kind, Verdict
from annotations.reports import ReviewedClaim

# The fields of a row that stand in lines of their own; the rest stands in the note ``Soi``.
_SHOWN = {
    "start",
    "end",
    "quote",
    "kind",
    "value",
    "unit",
    "verdict",
    "confidence",
    "tags",
    "note",
    "evidence",
}
_NO_KIND = "claim"  # the type of a claim without a kind


def write_brat(contents: ExportContents, folder: Path) -> None:
    """Write ANNOTATOR/ARTICLE.txt and .ann for each annotator and article, and the configuration that brat needs."""
    for article, claims in contents.articles():
        for annotator, reviewed in reviews_by_annotator(claims).items():
            collection = folder / file_name_of(annotator)
            text_file = article_file(collection, article.id, ".txt")
            text_file.write_text(article.text, encoding="utf-8", newline="")
            lines = "".join(f"{line}\n" for line in _lines(article, reviewed))
            text_file.with_suffix(".ann").write_text(lines, encoding="utf-8", newline="")
            (collection / "annotation.conf").write_text(_configuration(), encoding="utf-8")


def _lines(article: Article, claims: list[ReviewedClaim]) -> Iterator[str]:
    attributes, notes = count(1), count(1)
    for number, claim in enumerate(claims, start=1):
        row, name = export_row(article, claim), f"T{number}"
        spans = _one_line_spans(article.text, row["start"], row["end"])
        offsets = ";".join(f"{start} {end}" for start, end in spans)
        words = " ".join(article.text[start:end] for start, end in spans)
        yield f"{name}\t{row['kind'] or _NO_KIND} {offsets}\t{words}"
        for attribute in ("verdict", "confidence"):
            if value := row[attribute]:
                yield f"A{next(attributes)}\t{attribute.capitalize()} {name} {value}"
        for note_type, text in _notes(row):
            yield f"#{next(notes)}\t{note_type} {name}\t{_escaped(text)}"


def _one_line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a span between line breaks, which no span of brat may hold."""
    spans, part_start = [], start
    for offset in range(start, end + 1):
        if offset == end or text[offset] in "\r\n":
            if text[part_start:offset].strip():
                spans.append((part_start, offset))
            part_start = offset + 1
    return spans


def _notes(row: ExportRow) -> Iterator[tuple[str, str]]:
    if row["note"]:
        yield "AnnotatorNotes", row["note"]
    if row["value"]:
        yield "Value", row["value"]
    if row["unit"]:
        yield "Unit", row["unit"]
    for tag in row["tags"]:
        yield "Tag", tag
    for piece in row["evidence"]:
        yield "Evidence", json.dumps(piece, ensure_ascii=False)
    unshown = {
        name: value for name, value in row.items() if name not in _SHOWN and value not in (None, "", [])
    }
    yield "Soi", json.dumps(unshown, ensure_ascii=False)


def _escaped(text: str) -> str:
    """A note on one line."""
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")


def _configuration() -> str:
    kinds = "\n".join([*Kind, _NO_KIND])
    return (
        f"[entities]\n{kinds}\n\n[relations]\n<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
        "[events]\n\n[attributes]\n"
        f"Verdict\tArg:<ENTITY>, Value:{'|'.join(Verdict)}\n"
        f"Confidence\tArg:<ENTITY>, Value:{'|'.join(Confidence)}\n"
    )


FORMAT = FolderFormat(write_brat)
