"""The export formats: one module each, entered by name in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from annotations.exports.csv import write_csv
from annotations.exports.jsonl import write_jsonl
from annotations.reports import ReviewedClaim

Writer = Callable[[Iterable[ReviewedClaim], TextIO], None]

FORMATS: dict[str, Writer] = {"csv": write_csv, "jsonl": write_jsonl}

__all__ = ["FORMATS"]
