"""The correct value of a claim that the extractor misread."""

from __future__ import annotations

from annotations.model import Correction
from tui.language.i18n import _
from tui.review.decisions import Decisions
from tui.screens import dialogs
from tui.widgets.panels.claim_text import mention_text


async def correct_claim(decisions: Decisions) -> None:
    """Ask for the correct value of the current claim; the extractor's value stays with the claim."""
    if (decidable := decisions.decidable_claim()) is None:
        return
    (article, claim), annotator = decidable, decisions.session.annotator

    async def store_correction(correction: Correction | None) -> bool:
        return await decisions.store(
            _("correction"), lambda store: store.correct(claim.id, annotator, correction)
        )

    current = article.review.corrected_mention(claim.mention) if article.review else claim.mention
    title = _("What {quote} says").format(quote=article.quotation[1])
    await decisions.view.open_dialog(
        dialogs.CorrectionScreen(
            title,
            _("The extractor read {reading}.").format(reading=mention_text(claim.mention)),
            claim.mention,
            current,
            decisions.session.workspace.extractor.lexicon,
            store_correction,
            f"correction {claim.id}",
        )
    )
