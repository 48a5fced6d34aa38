"""The section of what articles say against their own claims."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.exports.contents import ExportContents, ExportedArticle
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.claim_details import claim_anchor, finding_paragraph
from annotations.exports.report.html.markup import Markup, element, end_tag, start_tag
from annotations.exports.report.reported_claims import contradictions
from annotations.exports.wording import Wording
from annotations.model import Finding


def contradictions_section(contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    """The contradictions of each article, with the claims that they are about."""
    yield start_tag("ul", class_="cards")
    for exported in contents.articles():
        for finding, claim in contradictions(exported).items():
            yield _contradiction(exported, finding, claim, contents.options.wording)
    yield end_tag("ul")


def _contradiction(exported: ExportedArticle, finding: Finding, claim: str, wording: Wording) -> Markup:
    article = exported.article
    quotes = [element("q", article.text[start:end], lang="vi") for start, end in finding.spans]
    title = element("a", article.title or article.id, href=f"#{claim_anchor(claim)}", lang="vi")
    return element(
        "li",
        finding_paragraph(finding, wording),
        element("p", *(part for quote in quotes for part in (quote, " "))),
        element("p", title, class_="source"),
    )
