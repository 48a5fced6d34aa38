"""How sure the annotator is of a verdict."""

from __future__ import annotations

from annotations.model import Confidence
from tui.language.i18n import _
from tui.language.wording import confidence_name
from tui.review.decisions import Decisions

# The order in which a key steps through the confidences; the first follows the last.
_CONFIDENCES = (None, *Confidence)


async def step_confidence(decisions: Decisions) -> None:
    """Set the next confidence: low, medium, high, none."""
    if (decidable := decisions.decidable_claim()) is None:
        return
    (article, claim), annotator = decidable, decisions.session.annotator
    current = article.review.confidence if article.review else None
    confidence = _CONFIDENCES[(_CONFIDENCES.index(current) + 1) % len(_CONFIDENCES)]
    level = confidence_name(confidence) if confidence else _("none")
    await decisions.store(
        _("confidence {level}").format(level=level),
        lambda store: store.set_confidence(claim.id, annotator, confidence),
    )
