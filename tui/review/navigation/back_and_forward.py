"""Back to where a jump began, and forward again."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.navigation.navigator import Navigator


async def go_back_or_forward(navigator: Navigator, step: int) -> None:
    """Go back (-1) to where the last jump began, or forward (1) again."""
    if (place := navigator.session.place) is None:
        return
    jumps = navigator.session.jumps
    target = jumps.go_back(place) if step < 0 else jumps.go_forward(place)
    if target is not None:
        await navigator.visit(target)
    elif step < 0:
        navigator.view.show_message(_("There is nowhere to go back to."))
    else:
        navigator.view.show_message(_("There is nowhere to go forward to."))
