"""Notes, on the current claim and on the article."""

from __future__ import annotations

from annotations.text import visible
from tui.language.i18n import _
from tui.review.article_reviews import ArticleReviews
from tui.review.decisions import Decisions
from tui.screens import dialogs
from tui.widgets.lists.article_list import article_title


async def edit_note(decisions: Decisions) -> None:
    """Ask for the note on the current claim."""
    if (decidable := decisions.decidable_claim()) is None:
        return
    (article, claim), annotator = decidable, decisions.session.annotator

    async def store_note(note: str) -> bool:
        return await decisions.store(_("note"), lambda store: store.set_note(claim.id, annotator, note))

    title = _("Note on {quote}").format(quote=article.quotation[1])
    await decisions.view.open_dialog(
        dialogs.NoteScreen(
            title, article.review.note if article.review else "", store_note, f"note {claim.id}"
        )
    )


async def edit_article_note(article_reviews: ArticleReviews) -> None:
    """Ask for the note on the article."""
    if (article := article_reviews.session.article) is None:
        return
    annotator, progress = article_reviews.session.annotator, article_reviews.session.progress

    async def store_note(note: str) -> bool:
        is_stored = await article_reviews.store(
            lambda store: store.set_article_note(article.id, annotator, note)
        )
        if is_stored:
            article_reviews.view.show_message(_("Stored: {what}").format(what=_("note on the article")))
        return is_stored

    row = progress.articles.get(article.id)
    name = article_title(row) if row else visible(article.id)
    title = _("Note on the article {title}").format(title=name)
    review = progress.article_reviews.get(article.id)
    await article_reviews.view.open_dialog(
        dialogs.NoteScreen(title, review.note if review else "", store_note, f"article note {article.id}")
    )
