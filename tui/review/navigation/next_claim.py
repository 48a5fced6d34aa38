"""The next and previous claim of the article, its first and its last."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.navigation.navigator import Navigator


async def step_claim(navigator: Navigator, step: int) -> None:
    """Go to the next (1) or previous (-1) claim of the article."""
    if (article := navigator.session.article) is None:
        return
    if (index := article.neighbour(step)) is not None:
        await navigator.loader.go(index)
        return
    at_end = _("There is no claim further down: {key} leads to the next article.")
    at_start = _("There is no claim further up: {key} leads to the previous article.")
    key = navigator.view.key_of("review.next_article" if step > 0 else "review.previous_article")
    navigator.view.show_message((at_end if step > 0 else at_start).format(key=key))


async def go_to_first_claim(navigator: Navigator) -> None:
    """Jump to the article's first claim."""
    if navigator.session.article:
        await navigator.jump(navigator.session.article.first())


async def go_to_last_claim(navigator: Navigator) -> None:
    """Jump to the article's last claim."""
    if navigator.session.article:
        await navigator.jump(navigator.session.article.last())
