"""The true values that annotators gave for refuted claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotations.exports.report.reported_claims import ReportedClaim
from annotations.exports.rows import export_row
from annotations.exports.wording import Wording
from annotations.model import Article
from annotations.reports import ReviewedClaim


def true_values(article: Article, claim: ReportedClaim, wording: Wording) -> list[str]:
    """The true values of a claim as its annotators gave them, each once, worded with their units."""
    values = (true_value(article, reviewed, wording) for reviewed in claim.reviews)
    return list(dict.fromkeys(filter(None, values)))


def true_value(article: Article, reviewed: ReviewedClaim, wording: Wording) -> str:
    """The true value that an annotator gave for a claim, worded with its unit; empty where they gave none."""
    row: Mapping[str, object] = export_row(article, reviewed)
    value, unit = row.get("actual_value"), row.get("actual_unit")
    if not value:
        return ""
    corrected = reviewed.review.corrected_mention(reviewed.claim.mention)
    actual = replace(
        corrected, value=str(value), unit=str(unit) if unit else None, modifier=None, direction=None, of=None
    )
    return wording.format_reading(actual)
