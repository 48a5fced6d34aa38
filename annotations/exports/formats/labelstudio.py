"""Reviews as tasks of Label Studio, with the labelling configuration that shows them (https://labelstud.io).

The extractor's claims are the predictions of a task, each annotator's reviews are one annotation. Label Studio refuses a
whole file for an e-mail that it does not know, so an annotation names nobody in ``completed_by``: the names stand in the
task's data, in the order of the annotations, and in each region's ``meta``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from annotations.exports.annotators import reviews_by_annotator
from annotations.exports.contents import ExportContents, ExportedArticle
from annotations.exports.export_format import FolderFormat
from annotations.exports.records import json_line
from annotations.exports.rows import ExportRow, export_row
from annotations.model import Confidence, Kind, Role, Verdict
from annotations.reports import ReviewedClaim


def write_labelstudio(contents: ExportContents, folder: Path) -> None:
    """Write ``tasks.json``, one task an article, and ``config.xml`` with every tag that occurs."""
    tags: set[str] = set()
    with (folder / "tasks.json").open("w", encoding="utf-8", newline="") as out:
        separator = "[\n"
        for number, exported in enumerate(contents.articles(), start=1):
            tags.update(tag for claim in exported.claims for tag in claim.review.tags)
            out.write(separator + json_line(_task(number, contents, exported)))
            separator = ",\n"
        out.write("[]\n" if separator == "[\n" else "\n]\n")
    (folder / "config.xml").write_text(_configuration(sorted(tags)), encoding="utf-8")


def _task(number: int, contents: ExportContents, exported: ExportedArticle) -> dict[str, Any]:
    article = exported.article
    by_annotator = reviews_by_annotator(exported.claims)
    predicted = [
        _labelled_region(
            claim.id, claim.mention.kind, claim.mention.start, claim.mention.end, claim.mention.text
        )
        for claim in contents.mentions(article.id)
        if claim.mention.role is Role.CLAIM and claim.mention.kind and claim.origin == "extractor"
    ]
    return {
        "id": number,
        "data": {
            "text": article.text,
            "article": article.id, "title": article.title, "outlet": article.outlet,
            "author": article.author, "published": article.published,
            "url": article.url, "metadata": dict(article.metadata),
            "text_sha256": exported.claims[0].claim.text_sha256,
            "annotators": list(by_annotator),
            "soi": [export_row(article, claim) for claim in exported.claims],
        },
        "annotations": [
            _annotation(exported, annotator, claims) for annotator, claims in by_annotator.items()
        ],
        "predictions": [{"model_version": contents.provenance.tool.replace(" ", "-"), "result": predicted}],
    }  # fmt: skip


def _annotation(exported: ExportedArticle, annotator: str, claims: list[ReviewedClaim]) -> dict[str, Any]:
    rows = [export_row(exported.article, claim) for claim in claims]
    times = [row["decided_at"] for row in rows]
    return {
        "result": [region for row in rows for region in _regions(row, annotator)],
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": min(times),
        "updated_at": max(times),
    }


def _regions(row: ExportRow, annotator: str) -> Iterable[dict[str, Any]]:
    """The regions of one claim: all have its id, so that Label Studio shows them as one."""
    name, start, end = row["claim"], row["start"], row["end"]
    label = _labelled_region(name, row["kind"] or Kind.COUNT, start, end, row["quote"])
    yield label | {"meta": {"text": [annotator]}}
    for choice in ("verdict", "confidence"):
        if value := row[choice]:
            yield _region(name, choice, "choices", start, end, [value])
    if row["tags"]:
        yield _region(name, "tags", "choices", start, end, list(row["tags"]))
    texts = {
        "value": [row["value"]] if row["value"] else [],
        "unit": [row["unit"]] if row["unit"] else [],
        "evidence": [json.dumps(piece, ensure_ascii=False) for piece in row["evidence"]],
        "note": [row["note"]] if row["note"] else [],
    }
    for control, lines in texts.items():
        if lines:
            yield _region(name, control, "textarea", start, end, lines, key="text")


def _labelled_region(name: str, kind: str, start: int, end: int, words: str) -> dict[str, Any]:
    region = _region(name, "kind", "labels", start, end, [str(kind)])
    region["value"]["text"] = words
    return region


def _region(
    name: str, control: str, kind: str, start: int, end: int, values: list[str], key: str | None = None
) -> dict[str, Any]:
    return {
        "id": name,
        "from_name": control,
        "to_name": "text",
        "type": kind,
        "value": {"start": start, "end": end, key or kind: values},
    }


def _configuration(tags: Iterable[str]) -> str:
    def choices(name: str, mode: str, values: Iterable[str]) -> str:
        items = "".join(f"<Choice value={quoteattr(value)}/>" for value in values)
        return f'  <Choices name="{name}" toName="text" perRegion="true" choice="{mode}">{items}</Choices>\n'

    labels = "".join(f"<Label value={quoteattr(kind)}/>" for kind in Kind)
    areas = "".join(
        f'  <TextArea name="{name}" toName="text" perRegion="true"/>\n'
        for name in ("value", "unit", "evidence", "note")
    )
    return (
        '<View>\n  <Text name="text" value="$text" granularity="symbol"/>\n'
        f'  <Labels name="kind" toName="text">{labels}</Labels>\n'
        + choices("verdict", "single", Verdict)
        + choices("confidence", "single", Confidence)
        + choices("tags", "multiple", tags)
        + f"{areas}</View>\n"
    )


FORMAT = FolderFormat(write_labelstudio)
