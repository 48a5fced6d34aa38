"""A report as one page of HTML, to be read in a browser, sent and printed."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.report.counts import count_report
from annotations.exports.report.html.page import page_end, page_start
from annotations.exports.report.html.sections import section_markup
from annotations.exports.report.outline import shown_sections


def write_html(contents: ExportContents, out: TextIO) -> None:
    """Write the page section by section; each section reads the articles again, so that no list is kept."""
    counts = count_report(contents)
    sections = shown_sections(contents, counts)
    out.writelines(page_start(contents, sections))
    for section in sections:
        out.writelines(f"{markup}\n" for markup in section_markup(section, contents, counts))
    out.write(page_end(contents))


def _is_own(path: Path) -> bool:
    line = first_line(path)
    return (
        line.startswith(b"<!DOCTYPE html><html lang=")
        and b'<head><meta name="generator" content="soi ' in line
    )


FORMAT = TextFormat(".html", write_html, _is_own)
