"""Copying the current claim with what a colleague needs to find it again."""

from __future__ import annotations

from annotations.review.open_article import OpenArticle
from tui.language.i18n import _
from tui.language.numbers import format_day
from tui.review.decisions import Decisions


def copy_claim(decisions: Decisions) -> None:
    """Copy the current claim with its sentence, title and date."""
    article, view = decisions.session.article, decisions.view
    if article is None or article.current is None:
        view.show_message(_("There is no claim here."))
    else:
        view.reader.app.copy_to_clipboard(claim_with_context(article))


def claim_with_context(article: OpenArticle) -> str:
    """The current claim, its sentence, and the article's title, outlet and day; a line each."""
    contents = article.article
    start, end = article.sentence()
    day = format_day(contents.published) if contents.published else ""
    source = " · ".join(filter(None, (contents.title or contents.id, contents.outlet, day)))
    sentence = " ".join(contents.text[start:end].split())
    return "\n".join(filter(None, (contents.text[slice(*article.span)], sentence, source)))
