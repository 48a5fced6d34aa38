"""The sections that show single claims in full: those that are refuted, and those on which annotators disagree."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.claim_details import (
    claim_anchor,
    claim_details,
    marked_sentence,
    source_line,
    verdicts,
)
from annotations.exports.report.html.markup import Markup, element, end_tag, join, start_tag
from annotations.exports.report.reported_claims import ReportedClaim, claims_in_state
from annotations.model import Article


def refuted_section(contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    """The refuted claims, each with its sentence, the true value and the evidence."""
    yield from _cards(contents, ClaimState.REFUTED)


def disputed_section(contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    """The claims to which annotators gave different verdicts, with all of their sides."""
    yield element("p", contents.options.wording.translate(Sentence("Nobody has settled these claims yet.")))
    yield from _cards(contents, ClaimState.DISPUTED)


def _cards(contents: ExportContents, state: ClaimState) -> Iterator[Markup]:
    yield start_tag("ol", class_="cards")
    for exported, claim in claims_in_state(contents, state):
        yield _card(contents, exported.article, claim)
    yield end_tag("ol")


def _card(contents: ExportContents, article: Article, claim: ReportedClaim) -> Markup:
    options = contents.options
    title = element("a", article.title or article.id, href=f"#{claim_anchor(claim.claim.id)}", lang="vi")
    source = source_line(article, options.wording)
    return element(
        "li",
        marked_sentence(article, claim, options.wording),
        element("p", title, *([" · ", source] if source else []), class_="source"),
        *verdicts(claim, options),
        join(claim_details(article, claim, options)),
        class_=str(claim.state),
    )
