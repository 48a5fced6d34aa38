"""The next and previous sentence, paragraph and page of the article."""

from __future__ import annotations

from tui.review.navigation.navigator import Navigator


async def step_unit(navigator: Navigator, unit: str, step: int) -> None:
    """Go to the next or previous sentence or paragraph, and to the first claim in it if it has one."""
    if navigator.session.article:
        claim, begin = navigator.session.article.neighbour_unit(unit, step)
        await navigator.loader.go(claim, begin if claim is None else None)


async def scroll_page(navigator: Navigator, step: int) -> None:
    """Scroll a page down or up, and go to the first claim in the viewport."""
    if (article := navigator.session.article) is None:
        return
    reader = navigator.view.reader
    reader.scroll_page(step)
    start, end = reader.viewport_span()
    claim, top = article.first_claim_in(start, end), reader.scroll_offset.y
    await navigator.loader.go(claim, None if claim is not None else start)
    # Showing a claim near an edge scrolls the reader: scroll back to the page.
    reader.scroll_to(y=top, animate=False, immediate=True)
