"""The section of the articles in full, with their claims marked in the text and listed below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents, ExportOptions
from annotations.exports.records import json_line
from annotations.exports.report.assembly import SectionWriter
from annotations.exports.report.claim_reviews import claim_review, expect_publisher, has_rating
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.highlights import Highlight, highlighted_lines
from annotations.exports.report.html.claim_details import (
    claim_anchor,
    claim_details,
    marked,
    reading_of,
    source_line,
    verdicts,
)
from annotations.exports.report.html.markup import Markup, element, end_tag, join, start_tag
from annotations.exports.report.html.plots import legend
from annotations.exports.report.reported_claims import ReportedArticle, ReportedClaim
from annotations.model import Article


def _article(contents: ExportContents, reported: ReportedArticle) -> Iterator[Markup]:
    """An article: its head, its text with the claims marked, and the table of its claims."""
    options, article, number = contents.options, reported.article, reported.number
    yield start_tag("article", id=f"article-{number}", aria_labelledby=f"title-{number}")
    yield element("h3", article.title or article.id, id=f"title-{number}", lang="vi")
    yield element("p", source_line(article, options.wording), class_="source")
    yield legend(reported.states, options.wording)
    yield start_tag("div", class_="text", lang="vi")
    yield from _text(reported, options)
    yield end_tag("div")
    yield from _claims_table(article, reported.claims, options)
    yield from _claim_reviews(article, reported.claims, options)
    yield end_tag("article")


def _text(reported: ReportedArticle, options: ExportOptions) -> Iterator[Markup]:
    """A paragraph for each line of the text that is not blank."""
    highlights = [Highlight(*claim.span, (claim.state, claim.claim.id)) for claim in reported.claims]
    highlights += [
        Highlight(claim.mention.start, claim.mention.end, (ClaimState.UNREVIEWED, ""))
        for claim in reported.unreviewed
    ]
    for line in highlighted_lines(reported.article.text, highlights):
        if any(piece.text.strip() for piece in line):
            yield element("p", *(marked(piece, options.wording) for piece in line))


def _claims_table(
    article: Article, claims: Sequence[ReportedClaim], options: ExportOptions
) -> Iterator[Markup]:
    say = options.wording.translate
    headings = [say(Sentence("claim")), say(Sentence("verdict")), say(Sentence("grounds"))]
    yield start_tag("table", class_="claims")
    yield element("caption", say(Sentence("Claims with a verdict, in the order of the text")))
    yield element("thead", element("tr", *(element("th", heading, scope="col") for heading in headings)))
    yield start_tag("tbody")
    for claim in claims:
        yield _claim_row(article, claim, options)
    yield end_tag("tbody")
    yield end_tag("table")


def _claim_row(article: Article, claim: ReportedClaim, options: ExportOptions) -> Markup:
    return element(
        "tr",
        element(
            "th",
            element("q", claim.quote, lang="vi"),
            element("span", reading_of(claim.reviews[0], options.wording), class_="reading"),
            scope="row",
        ),
        element("td", *verdicts(claim, options)),
        element("td", join(claim_details(article, claim, options))),
        id=claim_anchor(claim.claim.id),
    )


def _claim_reviews(
    article: Article, claims: Sequence[ReportedClaim], options: ExportOptions
) -> Iterator[Markup]:
    """The claims on which all agree as ClaimReview, for programs that read the page; only for a named publisher."""
    if not (options.publisher and options.publisher_url and options.base_url):
        return
    expect_publisher(options)
    for claim in filter(has_rating, claims):
        data = json_line(claim_review(article, claim, options))
        # Only "<" can end the element or begin a comment in it.
        yield element("script", Markup(data.replace("<", "\\u003c")), type="application/ld+json")


ARTICLES = SectionWriter(article=_article)
