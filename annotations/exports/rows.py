"""The one row shape of all export formats."""

from __future__ import annotations

from typing import TypedDict

from annotations.checks import says
from annotations.reports import ReviewedClaim


class ExportRow(TypedDict):
    """The fields of an export, in their order."""

    claim: str
    article: str
    title: str | None
    outlet: str | None
    published: str | None
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    kind: str | None
    value: str | None
    unit: str | None
    modifier: str | None
    direction: str | None
    of: str | None
    per: str | None
    extracted_kind: str | None
    extracted_value: str | None
    extracted_unit: str | None
    extracted_start: int
    extracted_end: int
    verdict: str | None
    confidence: str | None
    tags: list[str]
    note: str
    evidence: list[dict[str, str]]
    findings: list[dict[str, str]]
    annotator: str
    decided_at: str
    text_sha256: str


COLUMNS = tuple(ExportRow.__annotations__)


def export_row(reviewed: ReviewedClaim) -> ExportRow:
    """A reviewed claim as a flat row.

    ``tags`` is a list, ``evidence`` and ``findings`` are lists of objects; everything else is text, a number or None. ``start`` and
    ``end`` are code points into the text whose SHA-256 is ``text_sha256``, where the annotator has the claim;
    ``quote``, ``prefix`` and ``suffix`` make a TextQuoteSelector of the W3C Web Annotation model. The reading
    is the annotator's where they have corrected it; the extractor's own stands beside it.
    """
    claim, review = reviewed.claim, reviewed.review
    read, meant = claim.mention, review.corrected_mention(claim.mention)
    start, end, quote = reviewed.span
    prefix, suffix = reviewed.context
    return {
        "claim": claim.id,
        "article": claim.article,
        "title": reviewed.title,
        "outlet": reviewed.outlet,
        "published": reviewed.published,
        "start": start,
        "end": end,
        "quote": quote,
        "prefix": prefix,
        "suffix": suffix,
        "kind": meant.kind.value if meant.kind else None,
        "value": meant.value,
        "unit": meant.unit,
        "modifier": meant.modifier,
        "direction": meant.direction,
        "of": meant.of,
        "per": meant.per,
        "extracted_kind": read.kind.value if read.kind else None,
        "extracted_value": read.value,
        "extracted_unit": read.unit,
        "extracted_start": read.start,
        "extracted_end": read.end,
        "verdict": review.verdict.value if review.verdict else None,
        "confidence": review.confidence.value if review.confidence else None,
        "tags": list(review.tags),
        "note": review.note,
        "evidence": [piece.fields() for piece in review.evidence],
        "findings": [
            {
                "rule": finding.rule,
                "bearing": finding.bearing.value,
                "says": str(says(finding)),
                "arithmetic": finding.arithmetic,
            }
            for finding in reviewed.findings
        ],
        "annotator": review.annotator,
        "decided_at": review.decided_at,
        "text_sha256": claim.text_sha256,
    }
