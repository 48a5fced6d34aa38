"""The next claim without a verdict: below in the article, above in it, then in the articles after it."""

from __future__ import annotations

from annotations.store.queries.progress import next_unreviewed_article
from tui.language.i18n import _, ngettext
from tui.review.navigation.navigator import Navigator


async def go_to_next_unreviewed(navigator: Navigator) -> None:
    """Go to the next claim without a verdict: in this article, in the articles after, then from the start."""
    if message := await to_next_unreviewed(navigator):
        navigator.view.show_message(message)


async def to_next_unreviewed(navigator: Navigator) -> str:
    """Go to the next claim without a verdict; returns why not, where there is none."""
    if (article := navigator.session.article) is None:
        return ""
    if (index := article.next_to_review()) is not None:
        await navigator.loader.go(index)
        return ""
    next_article = await _next_unreviewed_article(navigator, article.id)
    if next_article is None:
        return _all_reviewed_message(navigator)
    navigator.session.leave_place()
    if next_article == article.id:
        await navigator.loader.go(article.next_unreviewed(0))
    else:
        await navigator.loader.open(next_article)
    return ""


async def _next_unreviewed_article(navigator: Navigator, article: str) -> str | None:
    candidates = navigator.session.progress.with_unreviewed_after(article)
    if navigator.session.shows_dates or not candidates:
        return next(iter(candidates), None)
    # The progress counts dates too: if dates are skipped, the store has to be asked.
    annotator = navigator.session.annotator
    return await navigator.client.read(
        lambda store: next_unreviewed_article(store, annotator, candidates, dates=False)
    )


def _all_reviewed_message(navigator: Navigator) -> str:
    dates = navigator.session.progress.unreviewed
    if dates and not navigator.session.shows_dates:
        return ngettext(
            "Every claim but {n} date, which is skipped, is reviewed.",
            "Every claim but {n} dates, which are skipped, is reviewed.",
            dates,
        ).format(n=dates)
    return _("Every claim is reviewed.")
