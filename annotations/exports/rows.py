"""The one row shape of all export formats."""

from __future__ import annotations

from typing import TypedDict

from annotations.model import ReviewedClaim


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
    verdict: str | None
    tags: list[str]
    note: str
    annotator: str
    decided_at: str
    text_sha256: str


COLUMNS = tuple(ExportRow.__annotations__)


def export_row(reviewed: ReviewedClaim) -> ExportRow:
    """A reviewed claim as a flat row; ``tags`` is a list, everything else text, a number or None.

    ``start`` and ``end`` are code points into the text whose SHA-256 is ``text_sha256``; ``quote``, ``prefix``
    and ``suffix`` make a TextQuoteSelector of the W3C Web Annotation model.
    """
    claim, review = reviewed.claim, reviewed.review
    mention = claim.mention
    return {
        "claim": claim.id,
        "article": claim.article,
        "title": reviewed.title,
        "outlet": reviewed.outlet,
        "published": reviewed.published,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.text,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "kind": mention.kind.value if mention.kind else None,
        "value": mention.value,
        "unit": mention.unit,
        "modifier": mention.modifier,
        "direction": mention.direction,
        "of": mention.of,
        "per": mention.per,
        "verdict": review.verdict.value if review.verdict else None,
        "tags": list(review.tags),
        "note": review.note,
        "annotator": review.annotator,
        "decided_at": review.decided_at,
        "text_sha256": claim.text_sha256,
    }
