"""A report as Markdown, for editors, wikis and repositories."""

from __future__ import annotations

from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.report.counts import count_report
from annotations.exports.report.markdown.sections import report_lines


def write_markdown(contents: ExportContents, out: TextIO) -> None:
    """Write the report line by line, below a comment that names the program."""
    out.write(f"<!-- {contents.provenance.tool}: report -->\n\n")
    out.writelines(f"{line}\n" for line in report_lines(contents, count_report(contents)))


FORMAT = TextFormat(".md", write_markdown, lambda path: first_line(path).startswith(b"<!-- soi "))
