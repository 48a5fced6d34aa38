"""A report as one page of HTML, to be read in a browser, sent and printed."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.report.assembly import write_report
from annotations.exports.report.html.sections import PAGE


def write_html(contents: ExportContents, out: TextIO) -> None:
    """Write the page."""
    write_report(contents, PAGE, out)


def _is_own(path: Path) -> bool:
    line = first_line(path)
    return (
        line.startswith(b"<!DOCTYPE html><html lang=")
        and b'<head><meta name="generator" content="soi ' in line
    )


FORMAT = TextFormat(".html", write_html, _is_own)
