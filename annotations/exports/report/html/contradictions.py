"""The section of what articles say against their own claims."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.exports.contents import ExportContents
from annotations.exports.report.assembly import SectionWriter
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.claim_details import claim_anchor, finding_paragraph
from annotations.exports.report.html.markup import Markup, element, end_tag, start_tag
from annotations.exports.report.reported_claims import ReportedArticle
from annotations.exports.wording import Wording
from annotations.model import Article, Finding


def _start(_contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    yield start_tag("ul", class_="cards")


def _end(_contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    yield end_tag("ul")


def _article(contents: ExportContents, reported: ReportedArticle) -> Iterator[Markup]:
    """The contradictions of an article, with the claims that they are about."""
    for finding, claim in reported.contradictions.items():
        yield _contradiction(reported.article, finding, claim, contents.options.wording)


def _contradiction(article: Article, finding: Finding, claim: str, wording: Wording) -> Markup:
    quotes = [element("q", article.text[start:end], lang="vi") for start, end in finding.spans]
    title = element("a", article.title or article.id, href=f"#{claim_anchor(claim)}", lang="vi")
    return element(
        "li",
        finding_paragraph(finding, wording),
        element("p", *(part for quote in quotes for part in (quote, " "))),
        element("p", title, class_="source"),
    )


CONTRADICTIONS = SectionWriter(_start, _article, _end)
