"""brat standoff: a ``.txt`` and an ``.ann`` file an article, a folder an annotator (https://brat.nlplab.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.annotation_files.evidence import evidence_fields
from annotations.annotation_files.labels import label_fields
from annotations.annotation_files.spans import AnnotatedSpan
from annotations.errors import CorpusError
from annotations.system_errors import reason_of
from annotations.text import visible

_ESCAPES = {"\\\\": "\\", "\\r": "\r", "\\n": "\n", "\\t": "\t"}
_ESCAPE = re.compile(r"\\[\\rnt]")
_NOTE_FIELDS = {"AnnotatorNotes": "note", "Value": "value", "Unit": "unit"}


def read_brat_folder(folder: Path) -> Iterator[AnnotatedSpan | CorpusError]:
    """The spans of every ``.ann`` file below a folder; its first folder is the annotator, unless it has the files itself."""
    for path in sorted(folder.rglob("*.ann")):
        parts = path.relative_to(folder).parts
        annotator = parts[0] if (folder / parts[0] / "annotation.conf").is_file() else None
        article = "/".join(parts[1:] if annotator else parts)
        yield from read_brat_file(path, article, annotator)


def read_brat_file(
    path: Path, article: str, annotator: str | None = None
) -> Iterator[AnnotatedSpan | CorpusError]:
    """The spans of one file; ``article`` is the id where the file itself does not name one."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    except OSError as error:
        yield CorpusError(
            "{path} cannot be read: {reason}.", path=visible(str(path)), reason=reason_of(error)
        )
        return
    except UnicodeDecodeError:
        yield CorpusError("{path} is not UTF-8; save it as UTF-8.", path=visible(str(path)))
        return
    fields = _fields_by_span(lines)
    for number, line in enumerate(lines, start=1):
        place = f"{visible(str(path))}:{number}"
        if line.startswith("T"):
            match = re.fullmatch(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", line.rstrip("\r"))
            if match is None:
                yield CorpusError("{place}: the line is no text-bound annotation of brat.", place=place)
                continue
            name, label, offsets, words = match.groups()
            row = {**label_fields(label), **fields.get(name, {})}
            ends = [int(offset) for offset in re.split("[ ;]", offsets)]
            quote = words if len(ends) == 2 else text[ends[0] : ends[-1]]
            article_id = row.get("article") or article.removesuffix(".ann") + ".txt"
            yield AnnotatedSpan(
                place, article_id, row.get("annotator") or annotator, ends[0], ends[-1],
                quote=quote, text=text, fields=row,
            )  # fmt: skip


def _fields_by_span(lines: list[str]) -> dict[str, dict[str, Any]]:
    """What attributes and notes say of each text-bound annotation, by its name; other lines are left alone."""
    spans: dict[str, dict[str, Any]] = {}
    for line in lines:
        parts = line.rstrip("\r").split("\t", 2)
        words = parts[1].split() if len(parts) > 1 else []
        if line.startswith("A") and len(words) == 3:
            fields = spans.setdefault(words[1], {})
            fields[words[0].lower()] = words[2]
        elif line.startswith("#") and len(words) == 2 and len(parts) == 3:
            note = _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], parts[2])
            _add_note(spans.setdefault(words[1], {}), words[0], note)
    return spans


def _add_note(fields: dict[str, Any], kind: str, note: str) -> None:
    if kind in _NOTE_FIELDS:
        fields[_NOTE_FIELDS[kind]] = note
    elif kind == "Tag":
        fields.setdefault("tags", []).append(note)
    elif kind == "Evidence":
        fields.setdefault("evidence", []).append(evidence_fields(note))
    elif kind == "Soi":
        fields |= {"kind": None, **fields, **_row_of_note(note)}


def _row_of_note(note: str) -> dict[str, Any]:
    """The fields that an export of soi has written into a note; none where somebody has changed it into another text."""
    try:
        row = json.loads(note)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}
