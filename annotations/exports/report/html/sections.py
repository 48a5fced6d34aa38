"""The layout of the page: its sections, each with its heading."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.exports.contents import ExportContents
from annotations.exports.report.assembly import ReportLayout, SectionWriter
from annotations.exports.report.html.agreement import agreement_section
from annotations.exports.report.html.articles import ARTICLES
from annotations.exports.report.html.claim_cards import DISPUTED, REFUTED
from annotations.exports.report.html.contradictions import CONTRADICTIONS
from annotations.exports.report.html.markup import Markup, element, end_tag, start_tag
from annotations.exports.report.html.page import page_end, page_start
from annotations.exports.report.html.progress import PROGRESS
from annotations.exports.report.html.summary import summary_section
from annotations.exports.report.outline import Section


def _section_start(contents: ExportContents, section: Section) -> Iterator[Markup]:
    heading_id = f"{section.id}-heading"
    yield start_tag("section", id=section.id, aria_labelledby=heading_id)
    yield element("h2", contents.options.wording.translate(section.heading), id=heading_id)


def _section_end() -> Iterator[Markup]:
    yield end_tag("section")


PAGE = ReportLayout(
    page_start,
    page_end,
    _section_start,
    _section_end,
    {
        "summary": SectionWriter(summary_section),
        "refuted": REFUTED,
        "contradictions": CONTRADICTIONS,
        "disputed": DISPUTED,
        "progress": PROGRESS,
        "agreement": SectionWriter(agreement_section),
        "articles": ARTICLES,
    },
)
