"""Another article: the next, the previous, or one chosen by its title."""

from __future__ import annotations

from annotations.model import Progress
from tui.language.i18n import _
from tui.review.navigation.navigator import Navigator
from tui.screens import dialogs
from tui.widgets.lists.article_list import article_title


async def step_article(navigator: Navigator, step: int) -> None:
    """Jump to the next (1) or previous (-1) article."""
    articles, article = list(navigator.session.progress.articles), navigator.session.article
    if article is None or article.id not in navigator.session.progress.articles:
        return
    target = articles.index(article.id) + step
    if 0 <= target < len(articles):
        await navigator.jump_to_article(articles[target])
    else:
        navigator.view.show_message(
            _("This is the last article.") if step > 0 else _("This is the first article.")
        )


async def choose_article(navigator: Navigator) -> None:
    """Ask for an article by some letters of its title, and jump there."""
    titles = {row.article: _title_and_file(row) for row in navigator.session.progress.articles.values()}
    await navigator.view.open_dialog(dialogs.GotoScreen(titles), navigator.jump_to_article)


def _title_and_file(progress: Progress) -> str:
    """The text by which the dialog finds an article: its title and the name of its file."""
    title = article_title(progress)
    return title if progress.title is None else f"{title}  {progress.article}"
