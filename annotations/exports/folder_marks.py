"""The file in an exported folder by which it is known for an export, and which of its files are still as exported."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER_MARK = "soi-export.json"


def write_mark(folder: Path, fields: Mapping[str, Any]) -> None:
    """Write the mark of a folder whose other files are all written: these fields, and the SHA-256 of each file."""
    hashes = {name: _sha256(folder / name) for name in sorted(_file_names(folder))}
    text = json.dumps({**fields, "files": hashes}, ensure_ascii=False, indent=1)
    (folder / FOLDER_MARK).write_text(f"{text}\n", encoding="utf-8")


def files_of_others(folder: Path) -> Iterator[Path]:
    """The files in an exported folder that soi did not write, or that were changed since."""
    hashes = _read_hashes(folder / FOLDER_MARK)
    for name in sorted(_file_names(folder)):
        path = folder / name
        if path.is_symlink() or not path.is_file() or hashes.get(name) != _sha256(path):
            yield path


def _file_names(folder: Path) -> Iterator[str]:
    """The paths of all files but the mark, below the folder; links to folders count as files."""
    for directory, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(directory) / name).is_symlink()]
        for name in (*files, *links):
            path = (Path(directory) / name).relative_to(folder)
            if path != Path(FOLDER_MARK):
                yield path.as_posix()


def _read_hashes(mark: Path) -> Mapping[str, str]:
    try:
        fields = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    hashes = fields.get("files") if isinstance(fields, dict) else None
    return hashes if isinstance(hashes, dict) else {}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
