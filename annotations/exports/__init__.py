"""The export formats: one module each, entered by name in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TextIO

from annotations.exports.csv import is_csv_header, write_csv
from annotations.exports.jsonl import is_jsonl_row, write_jsonl
from annotations.reports import ReviewedClaim


class Format(NamedTuple):
    """A format: ``write`` writes reviewed claims, ``is_first_line`` recognises the first line of what it writes."""

    write: Callable[[Iterable[ReviewedClaim], TextIO], None]
    is_first_line: Callable[[bytes], bool]


FORMATS: dict[str, Format] = {
    "csv": Format(write_csv, is_csv_header),
    "jsonl": Format(write_jsonl, is_jsonl_row),
}


def is_export(first_line: bytes) -> bool:
    """Whether a file that begins with this line is an export, or is empty, so that nothing in it can be lost."""
    return not first_line or any(
        export_format.is_first_line(first_line) for export_format in FORMATS.values()
    )


__all__ = ["FORMATS", "Format", "is_export"]
