"""Claims as ClaimReview of schema.org (https://schema.org/ClaimReview), for programs that collect fact checks."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from annotations.errors import Sentence, UsageError
from annotations.exports.contents import ExportOptions
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.reported_claims import ReportedClaim
from annotations.exports.report.true_values import true_values
from annotations.exports.report.web_addresses import is_web_address
from annotations.model import Article, Evidence
from annotations.text import visible

# The words and the number of a rating, between the worst and the best; what cannot be verified has no number.
_WORST_RATING, _BEST_RATING = 1, 5
_RATINGS = {
    ClaimState.VERIFIED: (Sentence("True"), _BEST_RATING),
    ClaimState.REFUTED: (Sentence("False"), _WORST_RATING),
    ClaimState.UNVERIFIABLE: (Sentence("Unproven"), None),
}


def expect_publisher(options: ExportOptions) -> None:
    """Raise UsageError unless the options name the publisher, its address and the address below which checks stand."""
    if not (options.publisher and options.publisher_url and options.base_url):
        raise UsageError(
            "A ClaimReview names who publishes it: give --publisher, --publisher-url and --base-url, or name, url and "
            "base_url below [publisher] in soi.toml."
        )
    for address in (options.publisher_url, options.base_url):
        if not is_web_address(address):
            raise UsageError(
                "{address} is no web address: write it as https://example.org/.", address=visible(address)
            )


def has_rating(claim: ReportedClaim) -> bool:
    """Whether a claim can be published: its reviews agree in verdict, reading and span, and it is a claim."""
    return (
        claim.state in _RATINGS
        and len({_judgement(claim, number) for number in range(len(claim.reviews))}) == 1
    )


def _judgement(claim: ReportedClaim, number: int) -> tuple[object, ...]:
    reviewed = claim.reviews[number]
    corrected = reviewed.review.corrected_mention(claim.claim.mention)
    return corrected.kind, corrected.value, corrected.unit, reviewed.span


def claim_review(article: Article, claim: ReportedClaim, options: ExportOptions) -> dict[str, Any]:
    """The ClaimReview of a claim that has a rating, without empty properties."""
    start, end = claim.sentence_span(article.text)
    sentence = article.text[start:end]
    days = [reviewed.review.decided_at[:10] for reviewed in claim.reviews]
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": claim_address(claim, options),
            "datePublished": max(days),
            "inLanguage": options.wording.language,
            "author": _organization(options.publisher, options.publisher_url),
            "claimReviewed": sentence,
            "reviewRating": _rating(article, claim, options),
            "itemReviewed": _without_empty(
                {
                    "@type": "Claim",
                    "text": sentence,
                    "author": _organization(article.outlet),
                    "datePublished": article.published,
                    "appearance": _news_article(article),
                }
            ),
            "citation": [_citation(piece) for piece in claim.evidence],
        }
    )


def claim_address(claim: ReportedClaim, options: ExportOptions) -> str:
    """The address of a claim's check: the claim's id below the base address."""
    base = urlsplit(options.base_url)
    return base._replace(path=f"{base.path.rstrip('/')}/{quote(claim.claim.id, safe='')}").geturl()


def _rating(article: Article, claim: ReportedClaim, options: ExportOptions) -> dict[str, Any]:
    name, number = _RATINGS[claim.state]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": options.wording.translate(name)}
    if number is not None:
        rating |= {"ratingValue": number, "bestRating": _BEST_RATING, "worstRating": _WORST_RATING}
    return _without_empty(rating | {"ratingExplanation": _explanation(article, claim, options)})


def _explanation(article: Article, claim: ReportedClaim, options: ExportOptions) -> str:
    """The true value of a refuted claim and, unless the export is public, the notes."""
    translate = options.wording.translate
    lines = [
        translate(Sentence("The true value is {value}.", value=value))
        for value in true_values(article, claim, options.wording)
    ]
    if not options.is_public:
        lines += dict.fromkeys(reviewed.review.note for reviewed in claim.reviews if reviewed.review.note)
    return "\n".join(lines)


def _news_article(article: Article) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "NewsArticle",
            "url": article.url if article.url and is_web_address(article.url) else None,
            "identifier": article.id,
            "headline": article.title,
            "datePublished": article.published,
            "author": {"@type": "Person", "name": article.author} if article.author else None,
            "publisher": _organization(article.outlet),
        }
    )


def _organization(name: str | None, address: str = "") -> dict[str, str] | None:
    return _without_empty({"@type": "Organization", "name": name, "url": address}) if name else None


def _citation(piece: Evidence) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "CreativeWork",
            "url": piece.url if is_web_address(piece.url) else None,
            "name": None if is_web_address(piece.url) else piece.url,
            "text": piece.quote,
        }
    )


def _without_empty(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
