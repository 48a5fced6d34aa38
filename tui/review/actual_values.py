"""What is true where a claim is refuted, apart from what the article says."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.decisions import Decisions
from tui.screens import dialogs


async def edit_actual_value(decisions: Decisions) -> None:
    """Ask for the true value and unit of the current claim; they open with the claim's own unit."""
    if (decidable := decisions.decidable_claim()) is None:
        return
    (article, claim), annotator = decidable, decisions.session.annotator

    async def store_actual(value: str | None, unit: str | None) -> bool:
        unit_of_value = unit if value else None
        return await decisions.store(
            _("what is true"), lambda store: store.set_actual(claim.id, annotator, value, unit_of_value)
        )

    review = article.review
    mention = review.corrected_mention(claim.mention) if review else claim.mention
    value = review.actual_value if review else None
    unit = review.actual_unit if review and value else mention.unit
    await decisions.view.open_dialog(
        dialogs.ActualValueScreen(
            _("What is true instead of {quote}").format(quote=article.quotation[1]),
            value,
            unit,
            mention.kind,
            decisions.session.workspace.extractor.lexicon,
            store_actual,
            f"actual value {claim.id}",
        )
    )
