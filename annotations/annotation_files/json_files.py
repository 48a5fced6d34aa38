"""JSON and JSON Lines files of annotations: each object is read by the format whose fields it has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.annotation_files import cas_json, doccano, labelstudio, prodigy, soi_rows, webannotation
from annotations.annotation_files.spans import AnnotatedSpan
from annotations.errors import CorpusError
from annotations.system_errors import reason_of
from annotations.text import visible

_FORMATS = (soi_rows, cas_json, labelstudio, prodigy, doccano, webannotation)


def read_json_file(path: Path) -> Iterator[AnnotatedSpan | CorpusError]:
    """The annotated spans of a file, an array of JSON or an object a line; an error for each object that is none."""
    for place, item in _objects(path):
        if isinstance(item, CorpusError):
            yield item
            continue
        try:
            yield from _read_object(place, item, path.stem)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            yield CorpusError(
                "{place}: the fields of this annotation are not as its format has them.", place=place
            )


def _read_object(place: str, item: Any, file_stem: str) -> Iterator[AnnotatedSpan | CorpusError]:
    for module in _FORMATS:
        if isinstance(item, dict) and module.is_of_format(item):
            yield from module.read_spans(place, item, file_stem)
            return
    yield CorpusError(
        "{place}: no annotation of soi, INCEpTION, Label Studio, doccano, Prodigy or W3C Web Annotation.",
        place=place,
    )


def _objects(path: Path) -> Iterator[tuple[str, Any]]:
    name = visible(str(path))
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield name, CorpusError("{path} is not UTF-8; save it as UTF-8.", path=name)
        return
    except OSError as error:
        yield name, CorpusError("{path} cannot be read: {reason}.", path=name, reason=reason_of(error))
        return
    try:
        document = json.loads(content)
    except ValueError:
        yield from _lines(name, content)
        return
    items = document if isinstance(document, list) else [document]
    yield from ((f"{name}:{number}", item) for number, item in enumerate(items, start=1))


def _lines(name: str, content: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(content.split("\n"), start=1):
        place = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            yield place, json.loads(line)
        except ValueError:
            yield place, CorpusError("{place}: the line is not JSON; it was left out.", place=place)
