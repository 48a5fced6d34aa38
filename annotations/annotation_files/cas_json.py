"""UIMA CAS JSON of INCEpTION: annotations of the layer ``webanno.custom.Claim``; offsets count UTF-16 units."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotations.annotation_files.evidence import evidence_fields
from annotations.annotation_files.spans import AnnotatedSpan
from annotations.offsets import OffsetUnit

_CLAIM = "webanno.custom.Claim"
# The features that state what a row states; one that a claim lacks was taken out, or was never there.
_TEXTS = ("kind", "value", "unit", "verdict", "confidence", "note")


def is_of_format(item: Mapping[str, Any]) -> bool:
    """Whether an object is a CAS."""
    return isinstance(item.get("%FEATURE_STRUCTURES"), list)


def read_spans(place: str, cas: Mapping[str, Any], file_stem: str) -> Iterator[AnnotatedSpan]:
    """The claims of a CAS, each with the row that an export of soi has put into it.

    The annotator is that of the row; INCEpTION itself names its files by the annotator.
    """
    structures = {structure["%ID"]: structure for structure in cas["%FEATURE_STRUCTURES"]}
    for claim in structures.values():
        if claim["%TYPE"] != _CLAIM:
            continue
        row = json.loads(claim.get("soi") or "{}")
        tags = structures[claim["@tags"]]["%ELEMENTS"] if "@tags" in claim else []
        stated = {name: claim.get(name) for name in _TEXTS}
        stated |= {"tags": tags, "evidence": _evidence(claim.get("evidence"))}
        yield AnnotatedSpan(
            place, row.get("article"), row.get("annotator") or file_stem,
            claim.get("begin", 0), claim["end"], OffsetUnit.UTF16,
            text=structures[claim["@sofa"]]["sofaString"], fields={**row, **stated},
        )  # fmt: skip


def _evidence(feature: str | None) -> list[dict[str, str]]:
    """The evidence in a feature: a list in JSON as soi writes it, else one piece."""
    if not feature:
        return []
    pieces = json.loads(feature) if feature.startswith("[{") else [feature]
    return [piece if isinstance(piece, dict) else evidence_fields(piece) for piece in pieces]
