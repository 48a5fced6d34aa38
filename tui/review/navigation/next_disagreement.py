"""The next claim on which annotators disagree."""

from __future__ import annotations

from annotations.review.jumps import Place
from annotations.store.queries.disputes import next_disputed_claim
from tui.language.i18n import _
from tui.review.navigation.navigator import Navigator, claim_position


async def go_to_next_disagreement(navigator: Navigator) -> None:
    """Go to the next claim on which annotators disagree: in the articles after, then from the start."""
    if (place := navigator.session.place) is None:
        return
    annotator, articles = navigator.session.annotator, list(navigator.session.progress.articles)
    # A tuple: None is a failed read, (None,) a store without disputes.
    result = await navigator.client.read(
        lambda store: (next_disputed_claim(store, annotator, articles, claim_position(place)),)
    )
    if result is None:
        return
    (disputed,) = result
    if disputed is None:
        navigator.view.show_message(_("There is no claim on which annotators disagree."))
    elif disputed.claim == place.claim:
        navigator.view.show_message(_("This is the only claim on which annotators disagree."))
    else:
        await navigator.jump_to(Place(disputed.article, disputed.claim, disputed.start))
