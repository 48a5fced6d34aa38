"""What the descriptions of a data set say: its files, who made it, under which licence, and when."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from annotations.exports.contents import ExportContents

NAME = "soi-export"
TITLE = "Reviewed numeric claims"
DESCRIPTION = "Numeric claims of Vietnamese news, with the verdicts of those who reviewed them."
LANGUAGE = "vi"
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)", re.IGNORECASE)
_CHUNK = 1 << 20


class DataFile(NamedTuple):
    """A file of a data set: its path in the folder, its media type, its size in bytes and its SHA-256 in hex."""

    path: str
    media_type: str
    size: int
    sha256: str


class Dataset(NamedTuple):
    """What is told of a data set; ``license`` and ``publisher`` are empty where nobody has named any."""

    files: tuple[DataFile, ...]
    annotators: tuple[str, ...]
    tool: str
    query: str
    time: str
    license: str
    publisher: str
    publisher_url: str
    url: str

    @property
    def day(self) -> str:
        """The day of the newest decision; empty without decisions."""
        return self.time[: len("2026-11-30")]

    @property
    def creators(self) -> tuple[str, ...]:
        """The publisher, or without one the annotators."""
        return (self.publisher,) if self.publisher else self.annotators


def describe(contents: ExportContents, files: Iterable[DataFile], annotators: Iterable[str]) -> Dataset:
    """The data set that an export with these files is."""
    provenance, options = contents.provenance, contents.options
    return Dataset(
        tuple(files), tuple(annotators), provenance.tool, provenance.query, provenance.time,
        options.license, options.publisher, options.publisher_url, options.base_url,
    )  # fmt: skip


def data_file(folder: Path, path: str, media_type: str) -> DataFile:
    """The description of a file that has been written."""
    digest = hashlib.sha256()
    with (folder / path).open("rb") as stream:
        for chunk in iter(partial(stream.read, _CHUNK), b""):
            digest.update(chunk)
    return DataFile(path, media_type, (folder / path).stat().st_size, digest.hexdigest())


def license_address(name: str) -> str:
    """The web address of a licence that is named by its address or its SPDX identifier."""
    if name.startswith(("https://", "http://")):
        return name
    if match := _CREATIVE_COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if name.upper() == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return f"https://spdx.org/licenses/{name}.html"
