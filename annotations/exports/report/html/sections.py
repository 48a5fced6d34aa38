"""The sections of the page, each with its heading."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.exports.contents import ExportContents
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.agreement import agreement_section
from annotations.exports.report.html.articles import articles_section
from annotations.exports.report.html.claim_cards import disputed_section, refuted_section
from annotations.exports.report.html.contradictions import contradictions_section
from annotations.exports.report.html.markup import Markup, element, end_tag, start_tag
from annotations.exports.report.html.progress import progress_section
from annotations.exports.report.html.summary import summary_section
from annotations.exports.report.outline import Section

_CONTENTS = {
    "summary": summary_section,
    "refuted": refuted_section,
    "contradictions": contradictions_section,
    "disputed": disputed_section,
    "progress": progress_section,
    "agreement": agreement_section,
    "articles": articles_section,
}


def section_markup(section: Section, contents: ExportContents, counts: ReportCounts) -> Iterator[Markup]:
    """A section with its heading, piece by piece."""
    heading_id = f"{section.id}-heading"
    yield start_tag("section", id=section.id, aria_labelledby=heading_id)
    yield element("h2", contents.options.wording.translate(section.heading), id=heading_id)
    yield from _CONTENTS[section.id](contents, counts)
    yield end_tag("section")
