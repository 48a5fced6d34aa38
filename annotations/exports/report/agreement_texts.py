"""What a report says of how far annotators agree on verdicts."""

from __future__ import annotations

from annotations.agreement.report import PairAgreement, QuestionAgreement
from annotations.errors import Sentence
from annotations.exports.wording import Wording


def summary_sentence(agreement: QuestionAgreement, wording: Wording) -> Sentence:
    """How many claims have verdicts of several annotators, and how often two verdicts on a claim are the same."""
    return Sentence(
        "{claims} claims have verdicts of two annotators or more; {share} of the pairs of verdicts are the same.",
        claims=wording.format_count(agreement.units),
        share=wording.format_ratio(agreement.agreement or 0),
    )


def alpha_sentence(agreement: QuestionAgreement, wording: Wording) -> Sentence:
    """Krippendorff's alpha with its interval, where it is defined."""
    alpha = wording.format_decimal(agreement.alpha or 0)
    if agreement.interval is None:
        return Sentence("Krippendorff's alpha: {alpha}.", alpha=alpha)
    return Sentence(
        "Krippendorff's alpha: {alpha} (95 % interval: {low} to {high}).",
        alpha=alpha,
        low=wording.format_decimal(agreement.interval.low),
        high=wording.format_decimal(agreement.interval.high),
    )


def pair_cells(pair: PairAgreement, wording: Wording) -> tuple[str, str, str, str]:
    """Two annotators, their shared claims, and how far they agree on these."""
    return (
        f"{pair.first}, {pair.second}",
        wording.format_count(pair.units),
        wording.format_ratio(pair.agreement or 0),
        "–" if pair.kappa is None else wording.format_decimal(pair.kappa),
    )
