"""W3C Web Annotations: one, a page, a collection, or one a line (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from annotations.annotation_files.spans import AnnotatedSpan
from annotations.model import Verdict

_OWN = "soi_"  # the prefix of the fields that an export of soi adds
_ARTICLE, _ANNOTATOR = "urn:soi:article:", "urn:soi:annotator:"


def is_of_format(item: Mapping[str, Any]) -> bool:
    """Whether an object is an annotation, a page or a collection of them."""
    return "target" in item or "items" in item or isinstance(item.get("first"), dict)


def read_spans(place: str, item: Mapping[str, Any], file_stem: str) -> Iterator[AnnotatedSpan]:
    """The spans of an annotation, or of those in a page or collection."""
    if "target" not in item:
        for annotation in item["first"]["items"] if "first" in item else item["items"]:
            yield from read_spans(place, annotation, file_stem)
        return
    target = item["target"]
    selectors = list(_selectors(target.get("selector", [])))
    position = _of_type(selectors, "TextPositionSelector")
    quote = _of_type(selectors, "TextQuoteSelector")
    fields = {name.removeprefix(_OWN): value for name, value in item.items() if name.startswith(_OWN)}
    fields |= {name: quote[name] for name in ("prefix", "suffix") if name in quote}
    fields |= {
        name: value for name, value in _bodies(item).items() if name != "evidence" or name not in fields
    }
    if "evidence" in fields and isinstance(fields["evidence"], str):
        fields["evidence"] = json.loads(fields["evidence"])
    yield AnnotatedSpan(
        place, unquote(target["source"].removeprefix(_ARTICLE)), _annotator(item),
        position.get("start"), position.get("end"), quote=quote.get("exact"), fields=fields,
    )  # fmt: skip


def _selectors(selector: Any) -> Iterator[Mapping[str, Any]]:
    """A selector, the items of a list of them, and those that refine one."""
    for item in selector if isinstance(selector, list) else [selector]:
        yield item
        yield from _selectors(item.get("refinedBy", []))


def _of_type(selectors: list[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    return next((selector for selector in selectors if selector.get("type") == kind), {})


def _annotator(annotation: Mapping[str, Any]) -> str | None:
    creator = annotation.get("creator")
    if isinstance(creator, dict):
        name = creator.get("nickname") or creator.get("name") or creator.get("id")
    else:
        name = creator
    return unquote(str(name).removeprefix(_ANNOTATOR)) if name else None


def _bodies(annotation: Mapping[str, Any]) -> dict[str, Any]:
    bodies = annotation.get("body", annotation.get("bodyValue", []))
    fields: dict[str, Any] = {"tags": [], "note": "", "evidence": []}
    for body in bodies if isinstance(bodies, list) else [bodies]:
        purpose, value = (body.get("purpose"), body.get("value")) if isinstance(body, dict) else (None, body)
        if purpose == "assessing" and value in set(Verdict):
            fields["verdict"] = value
        elif purpose == "tagging":
            fields["tags"].append(value)
        elif purpose == "linking":
            fields["evidence"].append(_evidence(body))
        elif purpose in ("commenting", None) and value:
            fields["note"] = value
    return fields


def _evidence(body: Mapping[str, Any]) -> dict[str, str]:
    return {
        "url": body.get("source", ""),
        "quote": body.get("selector", {}).get("exact", body.get("value", "")),
        "seen": body.get("state", {}).get("sourceDate", "")[:10],
    }
