"""Reviews as W3C Web Annotations, one a line (https://www.w3.org/TR/annotation-model/).

A second, inline context makes the program's own fields part of the graph, so that nothing is lost.
"""

from __future__ import annotations

import json
from typing import Any, TextIO
from urllib.parse import quote

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.records import json_line
from annotations.exports.rows import ExportRow

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# The fields of a row that the model has no place for.
_OWN_FIELDS = (
    "claim", "article", "title", "outlet", "published", "author", "kind", "value", "unit", "modifier", "direction",
    "of", "per", "extracted_kind", "extracted_value", "extracted_unit", "extracted_start", "extracted_end",
    "verdict", "confidence", "ambiguous", "alternative", "resolved", "rule", "role", "origin", "sentence",
    "text_sha256", "url", "actual_value", "actual_unit",
)  # fmt: skip
_LINKED_FIELDS = {"url", "quote", "seen"}  # the fields of evidence that the model has a place for
_TERMS = {"soi": "urn:soi:term:"} | {f"soi_{name}": f"soi:{name}" for name in (*_OWN_FIELDS, "evidence")}


def write_webannotation(contents: ExportContents, out: TextIO) -> None:
    """Write one annotation a review: its bodies are the verdict, the reading, tags, note and evidence."""
    generator = {"id": "urn:soi:program", "type": "Software", "name": contents.provenance.tool}
    out.writelines(json_line(_annotation(row, generator)) + "\n" for row in contents.rows())


def _annotation(row: ExportRow, generator: dict[str, str]) -> dict[str, Any]:
    annotator = row["annotator"]
    fields: dict[str, Any] = dict(row)
    own_fields = {f"soi_{name}": fields[name] for name in _OWN_FIELDS if fields[name] is not None}
    if any(set(piece) - _LINKED_FIELDS for piece in row["evidence"]):
        own_fields["soi_evidence"] = json.dumps(row["evidence"], ensure_ascii=False)
    return {
        "@context": [_CONTEXT, _TERMS],
        "id": f"urn:soi:review:{_iri_part(row['claim'])}:{_iri_part(annotator)}",
        "type": "Annotation",
        "motivation": ["assessing"],
        "creator": {
            "id": f"urn:soi:annotator:{_iri_part(annotator)}", "type": "Person", "nickname": annotator,
        },
        "created": row["decided_at"],
        "modified": row["decided_at"],
        "generator": generator,
        "body": _bodies(row),
        "target": {
            "type": "SpecificResource",
            "source": f"urn:soi:article:{_iri_part(row['article'])}",
            "selector": [
                {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
                {
                    "type": "TextQuoteSelector",
                    "exact": row["quote"], "prefix": row["prefix"], "suffix": row["suffix"],
                },
            ],
        },
        **own_fields,
    }  # fmt: skip


def _bodies(row: ExportRow) -> list[dict[str, Any]]:
    reading = " ".join(filter(None, (row["value"], row["unit"])))
    described = ": ".join(filter(None, (row["kind"], reading)))
    bodies = [_text("assessing", row["verdict"])] if row["verdict"] else []
    bodies += [_text("describing", described)] if described else []
    bodies += [_text("tagging", tag) | {"language": "vi"} for tag in row["tags"]]
    bodies += [_text("commenting", row["note"]) | {"language": "vi"}] if row["note"] else []
    return bodies + [_evidence_body(piece) for piece in row["evidence"]]


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "purpose": purpose, "format": "text/plain"}


def _evidence_body(piece: dict[str, str]) -> dict[str, Any]:
    """A piece of evidence as a linked resource; without an address it is a text."""
    if not piece["url"]:
        return _text("linking", piece["quote"])
    body: dict[str, Any] = {"type": "SpecificResource", "source": piece["url"], "purpose": "linking"}
    if piece["quote"]:
        body["selector"] = {"type": "TextQuoteSelector", "exact": piece["quote"]}
    if piece["seen"]:
        body["state"] = {"type": "TimeState", "sourceDate": f"{piece['seen']}T00:00:00Z"}
    return body


def _iri_part(name: str) -> str:
    return quote(name, safe="/.-_~")


FORMAT = TextFormat(".jsonl", write_webannotation, lambda path: b'"urn:soi:review:' in first_line(path))
