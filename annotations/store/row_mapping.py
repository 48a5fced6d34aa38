"""Mapping the store's rows to the domain's values and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from annotations.model import (
    Article,
    ArticleReview,
    Bearing,
    Claim,
    Confidence,
    Correction,
    Evidence,
    EvidenceKind,
    Finding,
    Kind,
    Mention,
    Review,
    Role,
    Standing,
    Verdict,
)
from annotations.reports import ReviewedClaim
from annotations.store.identifiers import claim_id
from annotations.store.names import nfc

CONTEXT = 32


def metadata_text(metadata: Mapping[str, str]) -> str:
    """An article's metadata as the store keeps it: a JSON object."""
    return json.dumps(dict(metadata), ensure_ascii=False, separators=(",", ":")) if metadata else "{}"


def article_of_row(row: sqlite3.Row) -> Article:
    """The article in a row with the columns of ``articles``, and ``text``."""
    return Article(
        id=row["id"],
        source=row["source"],
        text=row["text"],
        title=row["title"],
        outlet=row["outlet"],
        author=row["author"],
        published=row["published"],
        url=row["url"],
        metadata=json.loads(row["metadata"]),
        file_sha256=row["file_sha256"],
        reader=row["reader"],
    )


def claim_of_mention(
    article: str, sha256: str, text: str, mention: Mention, origin: str = "extractor"
) -> Claim:
    """The claim that a mention becomes in the article with this text."""
    return Claim(
        id=claim_id(article, sha256, mention.start, mention.end),
        article=article,
        text_sha256=sha256,
        mention=mention,
        prefix=text[max(0, mention.start - CONTEXT) : mention.start],
        suffix=text[mention.end : mention.end + CONTEXT],
        origin=origin,
    )


def row_of_claim(claim: Claim, extractor: str | None) -> tuple[Any, ...]:
    """The values of ``CLAIM_COLUMNS`` for a claim of a current text and the name of the extractor."""
    place = (claim.id, claim.article, claim.text_sha256)
    return _row(place, claim.mention, (claim.prefix, claim.suffix), (claim.origin, extractor))


