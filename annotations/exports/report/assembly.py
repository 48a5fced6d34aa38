"""Putting a report together in one pass over its articles, whatever it is written in.

What sections say of single articles is kept in temporary files, because the counts stand before it: memory stays small,
and every article is read once.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, TextIO, cast

from annotations.exports.contents import ExportContents
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.outline import Section, shown_sections
from annotations.exports.report.reported_claims import ReportedArticle, reported_articles

_MEMORY = 1 << 18  # bytes of a section that are kept in memory; what is longer goes to a file


def _no_lines(_contents: ExportContents, _subject: object) -> Iterator[str]:
    return iter(())


class SectionWriter(NamedTuple):
    """What yields the lines of a section: those before the articles, of each article, and behind them."""

    start: Callable[[ExportContents, ReportCounts], Iterator[str]] = _no_lines
    article: Callable[[ExportContents, ReportedArticle], Iterator[str]] = _no_lines
    end: Callable[[ExportContents, ReportCounts], Iterator[str]] = _no_lines


class ReportLayout(NamedTuple):
    """What yields the lines of a report: its start and end, those of each section, and the sections by id."""

    start: Callable[[ExportContents, Sequence[Section]], Iterator[str]]
    end: Callable[[ExportContents], Iterator[str]]
    section_start: Callable[[ExportContents, Section], Iterator[str]]
    section_end: Callable[[], Iterator[str]]
    writers: Mapping[str, SectionWriter]


def write_report(contents: ExportContents, layout: ReportLayout, out: TextIO) -> None:
    """Write a report to a text stream."""
    counts = ReportCounts()
    with ExitStack() as stack:
        parts = {section_id: stack.enter_context(_temporary_text()) for section_id in layout.writers}
        for reported in reported_articles(contents):
            counts.add_article(reported)
            for section_id, writer in layout.writers.items():
                _write_lines(parts[section_id], writer.article(contents, reported))
        sections = shown_sections(contents, counts)
        _write_lines(out, layout.start(contents, sections))
        for section in sections:
            writer = layout.writers[section.id]
            _write_lines(out, layout.section_start(contents, section))
            _write_lines(out, writer.start(contents, counts))
            parts[section.id].seek(0)
            shutil.copyfileobj(parts[section.id], out)
            _write_lines(out, writer.end(contents, counts))
            _write_lines(out, layout.section_end())
        _write_lines(out, layout.end(contents))


def _temporary_text() -> TextIO:
    return cast(TextIO, SpooledTemporaryFile(_MEMORY, "w+", encoding="utf-8", newline=""))


def _write_lines(out: TextIO, lines: Iterator[str]) -> None:
    out.writelines(f"{line}\n" for line in lines)
