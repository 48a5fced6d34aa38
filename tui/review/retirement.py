"""Retiring a claim that is none, and restoring it."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.article_loader import ArticleLoader
from tui.review.decisions import Decisions


async def retire_or_restore(decisions: Decisions, loader: ArticleLoader) -> None:
    """Retire the current claim and go to the next one; restore a retired one."""
    article = decisions.session.article
    if article is None or (claim := article.current) is None or article.index is None:
        decisions.view.show_message(_("There is no claim here."))
        return
    annotator = decisions.session.annotator
    if article.outline.is_retired(article.index):
        await decisions.store(_("restored"), lambda store: store.restore(claim.id, annotator))
        return
    is_stored = await decisions.store(_("retired"), lambda store: store.retire(claim.id, annotator))
    if is_stored and not decisions.session.shows_retired:
        next_claim = article.neighbour(1)
        await loader.go(article.neighbour(-1) if next_claim is None else next_claim)
        message = _("Retired: {key} takes it back.")
        decisions.view.show_message(message.format(key=decisions.view.key_of("review.undo")))