def row_of_mention(article: str, sha256: str, text: str, mention: Mention, extractor: str) -> tuple[Any, ...]:
    """The values of ``CLAIM_COLUMNS`` for a mention that an extractor read in the text of an article."""
    start, end = mention.start, mention.end
    context = (text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    place = (claim_id(article, sha256, start, end), article, sha256)
    return _row(place, mention, context, ("extractor", extractor))


def _row(
    place: tuple[str, str, str], mention: Mention, context: tuple[str, str], source: tuple[str, str | None]
) -> tuple[Any, ...]:
    kind = mention.kind
    return (
        *place,
        mention.start,
        mention.end,
        mention.extent_start,
        mention.extent_end,
        mention.text,
        *context,
        mention.role.value,
        kind.value if kind else None,
        mention.value,
        mention.unit,
        mention.modifier,
        mention.direction,
        mention.of,
        mention.per,
        mention.why,
        int(mention.ambiguous),
        mention.alternative,
        int(mention.repaired),
        mention.resolved,
        mention.rule,
        *source,
    )


CLAIM_COLUMNS = (
    "id, article_id, text_sha256, start_offset, end_offset, extent_start, extent_end, quote, prefix, suffix, "
    "role, kind, value, unit, modifier, direction, whole, per, why, ambiguous, alternative, repaired, resolved, "
    "rule, origin, extractor"
)


def claim_of_row(row: sqlite3.Row) -> Claim:
    """The claim in a row that has the columns of ``claims``."""
    mention = Mention(
        start=row["start_offset"],
        end=row["end_offset"],
        text=row["quote"],
        role=Role(row["role"]),
        kind=Kind(row["kind"]) if row["kind"] else None,
        value=row["value"],
        unit=row["unit"],
        modifier=row["modifier"],
        direction=row["direction"],
        of=row["whole"],
        per=row["per"],
        why=row["why"],
        ambiguous=bool(row["ambiguous"]),
        alternative=row["alternative"],
        repaired=bool(row["repaired"]),
        resolved=row["resolved"],
        rule=row["rule"],
        extent_start=row["extent_start"],
        extent_end=row["extent_end"],
    )
    return Claim(
        row["id"], row["article_id"], row["text_sha256"], mention, row["prefix"], row["suffix"], row["origin"]
    )


def mention_of_reading(row: sqlite3.Row) -> Mention:
    """The mention of a claim as the decision with ``reading`` in the same row saw it."""
    role, kind, value, unit, modifier, direction, whole, per = json.loads(row["reading"])
    return Mention(
        start=row["start_offset"],
        end=row["end_offset"],
        text=row["quote"],
        role=Role(role),
        kind=Kind(kind) if kind else None,
        value=value,
        unit=unit,
        modifier=modifier,
        direction=direction,
        of=whole,
        per=per,
    )


# The columns of a decision that hold a review's state.
STATE_COLUMNS = (
    "verdict", "tags", "note", "confidence", "evidence", "corrected_value", "corrected_unit", "corrected_kind",
    "corrected_modifier", "corrected_direction", "corrected_whole", "corrected_per", "actual_value", "actual_unit",
    "start_shift", "end_shift", "standing", "placed_on", "decided_at",
)  # fmt: skip

# json.dumps would make one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def state_of_review(review: Review) -> dict[str, Any]:
    """The values of ``STATE_COLUMNS`` for a review."""
    correction = review.correction or Correction()
    evidence = [piece.fields() for piece in review.evidence]
    return {
        "verdict": review.verdict.value if review.verdict else None,
        "tags": _ENCODER.encode(review.tags),
        "note": review.note,
        "confidence": review.confidence.value if review.confidence else None,
        "evidence": _ENCODER.encode(evidence),
        "corrected_value": correction.value,
        "corrected_unit": correction.unit,
        "corrected_kind": correction.kind.value if correction.kind else None,
        "corrected_modifier": correction.modifier,
        "corrected_direction": correction.direction,
        "corrected_whole": correction.of,
        "corrected_per": correction.per,
        "actual_value": review.actual_value,
        "actual_unit": review.actual_unit,
        "start_shift": review.start_shift,
        "end_shift": review.end_shift,
        "standing": review.standing.value if review.standing else None,
        "placed_on": review.placed_on,
        "decided_at": review.decided_at,
    }


def review_of_row(row: sqlite3.Row, claim: str, prefix: str = "") -> Review:
    """The review in a row with ``annotator`` and, after ``prefix``, ``decision_id`` and the state's columns."""
    verdict, confidence, standing = (row[prefix + n] for n in ("verdict", "confidence", "standing"))
    return Review(
        claim=claim,
        annotator=row["annotator"],
        verdict=Verdict(verdict) if verdict else None,
        tags=tuple(dict.fromkeys(map(nfc, json.loads(row[prefix + "tags"])))),
        note=row[prefix + "note"],
        decided_at=row[prefix + "decided_at"],
        decision=row[prefix + "decision_id"],
        confidence=Confidence(confidence) if confidence else None,
        evidence=tuple(map(evidence_of_fields, json.loads(row[prefix + "evidence"]))),
        correction=correction_of_row(row, prefix),
        start_shift=row[prefix + "start_shift"],
        end_shift=row[prefix + "end_shift"],
        standing=Standing(standing) if standing else None,
        placed_on=row[prefix + "placed_on"],
        actual_value=row[prefix + "actual_value"],
        actual_unit=row[prefix + "actual_unit"],
    )


def evidence_of_fields(fields: Mapping[str, str]) -> Evidence:
    """The evidence that ``Evidence.fields`` has written."""
    kind = fields.get("kind", "")
    return Evidence(
        fields["url"],
        fields["quote"],
        fields["seen"],
        EvidenceKind(kind) if kind else None,
        fields.get("source", ""),
        fields.get("page", ""),
    )


def correction_of_row(row: sqlite3.Row, prefix: str = "") -> Correction | None:
    """The correction in a row with the state's columns after ``prefix``."""
    parts = ("value", "unit", "kind", "modifier", "direction", "whole", "per")
    value, unit, kind, *words = (row[f"{prefix}corrected_{part}"] for part in parts)
    correction = Correction(value, unit, Kind(kind) if kind else None, *words)
    return None if correction == Correction() else correction


def reviewed_claim_of_row(row: sqlite3.Row) -> ReviewedClaim:
    """The claim and its review in a row of ``queries.reviews.reviewed_claims``; ``moved`` are the words of a moved span."""
    claim, review = claim_of_row(row), review_of_row(row, row["id"])
    start, end = claim.mention.start + review.start_shift, claim.mention.end + review.end_shift
    quote, context = claim.mention.text, (claim.prefix, claim.suffix)
    if (words := row["moved"]) is not None:
        quote_start = min(start, CONTEXT)
        quote_end = quote_start + end - start
        quote, context = words[quote_start:quote_end], (words[:quote_start], words[quote_end:])
    return ReviewedClaim(
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        claim=claim,
        review=review,
        span=(start, end, quote),
        context=context,
        findings=tuple(map(_finding_of_json, json.loads(row["found"]))),
    )


def _finding_of_json(fields: dict[str, Any]) -> Finding:
    """The finding in the JSON of ``FINDINGS_OF_REVIEW``."""
    spans = tuple((start, end) for start, end in fields["spans"])
    values = tuple(fields["said"].items())
    return Finding(fields["rule"], Bearing(fields["bearing"]), spans, values, fields["arithmetic"])


def article_review_of_row(row: sqlite3.Row) -> ArticleReview:
    """The review of an article in a row with the columns of ``article_reviews``."""
    return ArticleReview(
        row["article_id"],
        row["annotator"],
        bool(row["seen"]),
        row["note"],
        row["decided_at"],
        row["decision_id"],
    )
