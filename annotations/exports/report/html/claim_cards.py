"""The sections that show single claims in full: those that are refuted, and those on which annotators disagree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.assembly import SectionWriter
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
from annotations.exports.report.reported_claims import ReportedArticle, ReportedClaim
from annotations.model import Article


def _start(_contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    yield start_tag("ol", class_="cards")


def _disputed_start(contents: ExportContents, counts: ReportCounts) -> Iterator[Markup]:
    yield element("p", contents.options.wording.translate(Sentence("Nobody has settled these claims yet.")))
    yield from _start(contents, counts)


def _end(_contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    yield end_tag("ol")


def _cards(state: ClaimState, contents: ExportContents, reported: ReportedArticle) -> Iterator[Markup]:
    """The claims of an article that are in a state, each with its sentence, true value and evidence."""
    return (_card(contents, reported.article, claim) for claim in reported.claims if claim.state is state)


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


REFUTED = SectionWriter(_start, partial(_cards, ClaimState.REFUTED), _end)
DISPUTED = SectionWriter(_disputed_start, partial(_cards, ClaimState.DISPUTED), _end)
