"""The evidence on the current claim."""

from __future__ import annotations

from annotations.model import Evidence
from tui.language.i18n import _
from tui.review.decisions import Decisions
from tui.screens import dialogs


async def edit_evidence(decisions: Decisions) -> None:
    """Show the evidence on the current claim, to add, change and remove pieces."""
    if (decidable := decisions.decidable_claim()) is None:
        return
    (article, claim), annotator = decidable, decisions.session.annotator

    async def store_evidence(evidence: tuple[Evidence, ...]) -> bool:
        return await decisions.store(
            _("evidence"), lambda store: store.set_evidence(claim.id, annotator, evidence)
        )

    quote = article.quotation[1]

    evidence = article.review.evidence if article.review else ()
    await decisions.view.open_dialog(
        dialogs.EvidenceScreen(quote, evidence, store_evidence, f"evidence {claim.id}")
    )
