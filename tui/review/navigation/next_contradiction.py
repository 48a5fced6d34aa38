"""The next claim that its article contradicts."""

from __future__ import annotations

from annotations.review.jumps import Place
from annotations.store import Store, findings
from annotations.store.findings.stored_findings import next_contradicted_claim
from annotations.store.next_claim import ClaimPosition
from tui.language.i18n import _
from tui.review.navigation.navigator import Navigator, claim_position


async def go_to_next_contradiction(navigator: Navigator) -> None:
    """Go to the next claim that its article contradicts: in the articles after, then from the start."""
    if (place := navigator.session.place) is None:
        return
    annotator, articles = navigator.session.annotator, list(navigator.session.progress.articles)

    def job(store: Store) -> tuple[ClaimPosition | None, bool]:
        position = next_contradicted_claim(store, annotator, articles, claim_position(place))
        return position, position is not None or findings.all_are_checked(store)

    result = await navigator.client.read(job)
    if result is None:
        return
    contradicted, all_checked = result
    if contradicted is None and not all_checked:
        navigator.view.show_message(_("Nothing found yet: not all articles are checked."))
    elif contradicted is None:
        navigator.view.show_message(_("There is no claim that its article contradicts."))
    elif contradicted.claim == place.claim:
        navigator.view.show_message(_("This is the only claim that its article contradicts."))
    else:
        await navigator.jump_to(Place(contradicted.article, contradicted.claim, contradicted.start))
