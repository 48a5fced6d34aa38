"""Errors about a file that stands for another one: a pipe, or a member of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from annotations.errors import CorpusError, Sentence, UsageError
from annotations.text import brief_path, visible

Error = TypeVar("Error", CorpusError, UsageError)


def renamed(error: Error, path: Path, name: str | Sentence) -> Error:
    """An error that names ``name`` in place of the file that stands for it."""
    names = {visible(str(path)), brief_path(path)}
    values = {key: name if value in names else value for key, value in error.sentence.values.items()}
    return type(error)(error.sentence.template, **values)
