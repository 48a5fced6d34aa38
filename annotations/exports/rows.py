"""The row that every export format writes: one per claim and annotator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from annotations.checks import says
from annotations.model import Article
from annotations.reports import ReviewedClaim
from annotations.sentences import sentence_at


class ExportRow(TypedDict):
    """The fields of a row, in the order in which they are written; ``docs/exports.md`` describes each."""

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
    ambiguous: bool
    alternative: str | None
    resolved: str | None
    rule: str | None
    role: str
    origin: str
    author: str | None
    source: str
    sentence: str
    consensus: str | None
    actual_value: str | None
    actual_unit: str | None
    url: str | None
    metadata: dict[str, str]


COLUMNS = tuple(ExportRow.__annotations__)
# The fields that exports of every version have had, in this order, at the beginning of a row.
_FIRST_COLUMNS = ("claim", "article", "title", "outlet", "published")


def are_export_columns(names: Sequence[str]) -> bool:
    """Whether these are the fields of an export, of this or an earlier version.

    A field that somebody has added, as a column of their own in a spreadsheet, makes the file theirs.
    """
    return tuple(names[: len(_FIRST_COLUMNS)]) == _FIRST_COLUMNS and set(names) <= set(COLUMNS)


def export_row(article: Article, reviewed: ReviewedClaim) -> ExportRow:
    """A reviewed claim of an article as a flat row.

    ``tags`` is a list, ``evidence`` and ``findings`` are lists of objects, ``metadata`` is an object of texts, ``ambiguous``
    is true or false; every other field is text, a number or None.
    ``start`` and ``end`` are the claim's span as the annotator has resized it, in code points of the text whose SHA-256
    is ``text_sha256``; ``quote``, ``prefix`` and ``suffix`` are a TextQuoteSelector of the W3C Web Annotation model.
    ``kind``, ``value`` and ``unit`` are as the annotator has corrected them, the ``extracted_`` fields as extracted.
    """
    claim, review = reviewed.claim, reviewed.review
    extracted, corrected = claim.mention, review.corrected_mention(claim.mention)
    start, end, quote = reviewed.span
    prefix, suffix = reviewed.context
    sentence_start, sentence_end = sentence_at(article.text, start)
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
        "kind": corrected.kind.value if corrected.kind else None,
        "value": corrected.value,
        "unit": corrected.unit,
        "modifier": corrected.modifier,
        "direction": corrected.direction,
        "of": corrected.of,
        "per": corrected.per,
        "extracted_kind": extracted.kind.value if extracted.kind else None,
        "extracted_value": extracted.value,
        "extracted_unit": extracted.unit,
        "extracted_start": extracted.start,
        "extracted_end": extracted.end,
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
        "ambiguous": corrected.ambiguous,
        "alternative": corrected.alternative,
        "resolved": corrected.resolved,
        "rule": extracted.rule,
        "role": extracted.role.value,
        "origin": claim.origin,
        "author": article.author,
        "source": article.source,
        "sentence": article.text[sentence_start : max(sentence_end, end)],
        "consensus": reviewed.consensus or None,
        "actual_value": review.actual_value,
        "actual_unit": review.actual_unit,
        "url": article.url,
        "metadata": dict(article.metadata),
    }
