"""Tasks of Label Studio, its full JSON export: one annotation an annotator, several regions of one id a claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.annotation_files.evidence import evidence_fields
from annotations.annotation_files.labels import label_fields
from annotations.annotation_files.spans import AnnotatedSpan
from annotations.model import Kind

# The fields of a row by the control of ``config.xml`` that sets them; the others are texts.
_CHOICES = ("verdict", "confidence", "tags")
_TEXTS = ("value", "unit", "note")


def is_of_format(item: Mapping[str, Any]) -> bool:
    """Whether an object is a task with annotations."""
    return isinstance(item.get("data"), dict) and ("annotations" in item or "completions" in item)


def read_spans(place: str, task: Mapping[str, Any], _file_stem: str) -> Iterator[AnnotatedSpan]:
    """The claims of a task; one from an export of soi starts from its row, and takes what was changed in Label Studio."""
    data = task["data"]
    rows = {(row["claim"], row["annotator"]): row for row in data.get("soi", [])}
    for number, annotation in enumerate(task.get("annotations") or task.get("completions") or []):
        if annotation.get("was_cancelled") or annotation.get("skipped"):
            continue
        annotator = _annotator(annotation, data.get("annotators", []), number)
        for name, regions in _by_id(annotation["result"]).items():
            row = rows.get((name, annotator), {})
            value = regions[0]["value"]
            quote = next(
                (item["value"]["text"] for item in regions if item["type"] == "labels"), row.get("quote")
            )
            yield AnnotatedSpan(
                place, data.get("article"), annotator, int(value["start"]), int(value["end"]),
                quote=quote, text=data.get("text"), fields={**row, **_fields(regions, row)},
            )  # fmt: skip


def _annotator(annotation: Mapping[str, Any], names: list[str], number: int) -> str | None:
    """The name that soi has put into a region or into the task's data, else the local part of the e-mail."""
    for region in annotation["result"]:
        if notes := region.get("meta", {}).get("text"):
            return str(notes[0])
    person = annotation.get("completed_by")
    if isinstance(person, dict) and person.get("email"):
        return str(person["email"]).partition("@")[0]
    return names[number] if number < len(names) else None


def _by_id(regions: list[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The regions with offsets, by the id that those of one claim share."""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for region in regions:
        if "start" in region.get("value", {}):
            grouped.setdefault(region["id"], []).append(region)
    return grouped


def _fields(regions: list[Mapping[str, Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    """What the regions say; what Label Studio shows and no region has was taken out there.

    Every region needs a label: the export gives ``count`` to a claim that has no kind in its row.
    """
    fields: dict[str, Any] = {"verdict": None, "confidence": None, "tags": [], "note": "", "evidence": []}
    for region in regions:
        control, value = region["from_name"], region["value"]
        if region["type"] == "labels":
            label = value["labels"][0]
            if label != Kind.COUNT or row.get("kind", label):
                fields |= label_fields(label)
        elif control == "tags":
            fields["tags"] = value["choices"]
        elif control in _CHOICES:
            fields[control] = value["choices"][0]
        elif control in _TEXTS:
            fields[control] = "\n".join(value["text"])
        elif control == "evidence":
            fields["evidence"] = [evidence_fields(piece) for piece in value["text"]]
    return fields
