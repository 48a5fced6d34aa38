"""Opening the evidence of the current claim in the browser."""

from __future__ import annotations

from tui.language.i18n import _
from tui.review.decisions import Decisions
from tui.terminal.opener import checked_address, open_address


async def open_evidence(decisions: Decisions) -> None:
    """Open the newest address in the evidence of the current claim; where nothing can open it, copy it."""
    article, view = decisions.session.article, decisions.view
    evidence = article.review.evidence if article and article.review else ()
    addresses = [address for piece in evidence if (address := checked_address(piece.where))]
    if not addresses:
        message = _("No evidence here has an address to open: {key} adds one.")
        view.show_message(message.format(key=view.key_of("review.evidence")))
    elif await open_address(addresses[-1]):
        view.show_message(_("Opening {address}").format(address=addresses[-1]))
    else:
        view.reader.app.copy_to_clipboard(addresses[-1])
        message = _("No browser here; the address is copied: {address}")
        view.show_message(message.format(address=addresses[-1]))
