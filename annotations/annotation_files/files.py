"""Which files hold annotations, and reading them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotations.annotation_files.brat import read_brat_file, read_brat_folder
from annotations.annotation_files.json_files import read_json_file
from annotations.annotation_files.spans import AnnotatedSpan
from annotations.errors import CorpusError, UsageError
from annotations.text import visible

_EXPORT_MARK = "soi-export.json"  # the file by which an exported folder is known, see ``annotations.exports.folder_marks``


def read_annotations(path: Path) -> Iterator[AnnotatedSpan | CorpusError]:
    """The annotated spans of a file, or of a folder of brat's or of JSON files; an error for each that cannot be read.

    Raises UsageError where there is nothing at ``path`` or a folder has no such file.
    """
    if not path.exists():
        raise UsageError("{path} does not exist.", path=visible(str(path)))
    if path.suffix == ".ann":
        yield from read_brat_file(path, path.name)
    elif not path.is_dir():
        yield from read_json_file(path)
    elif any(path.rglob("*.ann")):
        yield from read_brat_folder(path)
    else:
        files = sorted(file for file in path.rglob("*") if _is_json(file))
        if not files:
            raise UsageError(
                "{path} has no annotations: no .ann, .json or .jsonl file.", path=visible(str(path))
            )
        for file in files:
            yield from read_json_file(file)


def _is_json(path: Path) -> bool:
    return path.suffix in (".json", ".jsonl", ".jsonld") and path.name != _EXPORT_MARK
