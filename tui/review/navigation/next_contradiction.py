"""The next claim that its article contradicts."""

from __future__ import annotations

from annotations.store import Store, findings
from annotations.store.findings.stored_findings import next_contradicted_claim
from annotations.store.next_claim import NextClaim
from tui.language.i18n import _
from tui.language.numbers import format_count
from tui.review.navigation.navigator import Navigator, claim_position


async def go_to_next_contradiction(navigator: Navigator) -> None:
    """Go to the next claim that its article contradicts: in the articles after, then from the start."""
    if message := await to_next_contradiction(navigator):
        navigator.view.show_message(message)


async def to_next_contradiction(navigator: Navigator) -> str:
    """Go to the next contradicted claim; returns which one it is, or why there is none."""
    if (place := navigator.session.place) is None:
        return ""
    annotator, articles = navigator.session.annotator, list(navigator.session.progress.articles)

    def job(store: Store) -> tuple[NextClaim | None, bool]:
        contradicted = next_contradicted_claim(store, annotator, articles, claim_position(place))
        return contradicted, contradicted is not None or findings.all_are_checked(store)

    result = await navigator.client.read(job)
    if result is None:
        return ""
    contradicted, all_checked = result
    if contradicted is None and not all_checked:
        return _("Nothing found yet: not all articles are checked.")
    if contradicted is None:
        return _("There is no claim that its article contradicts.")
    if contradicted.position.claim == place.claim:
        return _("This is the only claim that its article contradicts.")
    await navigator.walk_to(contradicted, to_next_contradiction)
    return _("contradiction {number}/{total}").format(
        number=format_count(contradicted.number), total=format_count(contradicted.total)
    )
