"""A report as Markdown, for editors, wikis and repositories."""

from __future__ import annotations

from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.report.assembly import write_report
from annotations.exports.report.markdown.sections import MARKDOWN


def write_markdown(contents: ExportContents, out: TextIO) -> None:
    """Write the report."""
    write_report(contents, MARKDOWN, out)


FORMAT = TextFormat(".md", write_markdown, lambda path: first_line(path).startswith(b"<!-- soi "))
