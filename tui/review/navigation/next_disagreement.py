"""The next claim on which annotators disagree."""

from __future__ import annotations

from annotations.store.queries.disputes import next_disputed_claim
from tui.language.i18n import _
from tui.language.numbers import format_count
from tui.review.navigation.navigator import Navigator, claim_position


async def go_to_next_disagreement(navigator: Navigator) -> None:
    """Go to the next claim on which annotators disagree: in the articles after, then from the start."""
    if message := await to_next_disagreement(navigator):
        navigator.view.show_message(message)


async def to_next_disagreement(navigator: Navigator) -> str:
    """Go to the next claim on which annotators disagree; returns which one it is, or why there is none."""
    if (place := navigator.session.place) is None:
        return ""
    annotator, articles = navigator.session.annotator, list(navigator.session.progress.articles)
    # A tuple: None is a failed read, (None,) a store without disputes.
    result = await navigator.client.read(
        lambda store: (next_disputed_claim(store, annotator, articles, claim_position(place)),)
    )
    if result is None:
        return ""
    (disputed,) = result
    if disputed is None:
        return _("There is no claim on which annotators disagree.")
    if disputed.position.claim == place.claim:
        return _("This is the only claim on which annotators disagree.")
    await navigator.walk_to(disputed, to_next_disagreement)
    return _("disagreement {number}/{total}").format(
        number=format_count(disputed.number), total=format_count(disputed.total)
    )
